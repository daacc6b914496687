import LabCore
import LabStore
import Postgres
import TestSupport
import Testing

/// What a collector's desk is told: the own stops of today, and nobody else's.
@Suite("A collector's own day", .clinic)
struct StopTests {
  private func arriveToday() async throws {
    let connection = try await everything()
    for statement in TestClinic.arriveToday { _ = try await connection.query(statement) }
    await connection.close()
  }

  @Test("A collector sees today's own stops with client, pet and tubes, and no other collector's")
  func ownStops() async throws {
    try await arriveToday()
    let desk = try await signedIn(as: TestClinic.collector)
    let round = try await desk.ownRound()
    let stop = try #require(round.stops.first)
    #expect(round.stops.map(\.petName) == ["Nala"])
    #expect(stop.clientName == "Thomas D'Souza")
    #expect(stop.phones == ["+919812345678"])
    #expect(stop.status == .assigned)
    #expect(stop.startsAt.time.text == "12:00")
    #expect(stop.total == Money(minorUnits: 100_000))
    #expect(stop.open == stop.total)
    #expect(stop.items.map(\.test.code) == ["LFT", "URN"])
    #expect(stop.items.map(\.test.preparation) == [nil, nil])
    #expect(stop.tubes(limits: DrawLimits()).groups.map(\.type) == [.sst, .urineContainer])
  }

  @Test("Yesterday's and tomorrow's stops are not shown", arguments: [-1, 1])
  func otherDays(_ days: Int) async throws {
    try await arriveToday()
    let connection = try await everything()
    _ = try await connection.query("set session_replication_role = replica")
    _ = try await connection.query(
      """
      update visits set starts_at = starts_at + \(days) * interval '1 day',
        blocked_until = blocked_until + \(days) * interval '1 day'
      """)
    await connection.close()
    let round = try await signedIn(as: TestClinic.collector).ownRound()
    #expect(round.stops == [])
    #expect(round.week.visits == (days < 0 ? 1 : 0))
  }

  @Test(
    "Nobody else is told any stop",
    arguments: TestClinic.accounts.filter { $0.role != "collector" })
  func otherRoles(_ account: TestClinic.Account) async throws {
    try await arriveToday()
    let round = try await signedIn(as: account).ownRound()
    #expect(round.stops == [])
    #expect(round.week == VisitFigures(visits: 0, collected: 0, nobodyThere: 0, failed: 0, distance: .zero))
  }

  @Test("The steps of the machine lead to the door and are counted; a version that was replaced is refused")
  func steps() async throws {
    try await arriveToday()
    let desk = try await signedIn(as: TestClinic.collector)
    let stop = try #require(try await desk.ownRound().stops.first)
    let way = Step(machine: BookingStatus.machineName, recordID: stop.id.rawValue, to: "en_route")
    try await desk.move(way, reason: nil, version: stop.version)
    let after = try await desk.ownRound()
    #expect(after.stops.map(\.status) == [.enRoute])
    #expect(after.today.visits == 1)
    var next = way
    next.to = "arrived"
    let error = try await #require(throws: DeskError.self) {
      try await desk.move(next, reason: nil, version: stop.version)
    }
    #expect(error.code == .stale)
    var absent = way
    absent.to = "no_show"
    try await desk.move(absent, reason: "Nobody opened", version: after.stops[0].version)
    let end = try await desk.ownRound()
    #expect(end.stops.map(\.status) == [.noShow])
    #expect(end.today.nobodyThere == 1)
  }
}
