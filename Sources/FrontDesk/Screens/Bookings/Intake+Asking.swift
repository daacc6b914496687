import LabCore
import LabStore
import Tui
import Words

/// What is asked above the intake before a booking is saved.
enum IntakeQuestion: Sendable {
  /// Whether the new client or pet is one of those that are here.
  case duplicates(DuplicateSheet)
  /// Why it is booked although something stands against it.
  case reason(ReasonSheet)

  var remark: Message? {
    switch self {
    case .duplicates(let sheet): sheet.remark
    case .reason(let sheet): sheet.remark
    }
  }

  var help: FieldHelp? {
    switch self {
    case .duplicates(let sheet): sheet.help
    case .reason(let sheet): sheet.help
    }
  }

  func draw(on canvas: inout Canvas, in area: Rect) {
    switch self {
    case .duplicates(let sheet): sheet.draw(on: &canvas, in: area)
    case .reason(let sheet): sheet.draw(on: &canvas, in: area)
    }
  }
}

extension Intake {
  /// Shows who the new client or pet may be.
  mutating func ask(about found: LikelyDuplicates) {
    let subject = isNewClient ? form.text(.name).singleSpaced : draft.pet?.name ?? say("the pet")
    form.closeList()
    asking = .duplicates(DuplicateSheet(found, of: subject, atHome: country))
  }

  /// Opens the question for the reason where one is missing; says whether it did.
  mutating func askForReason() -> Bool {
    guard let objection = draft.objection, BookingObjection.refusal(ofReason: guardReason) != nil else { return false }
    asking = .reason(
      ReasonSheet(objection, pet: draft.pet?.name ?? "", client: record?.client.name.text ?? ""))
    form.closeList()
    return true
  }

  mutating func answer(_ press: KeyPress) -> [Effect] {
    switch asking {
    case .duplicates(var sheet):
      let outcome = sheet.handle(press)
      asking = .duplicates(sheet)
      return follow(outcome)
    case .reason(var sheet):
      let outcome = sheet.handle(press)
      asking = .reason(sheet)
      return follow(outcome)
    case nil: return []
    }
  }

  /// Takes what is chosen or typed in the question.
  mutating func submitAnswer() -> [Effect] {
    switch asking {
    case .duplicates(let sheet): return follow(sheet.submit())
    case .reason(var sheet):
      let outcome = sheet.submit()
      asking = .reason(sheet)
      return follow(outcome)
    case nil: return []
    }
  }

  mutating func pasteIntoAnswer(_ text: String) {
    guard case .reason(var sheet) = asking else { return }
    sheet.paste(text)
    asking = .reason(sheet)
  }

  private mutating func follow(_ outcome: ReasonSheet.Outcome) -> [Effect] {
    switch outcome {
    case .open: return []
    case .closed: asking = nil
    case .given(let reason):
      asking = nil
      guardReason = reason
      arrange()
      return [.act(BookingActions.confirm.id)]
    }
    return []
  }

  private mutating func follow(_ outcome: DuplicateSheet.Outcome) -> [Effect] {
    guard case .duplicates(let sheet) = asking else { return [] }
    switch outcome {
    case .open: return []
    case .closed: asking = nil
    case .takesClient(let client):
      asking = nil
      return adopt(ChoiceOption(id: "c\(client.id)", title: client.name, detail: client.phone))
    case .takesPet(let pet):
      asking = nil
      return adopt(
        ChoiceOption(
          id: "c\(pet.clientID)/p\(pet.id)", title: pet.clientName,
          detail: "\(pet.phone) · \(pet.name), \(pet.species.storedName)"))
    case .takesNobody:
      asking = nil
      distinct.formUnion(sheet.shown)
      return [.act(BookingActions.confirm.id)]
    }
    return []
  }

  /// Books for a client who is here; everything else that was typed stays.
  private mutating func adopt(_ client: ChoiceOption) -> [Effect] {
    let typedAddress = form.pick(.address) == nil ? form.text(.address) : ""
    let isPetNamed = client.id.contains("/")
    adopting = isNewPet && !isPetNamed ? .client : .pet
    if case .existing(let known) = draft.client, ClientOption.client(in: client.id) == known.id, isPetNamed {
      // The pet of the client who is chosen already.
      adopting = nil
      if let option = petOptions.first(where: { client.id.hasSuffix("/\($0.id)") }) {
        form.setPicks([option], for: .pet)
      }
      arrange()
      return [.message(.info(say("\(draft.pet?.name ?? say("The pet")) is taken. Ctrl-S confirms the booking.")))]
    }
    form.setPicks([client], for: .client)
    let effects = take(.changed(.client))
    if !typedAddress.isEmpty { form.setText(typedAddress, for: .address) }
    return effects + [.message(.info(say("\(client.title) is taken. Ctrl-S confirms the booking.")))]
  }

  /// Forgets what was said of a client or pet that is another one now.
  mutating func forgetAnswers(about field: IntakeField) {
    switch field {
    case .name, .phone, .email, .petName, .species: distinct = DistinctRecords()
    case .client, .pet:
      distinct = DistinctRecords()
      guardReason = ""
    default: break
    }
  }
}
