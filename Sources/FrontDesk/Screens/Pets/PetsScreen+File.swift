import LabCore
import LabStore
import Tui
import Words

// What is done with the file that is open, and with the selected row of the look-up.
extension PetsScreen {
  mutating func handleOnPage(_ press: KeyPress) -> [Effect] {
    guard let outcome = page?.handle(press) else { return [] }
    switch outcome {
    case .handled: return readForPage()
    case .closed: return closePage()
    case .opens(let row): return openRecord(row)
    }
  }

  /// Reads what the selected line of the file needs.
  mutating func readForPage() -> [Effect] {
    (page?.reads() ?? []).map { work in
      if case .readWeights = work { return .work(.pets(work), slot: .petWeights) }
      return .work(.pets(work), slot: .clientHistory)
    }
  }

  /// Opens what a line stands for: a booking and a report where those are, everything else here.
  private mutating func openRecord(_ row: FileRow) -> [Effect] {
    guard let file = page?.file else { return [] }
    if let item = file.item(of: row), permissions.allow(.reportsRead) {
      return [
        .hand(
          .reports(LabTaskQuery.pet(item.petID), of: wordsOfReports(item.petID, in: file), at: item.id), to: .reports)
      ]
    }
    if let booking = file.booking(of: row), permissions.allow(.bookingsRead) {
      return [.hand(.booking(booking.number), to: .bookings)]
    }
    page?.read()
    return []
  }

  private func wordsOfReports(_ id: PetID, in file: ClientFile) -> String {
    let client = file.record.client.name.text
    return file.record.pets.first { $0.id == id }.map { say("Reports of \($0.name), \(client)") }
      ?? say("Reports of \(client)")
  }

  /// Everything that the lab has done for the pet in question, or for the client.
  var reports: [Effect] {
    guard let page, let file = page.file else { return lookup.selected.map { reports(of: $0) } ?? [] }
    guard let pet = page.pet else {
      return [
        .hand(.reports(LabTaskQuery.client(page.id), of: say("Reports of \(file.record.client.name)")), to: .reports)
      ]
    }
    return [.hand(.reports(LabTaskQuery.pet(pet.id), of: wordsOfReports(pet.id, in: file)), to: .reports)]
  }

  private func reports(of match: ClientMatch) -> [Effect] {
    let words = match.petName.map { say("Reports of \($0), \(match.name)") } ?? say("Reports of \(match.name)")
    let query = match.petID.map { LabTaskQuery.pet($0) } ?? LabTaskQuery.client(match.clientID)
    return [.hand(.reports(query, of: words), to: .reports)]
  }

  /// What somebody does with a match who sees no files: the laboratory reads the reports of the pet.
  func openForOthers(_ id: MatchID) -> [Effect] {
    guard permissions.allow(.reportsRead), let match = lookup.match(id) else {
      return [.message(.info(Permission.clientsRead.refusal))]
    }
    return reports(of: match)
  }

  /// The client and the pet for whom a booking is taken, as the intake's field holds them.
  private var visitor: ChoiceOption? {
    guard let page else { return lookup.selected.map { ClientOption.option($0, atHome: country) } }
    guard let client = page.file?.record.client else { return nil }
    let phone = client.phone?.text(atHome: country) ?? ""
    guard let pet = page.pet else { return ChoiceOption(id: "c\(client.id)", title: client.name.text, detail: phone) }
    return ChoiceOption(
      id: "c\(client.id)/p\(pet.id)", title: client.name.text,
      detail: "\(phone) · \(pet.name), \(pet.species.storedName)")
  }

  mutating func run(_ id: Action.ID) -> [Effect] {
    switch id {
    case EverywhereActions.refresh.id: return update(.shown)
    case PetsActions.book.id: return visitor.map { [.hand(.visitor($0), to: .bookings)] } ?? []
    case PetsActions.save.id: return act { $0.submit() }
    case PetsActions.discard.id: sheet = nil
    case PetsActions.history.id: return history
    case PetsActions.reports.id: return reports
    case PetsActions.add.id where page == nil: open(.addClient(typed: lookup.text))
    default: return runOnPage(id)
    }
    return []
  }

  private mutating func runOnPage(_ id: Action.ID) -> [Effect] {
    guard let page, let file = page.file else { return [] }
    let client = file.record.client
    switch id {
    case PetsActions.edit.id: page.subject.map { open(.edit($0)) }
    case PetsActions.add.id: open(.addPet(client))
    case PetsActions.addAddress.id: open(.addAddress(client))
    case PetsActions.weigh.id: page.pet.map { open(.weigh($0)) }
    case PetsActions.mark.id: mark(page, file)
    case PetsActions.revive.id: return revive(page)
    case PetsActions.removeAddress.id: return page.address.map(removing) ?? []
    case PetsActions.removeWeight.id: return removingWeight(page)
    default: break
    }
    return []
  }

  private mutating func open(_ purpose: RecordSheet.Purpose) {
    sheet = RecordSheet(purpose, RecordSheet.Standing(country: country, today: now.date))
  }

  private mutating func mark(_ page: ClientPage, _ file: ClientFile) {
    switch page.subject {
    case .pet(let pet): open(.markPet(pet, ahead: file.ahead(of: pet.id)))
    case .client(let client): open(.markClient(client, ahead: file.ahead(of: nil)))
    case .address, nil: break
    }
  }

  private func revive(_ page: ClientPage) -> [Effect] {
    switch page.subject {
    case .pet(let pet):
      let day = pet.deceasedOn.map { say(", on \($0.text)") } ?? ""
      let fact =
        pet.isDeceased ? say("It is marked as deceased\(day).") : say("It is inactive: \(pet.inactiveReason ?? "").")
      return asking(say("Make \(pet.name) active"), fact, say("Make it active"), .markPet(pet, .active))
    case .client(let client):
      return asking(
        say("Make \(client.name) active"), say("Inactive: \(client.inactiveReason ?? "")."), say("Make active"),
        .markClient(client, inactiveBecause: nil))
    case .address, nil: return []
    }
  }

  private func removing(_ address: Address) -> [Effect] {
    asking(
      say("Take an address off"), say("\(address.oneLine). Bookings keep what they copied from it."),
      say("Take it off"),
      .removeAddress(address))
  }

  private func removingWeight(_ page: ClientPage) -> [Effect] {
    guard let pet = page.pet, let weight = page.newestWeight else { return [] }
    return asking(
      say("Take a weight back"),
      say("\(pet.name): \(weight.weight.text) of \(weight.measuredOn.text). The one before it counts."),
      say("Take it back"), .removeWeight(weight.id, of: pet.id))
  }

  private func asking(_ title: String, _ fact: String, _ deed: String, _ work: PetsWork) -> [Effect] {
    [
      .ask(
        Question(
          title: title, body: [fact],
          choices: [
            DialogChoice("s", say("Stay"), []), DialogChoice("y", deed, [.blockingWork(.pets(work))], isDanger: true),
          ]))
    ]
  }

  private var history: [Effect] {
    let record = page.map { $0.subject?.reference } ?? lookup.selected?.reference
    return record.map { [.history(of: $0)] } ?? []
  }

  // MARK: Sheets

  /// Hands something to the sheet and follows it.
  mutating func act(_ body: (inout RecordSheet) -> RecordSheet.Outcome) -> [Effect] {
    guard !isBusy, var open = sheet else { return [] }
    let outcome = body(&open)
    sheet = open
    switch outcome {
    case .open: return []
    case .closed:
      if open.isDirty { return [.ask(Question.leavingSheet(by: PetsActions.discard.id))] }
      sheet = nil
      return []
    case .unchanged:
      sheet = nil
      return readOpenFile
    case .asks(let work):
      beginWork()
      return [.blockingWork(.pets(work))]
    case .takes(let id):
      sheet = nil
      return self.open(id)
    }
  }

  /// Shows what was done, beginning with the record that it was done to.
  mutating func finish(_ deed: PetsDeed) -> [Effect] {
    sheet = nil
    var effects: [Effect] = [.message(.info(deed.sentence))]
    switch deed {
    case .addedClient(let id, _): effects += open(MatchID(client: id, pet: nil))
    case .addedPet(let id, _): page?.expect(.pet(id))
    case .addedAddress(let id): page?.expect(.address(id))
    case .weighed, .removedWeight, .saved(.pet): page?.doubtWeights()
    case .saved, .removedAddress, .marked: break
    }
    return effects + readOpenFile
  }
}

extension ClientMatch {
  /// The pet, or the client without one, as the audit trail knows it.
  var reference: RecordReference {
    petID.map { RecordReference(.pets, $0.rawValue, name: petName ?? "") }
      ?? RecordReference(.clients, clientID.rawValue, name: name)
  }
}
