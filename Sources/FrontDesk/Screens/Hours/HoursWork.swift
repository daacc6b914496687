package import LabCore
package import LabStore

/// What is asked of the database on the page of the hours.
package enum HoursWork: Sendable {
  case read(from: CalendarDate)
  case saveWeek(WeekChange)
  /// A day off or other hours of a collector.
  case set(SpecialDay, of: StaffID)
  case setUsual(StaffID, on: CalendarDate)
  case closeDay(CalendarDate, name: String?)
  /// Without any hours it takes back what was said of the day.
  case openDay(CalendarDate, hours: [TimeStretch], name: String?)
}

/// What it came to.
package enum HoursAnswer: Sendable {
  case collectors([CollectorHours])
  case savedWeek(StaffID, outside: Int)
  case set(SpecialDay, of: StaffID, returned: Int)
  case usual(StaffID, on: CalendarDate, returned: Int)
  case closed(CalendarDate, asking: Int)
  case opened(CalendarDate)
}

extension HoursWork {
  func perform(on desk: Desk) async throws -> HoursAnswer {
    switch self {
    case .read(let day): return .collectors(try await desk.availability(from: day))
    case .saveWeek(let change): return .savedWeek(change.collector, outside: try await desk.save(change))
    case .set(let special, let collector):
      return .set(special, of: collector, returned: try await desk.set(special, of: collector))
    case .setUsual(let collector, let day):
      return .usual(collector, on: day, returned: try await desk.setUsual(collector, on: day))
    case .closeDay(let day, let name): return .closed(day, asking: try await desk.closeDay(day, name: name))
    case .openDay(let day, let hours, let name):
      try await desk.openDay(day, for: hours, name: name)
      return .opened(day)
    }
  }
}
