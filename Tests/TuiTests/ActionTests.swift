import Testing

@testable import Tui
import Words

let sampleActions = [
  Action(
    id: "app.help", title: "Help", help: "Explains the field.", chords: [.function(1)], group: "Everywhere",
    barPriority: 0),
  Action(
    id: "app.palette", title: "Actions", help: "Finds any action.", chords: [.control("p"), .function(9)],
    group: "Everywhere", barPriority: 9),
  Action(
    id: "booking.save", title: "Save", help: "Saves the booking.", chords: [.control("s")], group: "Booking",
    permission: "bookings.write", barPriority: 1),
  Action(
    id: "booking.cancel", title: "Cancel booking", help: "Asks for the reason.", chords: [.alt("x")], group: "Booking",
    permission: "bookings.cancel", isDanger: true, barPriority: 5),
]

@Suite("Actions")
struct ActionTests {
  @Test("A chord finds its action in the groups asked for")
  func lookup() {
    let table = ActionTable(sampleActions)
    #expect(table.action(for: .control("s"), in: ["Booking", "Everywhere"])?.id == "booking.save")
    #expect(table.action(for: .control("s"), in: ["Everywhere"]) == nil)
    #expect(table.action(for: Chord(KeyPress(.function(9))), in: ["Everywhere"])?.id == "app.palette")
  }

  @Test("Chords that mean two things are found")
  func conflicts() {
    var table = ActionTable(sampleActions)
    #expect(table.conflicts(everywhere: ["Everywhere"]).isEmpty)
    #expect(table.remap(["booking.save": ["F1", "Nonsense"], "no.such": ["F2"]]).count == 2)
    #expect(table["booking.save"]?.chords == [.function(1)])
    #expect(table.conflicts().isEmpty)
    #expect(
      table.conflicts(everywhere: ["Everywhere"]) == [.init(chord: .function(1), ids: ["app.help", "booking.save"])])
  }

  @Test("The keys print as Markdown, function keys first")
  func markdown() {
    #expect(
      ActionTable(sampleActions).markdown().hasPrefix(
        """
        ### Everywhere

        | Key | Action | |
        | --- | --- | --- |
        | `F1` | Help | Explains the field. |
        | `F9`, `Ctrl-P` | Actions | Finds any action. |

        ### Booking
        """))
  }

  @Test(
    "The key bar shows whole entries as far as they fit, the most important first",
    arguments: [
      (60, "F1 Help  Ctrl-S Save  Alt-X Cancel booking  F9 Actions"), (40, "F1 Help  Ctrl-S Save  F9 Actions"),
      (46, "F1 Help  Ctrl-S Save  Alt-X Cancel booking"), (12, "F1 Help"), (4, ""),
    ])
  func keyBar(_ columns: Int, _ expected: String) {
    var canvas = Canvas(size: Size(rows: 1, columns: columns))
    KeyBar(sampleActions).draw(on: &canvas, in: canvas.bounds) { _ in .on }
    #expect(canvas.text(row: 0) == expected.padded(to: columns))
  }

  @Test("Unavailable actions are grey, hidden ones are absent")
  func availability() {
    var canvas = Canvas(size: Size(rows: 1, columns: 60))
    KeyBar([sampleActions[0], sampleActions[2]]).draw(on: &canvas, in: canvas.bounds) { action in
      action.id == sampleActions[0].id ? .hidden : .off(reason: "Nothing changed.")
    }
    #expect(canvas.text(row: 0).hasPrefix("Ctrl-S Save "))
    #expect(canvas[0, 0].role == .keyDisabled)
  }

  @Test("The palette finds actions by title, key and help, and runs them")
  func palette() {
    var palette = Palette(sampleActions.map { AvailableAction($0) })
    for press in presses("alt-x") { _ = palette.handle(press) }
    #expect(palette.visible.map(\.action.id) == ["booking.cancel"])
    #expect(palette.handle(KeyPress(.enter)) == .run(sampleActions[3]))
    #expect(palette.handle(KeyPress(.escape)) == .closed)
  }

  @Test("The palette says why an action is refused and who could do it")
  func refusal() {
    var palette = Palette([
      AvailableAction(sampleActions[3], .off(reason: "Needs the permission to cancel.", whoCan: "Asha (admin) can."))
    ])
    #expect(
      palette.handle(KeyPress(.enter))
        == .refused(sampleActions[3], "Needs the permission to cancel. Asha (admin) can."))
  }
}
