import LabCore
import LabStore
import Tui
import Words

/// Asks why a collector is off on a day, and says which visits come back by it.
struct DayOffSheet: Sendable {
  enum Field: String, Hashable, Sendable { case reason }

  var sheet: Sheet<Field>
  private let collector: CollectorDay
  private let day: CalendarDate

  /// What became of the sheet.
  enum Outcome: Sendable {
    case open, closed
    case asks(BoardWork)
  }

  init(_ collector: CollectorDay, on day: CalendarDate) {
    self.collector = collector
    self.day = day
    let back = collector.open
    let words = back.map { "\($0.startsAt.time.text) \($0.petName)" }.listed()
    sheet = Sheet(
      say("\(collector.name) is off on \(day.text)"),
      [back.isEmpty ? say("No visit is given back by it.") : say("\(back.counted) will be nobody’s again: \(words).")],
      [
        (
          .reason,
          FormField(
            say("Reason"), .text(TextField(maximumLength: 120)), isRequired: true, width: 44,
            help: say("Such as “sick” or “leave”; it stands with the visits that come back."))
        )
      ])
  }

  mutating func handle(_ press: KeyPress) -> Outcome {
    switch sheet.handle(press) {
    case .closed: .closed
    case .submitted: submit()
    case .handled, .asked, .changed: .open
    }
  }

  mutating func submit() -> Outcome {
    guard sheet.submit() else { return .open }
    return .asks(.setOff(collector.id, name: collector.name, on: day, reason: sheet.form.text(.reason)))
  }

  mutating func refuse(_ error: DeskError) { sheet.problem = error.sentence }
}

extension [RouteStop] {
  fileprivate var counted: String { count.counted("visit") }
}
