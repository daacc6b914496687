import LabCore
import Testing

/// A row of the board that is moved up or down, and the times that follow.
@Suite("Planning a route anew")
struct RoutePlanTests {
  static func moment(_ text: String) -> LocalDateTime { Fixture.moment("2026-11-23 \(text):00") }

  static func stop(
    _ id: Int64, _ start: String, minutes: Int = 30, pinned: Bool = false, _ status: BookingStatus = .assigned
  ) -> RouteStop {
    RouteStop(
      id: BookingID(id), startsAt: moment(start), durationMinutes: minutes, status: status, isPinned: pinned,
      petName: ["Bruno", "Nala", "Misty", "Rex"][Int(id) - 1])
  }

  static func plan(_ stops: [RouteStop], _ id: Int64, by offset: Int, working: WorkingDay = .always) -> String {
    let day = CollectorDay(id: StaffID(1), name: "Ravi", working: working, stops: stops)
    do {
      return try day.moving(BookingID(id), by: offset).map(\.text).joined(separator: ", ")
    } catch {
      return error.sentence
    }
  }

  @Test(
    "Rows exchange their times; what is promised or under way keeps its own",
    arguments: [
      // Two of the same length exchange their times, whatever lies between.
      ([stop(1, "09:00"), stop(2, "11:00")], 2, -1, "Nala 11:00 → 09:00, Bruno 09:00 → 11:00"),
      // The last becomes the first, and the others move up one time each.
      (
        [stop(1, "09:00"), stop(2, "10:00"), stop(3, "14:00")], 3, -2,
        "Misty 14:00 → 09:00, Bruno 09:00 → 10:00, Nala 10:00 → 14:00"
      ),
      // An hour and a quarter with the way: who comes next waits until 10:15.
      (
        [stop(1, "09:00"), stop(2, "09:45", minutes: 60)], 2, -1, "Nala 09:45 → 09:00, Bruno 09:00 → 10:15"
      ),
      // Before a promise: as late as it leaves room, 10:20 less 45 minutes.
      ([stop(1, "10:20", pinned: true), stop(2, "11:05")], 2, -1, "Nala 11:05 → 09:35"),
      ([stop(1, "09:00"), stop(2, "10:20", pinned: true)], 1, 1, "Bruno 09:00 → 11:05"),
      (
        [stop(1, "09:00"), stop(2, "09:45", pinned: true), stop(3, "10:30")], 3, -1,
        "There is no room for Misty there; Nala keeps 09:45."
      ),
      (
        [stop(1, "09:00", pinned: true), stop(2, "10:00")], 1, 1,
        "Bruno is promised at 09:00; take the promise back first."
      ),
      ([stop(1, "09:00", .enRoute), stop(2, "10:00")], 1, 1, "Bruno is on the way and keeps its time."),
      ([stop(1, "09:00"), stop(2, "10:00")], 1, -1, ""), ([stop(1, "09:00")], 2, 1, "This visit is not on Ravi's way."),
    ])
  func moved(_ stops: [RouteStop], _ id: Int64, _ offset: Int, _ words: String) {
    #expect(Self.plan(stops, id, by: offset) == words)
  }

  @Test("Nothing is moved to a time that has passed")
  func past() {
    let day = CollectorDay(
      id: StaffID(1), name: "Ravi", stops: [Self.stop(1, "10:00"), Self.stop(2, "12:00")])
    let error = #expect(throws: RouteObjection.self) {
      try day.moving(BookingID(2), by: -1, notBefore: Self.moment("11:00"))
    }
    #expect(error?.sentence == "10:00 has passed; Nala cannot be moved there.")
  }

  @Test("A break pushes a stop behind it, and the end of the day refuses it")
  func breaks() {
    let working = WorkingDay.working([
      TimeStretch(fromMinute: 540, untilMinute: 660), TimeStretch(fromMinute: 720, untilMinute: 780),
    ])
    // 60 minutes at 09:00, so the other can begin at 10:15; it would end at 11:15, after the work of the morning.
    let stops = [Self.stop(1, "09:00", minutes: 60), Self.stop(2, "10:15", minutes: 40)]
    #expect(Self.plan(stops, 1, by: 1, working: working) == "Nala 10:15 → 09:00, Bruno 09:00 → 12:00")
    let long = [Self.stop(1, "09:00", minutes: 70), Self.stop(2, "10:25")]
    #expect(Self.plan(long, 1, by: 1, working: working) == "Ravi has a break 11:00–12:00.")
  }
}
