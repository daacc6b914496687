package import LabCore
package import LabStore
import Words

/// What is asked of the database on the board.
package enum BoardWork: Sendable {
  case read(CalendarDate)
  /// The words say what was done, once it is.
  case assign(Assignment, words: String)
  case swap(RouteStop, RouteStop, words: String)
  case plan([RouteChange], of: StaffID, on: CalendarDate, words: String)
  case pin(RouteStop, Bool)
  case setOff(StaffID, name: String, on: CalendarDate, reason: String)
}

/// What it came to.
package enum BoardAnswer: Sendable {
  case board(DayBoard)
  case done(String)
}

extension BoardWork {
  func perform(on desk: Desk) async throws -> BoardAnswer {
    switch self {
    case .read(let day): return .board(try await desk.board(on: day))
    case .assign(let assignment, let words):
      try await desk.assign(assignment)
      return .done(words)
    case .swap(let first, let second, let words):
      try await desk.swap(first, with: second)
      return .done(words)
    case .plan(let changes, let collector, let day, let words):
      try await desk.plan(changes, of: collector, on: day)
      return .done(words)
    case .pin(let stop, let isPinned):
      try await desk.pin(stop, isPinned)
      let time = stop.startsAt.time.text
      return .done(isPinned ? say("\(stop.petName) is promised at \(time).") : say("\(time) is no promise any more."))
    case .setOff(let id, let name, let day, let reason):
      let returned = try await desk.setOff(id, on: day, because: reason)
      return .done(
        say("\(name) is off on \(day.text)\(returned == 0 ? "" : say("; \(returned.counted("visit")) came back"))."))
    }
  }
}
