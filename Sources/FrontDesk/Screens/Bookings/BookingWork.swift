package import LabCore
package import LabStore
import Words

/// What is done with the booking that is open.
package enum BookingWork: Sendable {
  case read(BookingID)
  case reschedule(BookingMove)
  case edit(BookingEdit)
  case revise(Revision)
  case check(PrescriptionCheck)
  /// Takes the mark off a booking that asks for a decision.
  case settle(BookingID, version: Int64, reason: String?)
  /// Collects tubes at the desk; the pet of a walk-in has arrived with it.
  case collect(Collection, petName: String)
  /// Writes the document of a prescription to a file of that name.
  case open(PrescriptionID, name: String)
  /// Writes a text to a file of that name.
  case export(text: String, name: String)
}

/// What it came to.
package enum BookingAnswer: Sendable {
  case read(FullBooking)
  /// Something was saved: the sentence to show.
  case saved(String)
  /// A revision comes to another price, which has to be accepted before anything is saved.
  case priced(Revision, Quote, words: [String])
  /// The document of a prescription lies in a file.
  case opened(path: String)
  /// The text lies in a file.
  case exported(path: String)
}

extension BookingWork {
  func perform(on desk: Desk, writeFile: Workroom.FileWriter) async throws -> BookingAnswer {
    switch self {
    case .read(let id): return .read(try await desk.booking(id))
    case .reschedule(let move):
      try await desk.reschedule(move)
      return .saved(say("The visit is on \(move.startsAt.text) now."))
    case .edit(let edit):
      try await desk.edit(edit)
      return .saved(say("The changes are saved."))
    case .revise(let revision):
      switch try await desk.revise(revision) {
      case .priced(let quote, let words): return .priced(revision, quote, words: words)
      case .saved(let total):
        return .saved(say("The booking is changed; to pay: \(total.formatted(in: revision.currency))."))
      }
    case .check(let check):
      try await desk.check(check)
      return .saved(check.isVerified ? say("The prescription is verified.") : say("The prescription is queried."))
    case .settle(let id, let version, let reason):
      try await desk.settle(id, version: version, reason: reason)
      return .saved(say("The booking stays as it is."))
    case .collect(let collection, let petName):
      return .saved(try await desk.collectAtDesk(collection).message(of: petName).text)
    case .open(let id, let name): return .opened(path: try writeFile(name, try await desk.content(of: id)))
    case .export(let text, let name): return .exported(path: try writeFile(name, Array(text.utf8)))
    }
  }
}

extension Desk {
  /// Collects tubes of a booking; a walk-in that waits for its pet has arrived first.
  fileprivate func collectAtDesk(_ collection: Collection) async throws -> CollectionOutcome {
    var collection = collection
    if try await booking(collection.booking).status == .confirmed {
      let step = Step(
        machine: BookingStatus.machineName, recordID: collection.booking.rawValue,
        to: BookingStatus.arrived.storedName)
      try await move(step, reason: nil, version: collection.version)
      collection.version = try await booking(collection.booking).version
    }
    return try await collect(collection)
  }
}
