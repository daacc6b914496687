import EmbeddedPostgres
import LabCore
import LabStore
import Postgres
import TestSupport
import Testing

/// Tubes as they are collected: their numbers, their tests, and what becomes of items and visit.
@Suite("Specimens", .clinic)
struct SpecimenTests {
  private func statuses(_ booking: Int = 5) async throws -> [String] {
    try await everything().texts("select status from booking_items where booking_id = \(booking) order by id")
  }

  @Test("Collecting makes a tube for each container with number, time and person, and the visit goes on")
  func all() async throws {
    let visit = try await FieldVisit.arrived()
    let outcome = try await visit.desk.collect(try await visit.collection())
    #expect(outcome.status == .collected)
    let stop = try await visit.stop()
    #expect(stop.status == .collected)
    #expect(stop.items.map(\.status) == [.collected, .collected])
    #expect(stop.specimens.map(\.number) == outcome.numbers)
    #expect(stop.specimens.map(\.tube) == [.sst, .urineContainer])
    #expect(stop.specimens.map { $0.items.map(\.rawValue) } == [[6], [7]])
    #expect(stop.openTubes.isEmpty)
    #expect(outcome.numbers.allSatisfy { $0.wholeMatch(of: /\d\d-\d{6}/) != nil })
    let noted = try await everything().texts(
      "select s.name from specimens t join staff s on s.id = t.collected_by where t.booking_id = 5")
    #expect(noted == ["Ravi Kumar", "Ravi Kumar"])
  }

  @Test("What was collected in part leaves the visit at the door, as another version")
  func inPart() async throws {
    let visit = try await FieldVisit.arrived()
    let first = try await visit.collection(only: ["LFT"])
    let outcome = try await visit.desk.collect(first)
    #expect(outcome.status == .arrived && outcome.numbers.count == 1)
    let stop = try await visit.stop()
    #expect(stop.items.map(\.status) == [.collected, .pending] && stop.version > first.version)
    #expect(stop.openTubes.map(\.testCodes) == [["URN"]])
    let rest = try await visit.desk.collect(try await visit.collection(missing: ["URN": "Nothing came"]))
    #expect(rest.status == .collected && rest.numbers == [])
    #expect(try await statuses() == ["collected", "not_obtained"])
    let reasons = try await everything().texts(
      "select reason from status_events where booking_id = 5 and to_status = 'not_obtained'")
    #expect(reasons == ["Nothing came"])
  }

  @Test("Where nothing at all was obtained the visit has failed, and another one asks for everything again")
  func nothing() async throws {
    let visit = try await FieldVisit.arrived()
    let outcome = try await visit.desk.collect(
      try await visit.collection(missing: ["LFT": "Bit the collector", "URN": "Nothing came"]))
    #expect(outcome.status == .failedVisit && outcome.numbers == [])
    #expect(try await statuses() == ["not_obtained", "not_obtained"])
    let reason = try await everything().texts(
      "select reason from status_events where booking_id = 5 and to_status = 'failed_visit'")
    #expect(reason == ["Bit the collector; Nothing came"])
    _ = try await BareSession.begin().run(["select desk.reschedule(5, '2099-01-05 10:00')"])
    #expect(try await statuses() == ["pending", "pending"])
  }

  @Test("A step of the whole visit makes the tubes of the plan")
  func wholeVisit() async throws {
    let visit = try await FieldVisit.arrived()
    try await visit.move(to: "collected")
    let stop = try await visit.stop()
    #expect(stop.specimens.map(\.tube) == [.sst, .urineContainer])
    #expect(stop.specimens.map { $0.items.map(\.rawValue) } == [[6], [7]])
  }

  @Test("A reason is needed where a tube was not obtained, and the desk needs one for collecting")
  func reasons() async throws {
    let visit = try await FieldVisit.arrived()
    let blank = try await visit.collection(missing: ["URN": " "])
    let error = try await #require(throws: DeskError.self) { _ = try await visit.desk.collect(blank) }
    #expect(error.code == .rule(constraint: "LB004"))
    let reception = try await signedIn()
    let byCollector = try await visit.collection()
    await #expect(throws: DeskError.self) { _ = try await reception.collect(byCollector) }
    var byDesk = byCollector
    byDesk.reason = "Brought to the counter"
    let outcome = try await reception.collect(byDesk)
    #expect(outcome.status == .collected)
  }

  @Test("A walk-in is collected at the desk by the same call")
  func walkIn() async throws {
    let reception = try await signedIn()
    let session = try await BareSession.begin()
    let world = try await everything()
    _ = try await world.query("set session_replication_role = replica")
    _ = try await world.query("update bookings set collection_method = 'walk_in' where id = 6")
    _ = try await world.query("update visits set collection_method = 'walk_in' where booking_id = 6")
    try await session.run(["select desk.move('booking', 6, 'arrived')"])
    let booking = try await reception.booking(BookingID(6))
    let outcome = try await reception.collect(
      Collection(
        booking: booking.id, version: booking.version,
        tubes: CollectedTube.plan(for: booking.items.map { ($0.id, $0.test) }), reason: "Drawn at the counter"))
    #expect(outcome.status == .collected && outcome.numbers.count == 1)
  }

  @Test("Before anybody is at the pet's side nothing is collected")
  func tooEarly() async throws {
    let visit = try await FieldVisit.arrived()
    let world = try await everything()
    let session = try await BareSession.begin(as: TestClinic.receptionist)
    let early: SQL = """
      select * from desk.collect(6, null, '[{"sample": "Serum", "items": [8], "obtained": true}]', 'Because')
      """
    #expect(try await session.attempt(early).refusal == .custom("LB105"))
    _ = visit
    #expect(try await world.count("select count(*) from specimens where booking_id = 6") == 0)
  }

  @Test("The lab's receipt of a test is the arrival of its tube; a tube is rejected with the last of its tests")
  func receipt() async throws {
    let visit = try await FieldVisit.arrived()
    _ = try await visit.desk.collect(try await visit.collection())
    let lab = try await BareSession.begin(as: TestClinic.labTechnician)
    let before = try await signedIn(as: TestClinic.labTechnician).openTubes()
    #expect(before.map(\.testCodes) == [["KFT"], ["LFT"], ["URN"]])
    #expect(before.map(\.holder) == ["Meena Das", "Ravi Kumar", "Ravi Kumar"])
    try await lab.run(["select desk.move('item', 6, 'processing')"])
    try await lab.run(["select desk.move('item', 7, 'rejected', 'Leaked')"])
    let world = try await everything()
    #expect(
      try await world.texts("select status from specimens where booking_id = 5 order by id") == [
        "received", "rejected",
      ])
    #expect(try await visit.desk.ownRound().openTubes.isEmpty)
    try await lab.run(["select desk.move('item', 7, 'recollect_pending')"])
    let again = try await visit.stop()
    #expect(again.openTubes.map(\.testCodes) == [["URN"]])
    _ = try await visit.desk.collect(
      Collection(booking: again.id, version: again.version, tubes: again.openTubes))
    let replaced = try await world.texts(
      """
      select o.accession_number || ' ' || o.status from specimens n
      join specimens o on o.organization_id = n.organization_id and o.id = n.replaces_id where n.booking_id = 5
      """)
    #expect(replaced.count == 1 && replaced[0].hasSuffix("rejected"))
  }

  @Test("Everything collected before there were tubes has one, and only what is under way is waited for")
  func olderItems() async throws {
    let world = try await everything()
    #expect(
      try await world.texts(
        "select booking_id || ' ' || tube_type || ' ' || status from specimens order by booking_id, tube_type")
        == ["1 EDTA received", "1 SST received", "2 EDTA received", "3 EDTA received", "4 SST collected"])
    #expect(
      try await world.count(
        """
        select count(*) from booking_items i where i.status in ('collected', 'processing', 'completed')
          and not exists (select from specimen_items l where l.booking_item_id = i.id)
        """) == 0)
  }

  static let liberties: [(statement: String, refusal: PostgresError.Code)] = [
    ("update specimens set accession_number = '26-999999'", .custom("LB101")),
    ("update specimens set pet_id = 1", .custom("LB101")),
    ("update specimens set collected_by = 4", .custom("LB101")),
    ("update specimens set status = 'collected', received_at = null where status = 'received'", .custom("LB102")),
    ("delete from specimens", .custom("LB100")), ("delete from specimen_items", .custom("LB100")),
    ("update specimen_items set booking_item_id = 1", .custom("LB100")),
  ]

  @Test("Not even the owner of the schema renumbers, moves or removes a tube", arguments: liberties)
  func forGood(_ liberty: (statement: String, refusal: PostgresError.Code)) async throws {
    let owner = try await TestDatabase.current.connect(as: .owner)
    let error = try await #require(throws: PostgresError.self) {
      _ = try await owner.query("\(unsafeSQL: liberty.statement)")
    }
    #expect(error.code == liberty.refusal, "\(error)")
  }

  static let attacks: [(name: String, statement: String, refusal: PostgresError.Code)] = [
    (
      "another collector's stop", #"select * from desk.collect(4, null, '[{"items": [5], "obtained": true}]')"#,
      .custom("LB003")
    ),
    (
      "a test of another booking", #"select * from desk.collect(5, null, '[{"items": [6, 5], "obtained": true}]')"#,
      .custom("LB104")
    ),
    ("no tubes", "select * from desk.collect(5, null, '[]')", .custom("LB103")),
    ("no array", "select * from desk.collect(5, null, '{}')", .custom("LB103")),
    (
      "a tube for nothing", #"select * from desk.collect(5, null, '[{"items": [], "obtained": true}]')"#,
      .custom("LB103")
    ),
    (
      "neither obtained nor not", #"select * from desk.collect(5, null, '[{"items": [6]}]')"#, .custom("LB103")
    ),
    ("cash of another's stop", "select * from desk.take_cash(4, 1, gen_random_uuid())", .custom("LB003")),
    ("no cash", "select * from desk.take_cash(5, 0, gen_random_uuid())", .custom("LB106")),
    ("cash given back", "select * from desk.take_cash(5, -100, gen_random_uuid())", .custom("LB106")),
    ("more than is open", "select * from desk.take_cash(5, 100001, gen_random_uuid())", .custom("LB109")),
    ("a payment by hand", "insert into payment_transactions (organization_id) values (1)", .insufficientPrivilege),
    ("a tube by hand", "insert into specimens (organization_id) values (1)", .insufficientPrivilege),
    ("the tubes' plan", "select * from desk.plan_tubes(1, '{5}')", .insufficientPrivilege),
  ]

  @Test("A collector with psql comes no further than with the screen", arguments: attacks)
  func attack(_ attack: (name: String, statement: String, refusal: PostgresError.Code)) async throws {
    _ = try await FieldVisit.arrived()
    let session = try await BareSession.begin(as: TestClinic.collector)
    let error = try await #require(throws: PostgresError.self) {
      _ = try await session.run(["\(unsafeSQL: attack.statement)"])
    }
    #expect(error.code == attack.refusal, "\(error)")
  }

  @Test("A collector reads the own tubes and nobody else's, nor any payment")
  func nothingElse() async throws {
    let visit = try await FieldVisit.arrived()
    _ = try await visit.desk.collect(try await visit.collection())
    let session = try await BareSession.begin(as: TestClinic.collector)
    let results = try await session.run([
      "select count(*) as n from scoped.open_tubes where booking_id <> 5", "select count(*) as n from specimens",
      "select count(*) as n from scoped.stop_specimens where booking_id <> 5",
      "select count(*) as n from specimen_items", "select count(*) as n from payment_transactions",
      "select count(*) as n from scoped.stops where booking_id <> 5",
    ])
    #expect(try results.map { try $0.onlyRow().decode("n", as: Int.self) } == [0, 0, 0, 0, 0, 0])
    #expect(try await visit.desk.openTubes().count == 2)
  }
}
