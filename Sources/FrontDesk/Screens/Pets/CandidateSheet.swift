import LabCore
import LabStore
import Tui

/// Records that look like the one that is about to be written down: one of them is taken, or they are somebody else.
struct CandidateSheet: Sendable {
  let found: LikelyDuplicates
  private let style: MatchRowStyle
  private var table: Table<MatchID>

  init(_ found: LikelyDuplicates, _ style: MatchRowStyle) {
    self.found = found
    self.style = style
    table = Table(
      columns: [
        TableColumn("Client", .flex(minimum: 14)), TableColumn("Phone", .fixed(15), priority: 2),
        TableColumn("Pets", .flex(minimum: 12)), TableColumn("Why", .between(14, 24)),
        TableColumn("Last booking", .fixed(12), priority: 1),
      ],
      rows: found.clients.map { Self.row($0, style) } + found.pets.map { Self.row($0, style) }, filters: false)
    table.showsPosition = false
  }

  private static func day(_ date: CalendarDate?) -> TableCell {
    TableCell(date.map { "\($0.shortText) \($0.year)" } ?? "")
  }

  private static func row(_ client: LikelyClient, _ style: MatchRowStyle) -> TableRow<MatchID> {
    TableRow(
      MatchID(client: client.id, pet: nil),
      [
        TableCell(client.name), TableCell(style.phone(client.phone)), TableCell(client.pets.joined(separator: ", ")),
        TableCell(client.reason.words), day(client.lastBooking),
      ], role: client.isActive ? .text : .textDim)
  }

  private static func row(_ pet: LikelyPet, _ style: MatchRowStyle) -> TableRow<MatchID> {
    let kind = [pet.species.storedName, pet.breed ?? ""].filter { !$0.isEmpty }.joined(separator: ", ")
    let state = pet.isDeceased ? "(deceased) " : pet.isActive ? "" : "(inactive) "
    return TableRow(
      MatchID(client: pet.clientID, pet: pet.id),
      [
        TableCell(pet.clientName), TableCell(style.phone(pet.phone)), TableCell("\(state)\(pet.name) · \(kind)"),
        TableCell(pet.reason.words), day(pet.lastBooking),
      ], role: pet.isDeceased || !pet.isActive ? .textDim : .text)
  }

  /// What a key did.
  enum Outcome {
    case handled, closed
    /// The record is there already: this one.
    case takes(MatchID)
  }

  mutating func handle(_ press: KeyPress) -> Outcome {
    switch table.handle(press) {
    case .activated(let id): return .takes(id)
    case .ignored where press == KeyPress(.escape): return .closed
    case .ignored, .handled, .selected, .filtered: return .handled
    }
  }

  var remark: Message {
    .warning("Enter opens the one that is there; Ctrl-S saves a new one and remembers it; Esc goes back.")
  }

  func draw(on canvas: inout Canvas, in area: Rect) {
    let box = area.centred(rows: min(area.rows, table.rows.count + 7), columns: min(area.columns - 2, 110))
    canvas.fill(box, role: .popup)
    canvas.box(box, title: "Is it one of these?")
    let inner = box.inset(rows: 1, columns: 2)
    canvas.put(
      "Nothing is saved yet. What you typed is kept.", row: inner.row, column: inner.column, width: inner.columns,
      role: .popup)
    table.draw(on: &canvas, in: inner.droppingTop(2).droppingBottom(2))
    canvas.put(
      "Enter opens it · Ctrl-S: it is none of these · Esc goes back", row: box.endRow - 2, column: inner.column,
      width: inner.columns, role: .textDim)
    canvas.cursor = nil
  }
}
