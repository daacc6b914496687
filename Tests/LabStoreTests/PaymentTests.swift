import EmbeddedPostgres
import LabCore
import LabStore
import Postgres
import TestSupport
import Testing

/// Cash that collectors and the desk take.
@Suite("Cash", .clinic)
struct PaymentTests {
  private func key(_ number: Int) throws -> RequestKey {
    try #require(RequestKey("00000000-0000-4000-8000-00000000000\(number)"))
  }

  private func taking(_ rupees: Int64, _ number: Int, at stop: Stop) throws -> CashTaking {
    CashTaking(
      booking: stop.id, version: stop.version, amount: Money(minorUnits: rupees * 100), key: try key(number))
  }

  @Test("Cash stands against the bill in parts, and what is open is the same wherever it is shown")
  func parts() async throws {
    let visit = try await FieldVisit.arrived()
    let stop = try await visit.stop()
    #expect(stop.open.minorUnits == 100_000)
    #expect(try await visit.desk.take(try taking(400, 1, at: stop)).open.minorUnits == 60_000)
    #expect(try await visit.stop().open.minorUnits == 60_000)
    let reception = try await signedIn()
    let booking = try await reception.booking(stop.id)
    #expect(booking.bill?.status == .draft)
    #expect(booking.bill?.settled.minorUnits == 40_000 && booking.bill?.open.minorUnits == 60_000)
    let file = try await reception.clientFile(booking.client.id)
    #expect(file.balance == AccountBalance(billed: .zero, settled: .zero, toCome: Money(minorUnits: 60_000)))
    #expect(file.history.bookings.first { $0.id == stop.id }?.paid?.minorUnits == 40_000)
    #expect(try await reception.take(try taking(600, 2, at: stop)).open == .zero)
    let rows = try await everything().texts(
      """
      select concat_ws(' ', p.amount, p.currency, p.payment_method, p.status, s.name) from payment_transactions p
      join staff s on s.id = p.staff_id order by p.id
      """)
    #expect(rows == ["40000 INR cash completed Ravi Kumar", "60000 INR cash completed Asha Rao"])
  }

  @Test("The same form takes the money once, and for another amount it is refused")
  func once() async throws {
    let visit = try await FieldVisit.arrived()
    let stop = try await visit.stop()
    let first = try await visit.desk.take(try taking(400, 1, at: stop))
    // Another desk has changed the booking meanwhile; the lost answer is told all the same.
    _ = try await everything().query("update bookings set notes = 'Ring twice' where id = 5")
    #expect(try await visit.desk.take(try taking(400, 1, at: stop)) == first)
    let other = try await #require(throws: DeskError.self) {
      _ = try await visit.desk.take(try taking(500, 1, at: stop))
    }
    #expect(other.code == .rule(constraint: "LB107"))
    let stale = try await #require(throws: DeskError.self) {
      _ = try await visit.desk.take(try taking(500, 2, at: stop))
    }
    #expect(stale.code == .stale)
    #expect(try await everything().count("select count(*) from payment_transactions") == 1)
  }

  @Test("An invoice that is settled is paid, whether the money came before it or after", arguments: [true, false])
  func invoice(_ isBefore: Bool) async throws {
    let visit = try await FieldVisit.arrived()
    let stop = try await visit.stop()
    let desk = try await BareSession.begin()
    _ = try await visit.desk.take(try taking(300, 1, at: stop))
    if isBefore { _ = try await visit.desk.take(try taking(700, 2, at: stop)) }
    try await desk.run([
      "select desk.move('billing', (select id from billing_records where booking_id = 5), 'finalized')"
    ])
    try await desk.run([
      "select desk.move('billing', (select id from billing_records where booking_id = 5), 'invoiced')"
    ])
    let world = try await everything()
    #expect(
      try await world.texts("select status from billing_records where booking_id = 5") == [
        isBefore ? "paid" : "invoiced"
      ])
    if !isBefore { _ = try await visit.desk.take(try taking(700, 2, at: stop)) }
    #expect(
      try await world.texts(
        "select status from billing_records where booking_id = 5 and paid_date is not null and invoice_number is not null"
      )
        == ["paid"])
    #expect(try await visit.stop().open == .zero)
    let error = try await #require(throws: DeskError.self) { _ = try await visit.desk.take(try taking(1, 3, at: stop)) }
    #expect(error.sentence.contains("paid already"))
  }

  @Test(
    "Payments are append-only, for the owner of the schema too",
    arguments: [
      "update payment_transactions set amount = 1", "delete from payment_transactions", "truncate payment_transactions",
    ])
  func appendOnly(_ statement: String) async throws {
    let visit = try await FieldVisit.arrived()
    _ = try await visit.desk.take(try taking(400, 1, at: try await visit.stop()))
    let owner = try await TestDatabase.current.connect(as: .owner)
    let error = try await #require(throws: PostgresError.self) { _ = try await owner.query("\(unsafeSQL: statement)") }
    #expect(error.code == .custom("LB060"), "\(error)")
  }

  @Test("Eight desks that take the same money at once take it once")
  func race() async throws {
    let visit = try await FieldVisit.arrived()
    let stop = try await visit.stop()
    var desks: [Desk] = []
    for _ in 0..<8 { desks.append(try await signedIn()) }
    let outcomes = await failures(of: desks) { desk, number in
      let cash = try taking(600, number + 1, at: stop)
      _ = try await patiently { try await desk.take(cash) }
    }
    #expect(outcomes.count { $0 == nil } == 1)
    #expect(outcomes.compactMap(\.self).allSatisfy { $0.code == .rule(constraint: "LB109") }, "\(outcomes)")
    #expect(try await everything().count("select sum(amount)::bigint from payment_transactions") == 60_000)
  }
}
