package import LabCore
package import LabStore

/// Where works are carried out: the one place that turns a `Work` into calls on the desk.
package struct Workroom: Sendable {
  private let desk: Desk
  private let readFile: FileReader
  private let writeFile: FileWriter

  /// Takes the desk to work for, what reads a prescription from the disk of this machine, and what writes a file there.
  package init(
    desk: Desk, readFile: @escaping FileReader, writeFile: @escaping FileWriter
  ) {
    self.desk = desk
    self.readFile = readFile
    self.writeFile = writeFile
  }

  /// Reads a document of this machine, never more of it than the clinic allows.
  package typealias FileReader =
    @Sendable (_ path: String, _ limit: AttachmentLimit) throws(AttachmentError) -> Attachment

  /// Writes a file of that name and content for the person at the desk alone; answers with its path.
  package typealias FileWriter = @Sendable (_ name: String, _ content: [UInt8]) throws(DeskError) -> String

  /// Carries a work out; failures come back as answers, so that no work is ever lost.
  package func perform(_ work: Work) async -> Answer {
    do {
      return try await answer(to: work)
    } catch {
      return .failed(work, DeskError(error))
    }
  }

  /// Ends the session, for the end of the program.
  package func close() async {
    try? await desk.signOut()
    await desk.disconnect()
  }

  private func answer(to work: Work) async throws -> Answer {
    switch work {
    case .findOutWhetherEmpty: return .isEmpty(try await desk.isEmpty())
    case .createFirst(let first):
      try await desk.create(first)
      return .created(first)
    case .signIn(let slug, let phone, let password, let origin):
      return .signIn(try await desk.signIn(slug: slug, phone: phone, password: password, origin: origin))
    case .signOut:
      try await desk.signOut()
      return .signedOut
    case .openWorkspace(let profile):
      return .workspace(Workspace(profile: profile, shelf: try await desk.readShelf()))
    case .readShelf: return .shelf(try await desk.readShelf())
    case .listBookings(let query): return .bookings(query, try await desk.bookings(query))
    case .findClients(let query, let number):
      return .clients(query: query, number: number, try await desk.findClients(query))
    case .readClient(let id): return .client(try await desk.readClient(id))
    case .readCollectors(let date): return .collectors(date, try await desk.collectorDays(on: date))
    case .findCoupon(let code, let client): return .coupon(code, try await desk.findCoupon(code, for: client))
    case .readAttachment(let path, let limit):
      do {
        return .attachment(path: path, try readFile(path, limit))
      } catch {
        throw DeskError(.other, error.sentence)
      }
    case .confirm(let request): return .confirmed(request.key, try await desk.confirm(request))
    case .booking(let work): return .booking(try await work.perform(on: desk, writeFile: writeFile))
    case .readCodes(let codes, let client): return .codes(try await desk.checkoutCodes(codes, for: client))
    case .readProfile: return .profile(try await desk.profile())
    case .account(let work): return .account(try await work.perform(on: desk))
    case .step(let work): return .step(try await work.perform(on: desk))
    case .audit(let work): return .audit(try await work.perform(on: desk))
    case .staff(let work): return .staff(try await work.perform(on: desk))
    case .organizations(let work): return try await work.perform(on: desk)
    case .offers(let work): return .offers(try await work.perform(on: desk, writeFile: writeFile))
    case .readRound: return .round(try await desk.ownRound())
    case .stops(let work): return .stops(try await work.perform(on: desk, writeFile: writeFile))
    case .readOpenTubes: return .openTubes(try await desk.openTubes())
    case .lab(let work): return .lab(try await work.perform(on: desk))
    case .results(let work): return .results(try await work.perform(on: desk))
    case .numbers(let work): return .numbers(try await work.perform(on: desk, writeFile: writeFile))
    case .report(let work): return .report(try await work.perform(on: desk, writeFile: writeFile))
    case .prices(let work): return .prices(try await work.perform(on: desk))
    case .hours(let work): return .hours(try await work.perform(on: desk))
    case .settings(let work): return .settings(try await work.perform(on: desk))
    case .distance(let work): return .distance(try await work.perform(on: desk))
    case .pets(let work): return .pets(try await work.perform(on: desk))
    case .board(let work): return .board(try await work.perform(on: desk))
    }
  }
}
