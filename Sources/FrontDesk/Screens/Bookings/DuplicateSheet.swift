import LabCore
import Tui
import Words

/// Shows who may be the client or pet that is about to be written down, before anything is saved.
///
/// The screen that opened it holds it, hands it keys and does what was chosen; what was typed behind it stays.
struct DuplicateSheet: Sendable {
  /// What a row stands for.
  enum Candidate: Hashable, Sendable {
    case client(ClientID)
    case pet(PetID)
    /// None of those above.
    case nobody
  }

  /// What became of a sheet.
  enum Outcome: Sendable {
    case open
    /// Back to the form as it was.
    case closed
    case takesClient(LikelyClient)
    case takesPet(LikelyPet)
    /// They are other people and animals than the new ones.
    case takesNobody
  }

  let shown: LikelyDuplicates
  private var table: Table<Candidate>
  private let title: String

  init(_ shown: LikelyDuplicates, of subject: String, atHome country: CallingCode) {
    self.shown = shown
    title = say("Is \(subject) here already?")
    table = Table(
      columns: [
        TableColumn(say("Record"), .flex(minimum: 14, weight: 2)),
        TableColumn(say("Phone"), .fixed(15), priority: 2),
        TableColumn(say("With"), .flex(minimum: 8, weight: 2), priority: 1),
        TableColumn(say("Why"), .fixed(22)),
      ], filters: false)
    table.showsPosition = false
    func number(_ text: String) -> String { PhoneNumber(stored: text, default: country)?.text(atHome: country) ?? text }
    table.replaceRows(
      shown.clients.map { client in
        TableRow(
          .client(client.id),
          [
            TableCell(client.name + (client.isActive ? "" : say(" (inactive)"))), TableCell(number(client.phone)),
            TableCell(client.pets.joined(separator: ", ")),
            TableCell(client.reason.words),
          ], role: client.isActive ? .text : .textDim)
      }
        + shown.pets.map { pet in
          let standing = pet.isDeceased ? say(", deceased") : pet.isActive ? "" : say(", inactive")
          return TableRow(
            .pet(pet.id),
            [
              TableCell("\(pet.name) (\(pet.species.storedName)\(standing))"), TableCell(number(pet.phone)),
              TableCell(pet.clientName), TableCell(pet.reason.words),
            ], role: standing.isEmpty ? .text : .textDim)
        } + [TableRow(.nobody, [TableCell(Self.nobody), "", "", TableCell(say("kept apart from now on"))])])
    table.selectFirst()
  }

  private static var nobody: String { say("None of these") }

  mutating func handle(_ press: KeyPress) -> Outcome {
    if press == KeyPress(.escape) { return .closed }
    guard case .activated(let candidate) = table.handle(press) else { return .open }
    return outcome(of: candidate)
  }

  /// Takes the row that is selected.
  func submit() -> Outcome { table.selection.map(outcome) ?? .open }

  private func outcome(of candidate: Candidate) -> Outcome {
    switch candidate {
    case .client(let id): shown.clients.first { $0.id == id }.map { .takesClient($0) } ?? .open
    case .pet(let id): shown.pets.first { $0.id == id }.map { .takesPet($0) } ?? .open
    case .nobody: .takesNobody
    }
  }

  var remark: Message {
    switch table.selection {
    case .client: .info(say("Enter books for this client; Esc goes back."))
    case .pet: .info(say("Enter books for this pet and its client; Esc goes back."))
    case .nobody, nil: .info(say("Enter says that it is somebody else, and it is remembered; Esc goes back."))
    }
  }

  var help: FieldHelp {
    FieldHelp(
      title: say("Likely duplicates"),
      text:
        say(
          "Records that share a number, a mail, a chip or a name with the new one. Enter takes the one that is meant; "
            + "“\(Self.nobody)” saves the new one and remembers that they are two. Esc goes back, with nothing saved."))
  }

  func draw(on canvas: inout Canvas, in area: Rect) {
    let columns = min(area.columns - 2, 96)
    guard columns > 30 else { return }
    let rows = min(area.rows, table.visibleCount + 6)
    let box = area.centred(rows: rows, columns: columns)
    canvas.fill(box, role: .popup)
    canvas.box(box, title: title)
    let inner = box.inset(rows: 1, columns: 2)
    canvas.put(say("Nothing is saved yet."), row: inner.row, column: inner.column, width: inner.columns, role: .popup)
    var table = table
    let list = inner.droppingTop(1).droppingBottom(2)
    table.pageRows = max(1, list.rows - 1)
    table.draw(on: &canvas, in: list, isActive: true)
    canvas.put(
      say("Up and Down choose · Enter takes it · Esc goes back"), row: box.endRow - 2, column: inner.column,
      width: inner.columns, role: .textDim)
    canvas.cursor = nil
  }
}
