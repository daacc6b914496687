import EmbeddedPostgres
import LabCore
import LabStore
import Postgres
import TestSupport
import Testing

/// Tubes that arrive: by number, in bursts, twice, rejected before, for tests that were cancelled; and what follows from it.
@Suite("Receiving tubes", .clinic)
struct ReceiveTests {
  /// Nala's tubes, a serum and a urine, as they were collected today; their numbers in that order.
  private func collected() async throws -> (visit: FieldVisit, numbers: [String]) {
    let visit = try await FieldVisit.arrived()
    let outcome = try await visit.desk.collect(try await visit.collection())
    return (visit, outcome.numbers)
  }

  @Test("A tube is received once; the last one brings the booking to the lab")
  func arrival() async throws {
    let (_, numbers) = try await collected()
    let world = try await everything()
    let desk = try await signedIn(as: TestClinic.labTechnician)
    let first = try #require(try await desk.receive([numbers[0]]).first)
    #expect(first.outcome == .received && !first.isLast)
    #expect(first.subject == "Nala (Dog), SST: LFT")
    #expect(try await world.texts("select status from bookings where id = 5") == ["collected"])
    #expect(try await desk.receive([numbers[0]]).map(\.outcome) == [.already])
    let last = try #require(try await desk.receive([numbers[1]]).first)
    #expect(last.isLast)
    #expect(last.sentence == "Received, the last of B-000005")
    #expect(try await world.texts("select status from bookings where id = 5") == ["at_lab"])
    #expect(try await world.texts("select status from visits where booking_id = 5") == ["at_lab"])
    #expect(try await world.texts("select distinct status from booking_items where booking_id = 5") == ["processing"])
    #expect(try await world.count("select count(*) from test_reports where booking_item_id in (6, 7)") == 2)
  }

  @Test("Numbers are read as labels, scanners and people write them, and each answers for itself")
  func spellings() async throws {
    let (_, numbers) = try await collected()
    let desk = try await signedIn(as: TestClinic.labTechnician)
    let digits = numbers.map { $0.replacing("-", with: "") }
    let receipts = try await desk.receive([" \(digits[0]) ", "99-000999", "hello", "", numbers[1]])
    #expect(receipts.map(\.outcome) == [.received, .unknown, .unreadable, .unreadable, .received])
    #expect(receipts[1].sentence == "Refused: no tube has this number")
    #expect(receipts[4].isLast)
  }

  @Test("A rejected tube is refused for ever, and the one that came for it is named")
  func replaced() async throws {
    let (visit, numbers) = try await collected()
    let desk = try await signedIn(as: TestClinic.labTechnician)
    _ = try await desk.receive(numbers)
    let task = try #require(try await desk.workList().tasks.first { $0.testCode == "LFT" })
    _ = try await desk.reject(
      Rejection(item: task.id, version: task.version, reason: .haemolysed, note: "", isWholeTube: true))
    #expect(try await desk.receive([numbers[0]]).map(\.sentence) == ["Was rejected; a new tube is needed"])
    try await desk.move(Step(machine: "item", recordID: task.id.rawValue, to: "recollect_pending"), reason: nil)
    try await visit.desk.move(Step(machine: "item", recordID: task.id.rawValue, to: "collected"), reason: nil)
    let again = try #require(try await desk.workList().tasks.first { $0.testCode == "LFT" })
    let number = try #require(again.tubes.last?.number)
    #expect(number != numbers[0])
    #expect(again.tubes.first?.replacedBy == number)
    #expect(try await desk.receive([numbers[0]]).map(\.sentence) == ["Was rejected; \(number) came for it"])
    #expect(try await desk.receive([number]).map(\.outcome) == [.received])
    #expect(
      try await everything().texts("select code from item_rejections where booking_item_id = \(task.id)") == ["RH"])
  }

  @Test("What was drawn for a cancelled test, or for a booking that was refunded, is refused")
  func guards() async throws {
    let (_, numbers) = try await collected()
    let world = try await TestDatabase.current.connect(as: .owner)
    let desk = try await signedIn(as: TestClinic.labTechnician)
    _ = try await world.query("update booking_items set status = 'cancelled' where id = 7")
    #expect(try await desk.receive([numbers[1]]).map(\.outcome) == [.cancelled])
    _ = try await world.query(
      """
      insert into billing_records (organization_id, booking_id, user_id, base_amount, final_amount, status, invoice_number,
        invoice_date, paid_date, billing_date)
      select 1, b.id, b.user_id, b.total, b.total, 'credited', 'X/1', now(), now(), current_date from bookings b
      where b.id = 5
      """)
    #expect(try await desk.receive([numbers[0]]).map(\.outcome) == [.refunded])
    #expect(try await world.texts("select status from booking_items where id = 6") == ["collected"])
  }

  @Test("Only whoever receives specimens does so")
  func rights() async throws {
    let (visit, numbers) = try await collected()
    for desk in [visit.desk, try await signedIn(), try await signedIn(as: TestClinic.analyst)] {
      let error = try await #require(throws: DeskError.self) { _ = try await desk.receive(numbers) }
      #expect(error.code == .notAllowed)
    }
  }

  @Test("The tests of a panel that was booked whole stand together, and have its longest time")
  func panels() async throws {
    let world = try await everything()
    // The booking has CBC, LFT and KFT, which are the panel Wellness, and a urine besides.
    for statement: SQL in [
      "set session_replication_role = replica",
      """
      insert into booking_items (organization_id, booking_id, test_id, unit_price, status)
      select 1, 5, t.id, 0, 'collected' from tests t where t.organization_id = 1 and t.code in ('CBC', 'KFT')
      """,
      "update booking_items set status = 'collected' where id in (6, 7)",
    ] { _ = try await world.query(statement) }
    let owner = try await TestDatabase.current.connect(as: .owner)
    _ = try await owner.query("update booking_items set status = 'processing' where booking_id = 5")
    let desk = try await signedIn(as: TestClinic.labTechnician)
    let tasks = try await desk.workList(.view(.open, text: "nala")).tasks.sorted { $0.testCode < $1.testCode }
    #expect(tasks.map(\.testCode) == ["CBC", "KFT", "LFT", "URN"])
    #expect(tasks.map(\.panelName) == ["Wellness", "Wellness", "Wellness", nil])
    // CBC alone has 6 hours; with its panel it has the 12 of the others.
    #expect(tasks.map(\.turnaround.allowedMinutes) == [720, 720, 720, 360])
    #expect(try await world.count("select count(*) from test_batch_groups where booking_id = 5") == 1)
  }

  @Test("Desks that scan the same tubes at once receive each of them once, and nobody waits for ever")
  func race() async throws {
    let (_, numbers) = try await collected()
    let world = try await everything()
    let deadlocks = try await world.count("select deadlocks from pg_stat_database where datname = current_database()")
    var desks: [Desk] = []
    for _ in 0..<6 { desks.append(try await signedIn(as: TestClinic.labTechnician)) }
    let outcomes = await failures(of: desks) { desk, place in
      let order = place.isMultiple(of: 2) ? numbers : numbers.reversed()
      for number in order { _ = try await patiently { try await desk.receive([number]) } }
      _ = try await patiently { try await desk.receive(order) }
    }
    #expect(outcomes.allSatisfy { $0 == nil }, "\(outcomes)")
    #expect(
      try await world.count(
        """
        select count(*) from status_events where machine = 'item' and to_status = 'processing' and booking_id = 5
        """) == 2)
    #expect(
      try await world.count("select deadlocks from pg_stat_database where datname = current_database()") == deadlocks)
    #expect(try await world.texts("select status from bookings where id = 5") == ["at_lab"])
  }
}
