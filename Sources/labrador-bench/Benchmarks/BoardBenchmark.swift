import FrontDesk
import LabCore
import LabStore
import Tui

/// The board of a day with 200 visits and 12 collectors: drawn anew, renewed by another desk's change, and the key that
/// shows who could take a visit.
struct BoardBenchmark: Benchmark {
  private static let drawn = "board of 200 visits, frame"
  private static let renewed = "board of 200 visits, renewed"
  private static let places = "board of 200 visits, who takes one"
  private static let size = Size(rows: 50, columns: 160)
  private static let collectorCount: Int64 = 12
  private static let visitCount: Int64 = 200

  var names: [String] { [Self.drawn, Self.renewed, Self.places] }

  func run(on stand: Stand) async throws {
    guard names.contains(where: stand.wants) else { return }
    let clinic = try await stand.clinic()
    let (reader, profile) = try await clinic.desk()
    await reader.disconnect()
    let desk = try await PreparedDesk.make(at: clinic)
    guard let list = desk.states.first(where: { $0.name == "list of 60" })?.shell else { return }
    let opening = desk.app(in: list, size: Self.size)
    await opening.press(KeyPress(.function(4)))
    var shell = opening.state
    let board = Self.board(on: PreparedDesk.clock.local(profile.clock).date)
    _ = shell.update(.answer(.board(.board(board))))
    let app = desk.app(in: shell, size: Self.size)
    try await stand.time(Self.drawn, .milliseconds) {
      app.receive([])
      return app.frame.size.rows
    }
    try await stand.time(Self.renewed, .milliseconds) {
      var renewed = shell
      _ = renewed.update(.answer(.board(.board(board))))
      var canvas = Canvas(size: Self.size)
      renewed.draw(on: &canvas)
      return canvas.size.rows
    }
    let keys = [KeyPress(.enter), KeyPress(.escape)]
    var turn = 0
    try await stand.time(Self.places, .milliseconds) {
      app.receive([.key(keys[turn])])
      turn = 1 - turn
      return app.frame.size.rows
    }
  }

  /// Collectors from seven to seven with a visit every forty minutes, and the rest of the visits with nobody.
  private static func board(on date: CalendarDate) -> DayBoard {
    let stop = { (number: Int64, minute: Int, status: BookingStatus) in
      RouteStop(
        id: BookingID(number), number: "B-\(100_000 + number)",
        startsAt: LocalDateTime(date, .midnight).adding(minutes: minute), durationMinutes: 20, status: status,
        point: GeoPoint(
          latitude: 12.85 + Double(number * 37 % 200) / 1_000, longitude: 77.50 + Double(number * 53 % 250) / 1_000),
        area: "Area \(number % 20)", petName: "Pet \(number)", clientName: "Client of pet \(number)")
    }
    let each = (visitCount - 20) / collectorCount
    let collectors = (0..<collectorCount).map { place in
      CollectorDay(
        id: StaffID(place + 1), name: "Collector \(place + 1)",
        working: .working([
          TimeStretch(fromMinute: 420, untilMinute: 780), TimeStretch(fromMinute: 840, untilMinute: 1140),
        ]), capacity: 20,
        stops: (0..<each).map { stop(place * each + $0 + 1, 425 + Int($0) * 45, .assigned) })
    }
    let rest = (collectorCount * each + 1)...visitCount
    return DayBoard(
      date: date, clinic: GeoPoint(latitude: 12.9752, longitude: 77.6050), collectors: collectors,
      unassigned: rest.map { stop($0, 480 + Int($0 % 40) * 15, .confirmed) })
  }
}
