import LabCore
import Tui
import Words

/// The first day at the desk: one booking from the call to its collector, told step by step while the person does it.
///
/// It never takes a key: it looks at what the desk shows after each event and goes on when a step is done.
struct Tour: Sendable {
  /// One thing to do, and how to see that it was done.
  struct Step: Sendable {
    var text: Phrase
    var isDone: @Sendable (Shell, Event) -> Bool
  }

  private(set) var place = 0

  var isOver: Bool { place >= Self.steps.count }

  /// Goes past every step that the desk shows as done.
  mutating func advance(_ shell: Shell, after event: Event) {
    while !isOver, Self.steps[place].isDone(shell, event) { place += 1 }
  }

  /// The rows that the step takes at the foot of the body.
  func rows(columns: Int) -> Int { lines(columns: columns).count }

  private var step: String { "\(place + 1)/\(Self.steps.count)" }

  private func lines(columns: Int) -> [String] {
    guard !isOver else { return [] }
    let text = "\(step)  \(say(Self.steps[place].text))"
    return Array(TextWidth.wrap(text, width: max(10, columns - 2)).prefix(4))
  }

  func draw(on canvas: inout Canvas, in area: Rect) {
    canvas.fill(area, role: .popup)
    for (offset, line) in lines(columns: area.columns).enumerated() {
      canvas.put(line, row: area.row + offset, column: area.column + 1, width: area.columns - 2, role: .popup)
    }
    canvas.put(step, row: area.row, column: area.column + 1, role: .badge)
  }

  // MARK: Steps

  private static func bookings(_ shell: Shell) -> BookingsScreen? {
    shell.place == .bookings ? shell.screens[.bookings] as? BookingsScreen : nil
  }

  private static func intake(_ shell: Shell) -> Intake? {
    guard let bookings = bookings(shell), case .intake = bookings.mode else { return nil }
    return bookings.intake
  }

  static let steps: [Step] = [
    Step(
      text:
        "The phone rings: somebody wants blood taken from their dog at home. Ctrl-N opens a new booking; from another screen F2 comes first."
    ) { shell, _ in intake(shell) != nil },
    Step(
      text:
        "Who is it? Type a name such as iyer, a pet such as bruno, or a few digits of the number, and take one of the list with Enter."
    ) { shell, _ in intake(shell)?.form.pick(.client) != nil },
    Step(text: "Which pet? Down and Enter choose where the client has several.") { shell, _ in
      intake(shell)?.form.pick(.pet) != nil
    },
    Step(text: "Which tests? Type cbc and Enter. Every test goes like that; the price at the right follows.") {
      shell, _ in intake(shell)?.form.picks(.tests).isEmpty == false
    },
    Step(text: "The pet stays at home: Tab goes on to Where, h and Enter make it a home visit.") { shell, _ in
      if case .confirmed? = bookings(shell)?.mode { return true }
      return intake(shell)?.form.pick(.method)?.id == CollectionMethod.home.storedName
    },
    Step(
      text:
        "Address, day and time are filled in; Tab goes through the fields, and F1 explains each. Ctrl-S confirms from anywhere. A field that lacks something is marked and nothing is lost."
    ) { shell, _ in
      if case .confirmed? = bookings(shell)?.mode { true } else { false }
    },
    Step(text: "It is booked. What you tell the client stands here. Esc goes on to the list of the day.") { shell, _ in
      if case .list? = bookings(shell)?.mode { true } else { false }
    },
    Step(text: "Your booking stands in the list. Typing finds it, Enter shows everything about it.") { shell, _ in
      bookings(shell)?.view != nil
    },
    Step(text: "The bar at the foot says what can be done with it. Now F4: the collectors of the day.") { shell, _ in
      shell.place == .board
    },
    Step(
      text:
        "Choose your visit among those that nobody has (Alt-Right shows the next day) and press Ctrl-S: the collector with the best way gets it."
    ) { shell, event in
      // Whoever goes elsewhere has a visit with a collector already, or enough of it.
      if case .answer(.board(.done)) = event { true } else { shell.place != .board }
    },
    Step(text: "The collector sees it at once. Last: F9 finds everything by its name. Open it and type reports.") {
      shell, _ in
      if case .palette? = shell.overlay { true } else { false }
    },
  ]
}
