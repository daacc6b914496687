import LabCore
import LabStore
import Tui
import Words

/// A small form about a client, a pet or an address, and what comes of it.
struct RecordSheet: Sendable {
  enum Field: String, Hashable, Sendable {
    case name, localName, called, phone, secondPhone, email, notes
    case species, breed, sex, born, weight, microchip, medical
    case label, line1, line2, area, city, state, postalCode, place, isDefault
    case standing, day, reason
  }

  /// What the sheet is for, with the record as it was when the sheet opened.
  enum Purpose: Sendable {
    case addClient(typed: String)
    case addPet(Client)
    case addAddress(Client)
    case edit(RecordCopy)
    case weigh(Pet)
    /// The pet with the bookings that wait for their visit.
    case markPet(Pet, ahead: [PastBooking])
    case markClient(Client, ahead: [PastBooking])
  }

  /// What the forms are made from.
  struct Standing: Sendable {
    var country: CallingCode
    var today: CalendarDate
  }

  private(set) var purpose: Purpose
  let standing: Standing
  var sheet: Sheet<Field>
  /// Both sides, where another desk saved the record meanwhile.
  var conflict: ConflictSheet?
  /// What looks like the record that is to be added.
  var duplicates: DuplicateSheet?
  /// Of whom it was said that they are somebody else.
  private(set) var distinct = DistinctRecords()
  /// Whether the record was found to be newer, so that it is taken as it is now.
  private var isOutdated = false

  init(_ purpose: Purpose, _ standing: Standing) {
    self.purpose = purpose
    self.standing = standing
    sheet = Self.form(purpose, standing)
    follow()
    sheet.form.markClean()
  }

  /// What became of the sheet.
  enum Outcome {
    case open, closed
    /// There is nothing to save.
    case unchanged
    case asks(PetsWork)
    /// The record is there already: the sheet makes way for it.
    case takes(MatchID)
  }

  var isDirty: Bool { sheet.form.isDirty }

  // MARK: Keys

  mutating func handle(_ press: KeyPress) -> Outcome {
    if var open = conflict {
      let outcome = open.handle(press)
      conflict = open
      switch outcome {
      case .handled: return .open
      case .submitted: return submit()
      case .closed:
        conflict = nil
        return .open
      }
    }
    if var open = duplicates {
      let outcome = open.handle(press)
      duplicates = open
      return follow(outcome)
    }
    let outcome = sheet.handle(press)
    follow()
    switch outcome {
    case .closed: return .closed
    case .submitted: return submit()
    case .changed(.standing) where press.key == .enter || press.key == .tab:
      // What belongs to the choice shows only now.
      sheet.form.focus(on: sheet.form[.day]?.isVisible == true ? .day : .reason)
      return .open
    case .handled, .changed, .asked: return .open
    }
  }

  mutating func paste(_ text: String) {
    if conflict == nil, duplicates == nil { sheet.paste(text) }
  }

  /// Shows what belongs to the choice made.
  private mutating func follow() {
    guard sheet.form[.standing] != nil else { return }
    let chosen = sheet.form.pick(.standing)?.id
    sheet.form.setVisible(chosen == Self.deceased.id, .day)
    sheet.form.setVisible(chosen == Self.inactive.id, .reason)
  }

  /// Checks the fields and names the work.
  mutating func submit() -> Outcome {
    if conflict != nil { return submitConflict() }
    if let duplicates { return follow(duplicates.submit()) }
    guard sheet.submit() else { return .open }
    if case .edit(let copy) = purpose, edited(copy) == copy { return .unchanged }
    return work.map { .asks($0) } ?? .open
  }

  private mutating func follow(_ outcome: DuplicateSheet.Outcome) -> Outcome {
    switch outcome {
    case .open: return .open
    case .closed: duplicates = nil
    case .takesClient(let client): return .takes(MatchID(client: client.id, pet: nil))
    case .takesPet(let pet): return .takes(MatchID(client: pet.clientID, pet: pet.id))
    case .takesNobody:
      if let duplicates { distinct.formUnion(duplicates.shown) }
      duplicates = nil
      return submit()
    }
    return .open
  }

  private mutating func submitConflict() -> Outcome {
    guard let copy = conflict?.submit() else { return .open }
    guard conflict?.conflict.changesAnything ?? false else { return .unchanged }
    return .asks(.save(copy))
  }

  private var work: PetsWork? {
    switch purpose {
    case .addClient: clientEntry.map { .addClient($0, distinct) }
    case .addPet(let client): .addPet(petEntry, client.id, distinct)
    case .addAddress(let client): .addAddress(address(Address(line1: "")), client.id)
    case .edit(let copy): edited(copy).map { .save($0) }
    case .weigh(let pet):
      if let weight = Weight(text(.weight)), let day = day { .weigh(pet.id, weight, on: day) } else { nil }
    case .markPet(let pet, _): petStanding.map { .markPet(pet, $0) }
    case .markClient(let client, _):
      .markClient(client, inactiveBecause: isToBeActive ? nil : text(.reason).singleSpaced)
    }
  }

  // MARK: Answers

  /// Takes note that another desk was faster; what was typed stays.
  mutating func receive(mine: RecordCopy, theirs: RecordCopy) {
    let base: RecordCopy
    if let conflict {
      base = conflict.conflict.theirs
    } else if case .edit(let copy) = purpose {
      base = copy
    } else {
      return
    }
    conflict = RecordConflict(base: base, mine: mine, theirs: theirs).map { ConflictSheet($0) }
  }

  mutating func receive(_ found: LikelyDuplicates) {
    duplicates = DuplicateSheet(found, of: text(.name), atHome: standing.country)
  }

  /// Keeps what was typed and says why it was not saved.
  mutating func refuse(_ error: DeskError) {
    isOutdated = error.code == .stale
    if conflict != nil { conflict?.refuse(error.sentence) } else { sheet.problem = error.sentence }
  }

  /// Takes the pet or the client as they are now where they were found to be newer; what was typed stays.
  mutating func look(at file: ClientFile) {
    guard isOutdated else { return }
    switch purpose {
    case .markPet(let old, _):
      guard let pet = file.record.pets.first(where: { $0.id == old.id }) else { return }
      purpose = .markPet(pet, ahead: file.ahead(of: pet.id))
    case .markClient(let old, _) where old.id == file.record.client.id:
      purpose = .markClient(file.record.client, ahead: file.ahead(of: nil))
    case .addClient, .addPet, .addAddress, .edit, .weigh, .markClient: return
    }
    isOutdated = false
  }

  var remark: Message? { conflict?.remark ?? duplicates.map { _ in Self.remarkOnDuplicates } ?? sheet.remark }

  private static var remarkOnDuplicates: Message {
    Message.info(
      say("Enter takes the one that is meant; Esc goes back to what was typed."))
  }

  func draw(on canvas: inout Canvas, in area: Rect) {
    sheet.draw(on: &canvas, in: area)
    conflict?.draw(on: &canvas, in: area)
    duplicates?.draw(on: &canvas, in: area)
  }
}
