import LabCore
import LabStore
import Postgres
import TestSupport
import Testing

/// Other tests, ways and coupons for a booking: price, discounts, coupon and bill follow in one transaction.
@Suite("Revising a booking", .clinic)
struct RevisionTests {
  private struct NotAsExpected: Error { var outcome: String }

  private func confirmed(_ number: Int, by desk: Desk, coupon: String? = nil) async throws -> FullBooking {
    let outcome = try await desk.confirm(
      try await Requests(desk).visit(number, at: "2027-03-0\(number) 09:00:00", coupon: coupon))
    guard case .confirmed(let booking) = outcome else { throw NotAsExpected(outcome: "\(outcome)") }
    return try await desk.booking(booking.id)
  }

  private func change(_ booking: FullBooking, to codes: [String], by desk: Desk) async throws -> Revision {
    let shelf = try await desk.readShelf()
    let entries = try codes.map { code in
      CartEntry(.test(try #require(shelf.catalogue.tests.first { $0.code == code }).id))
    }
    return Revision(
      id: booking.id, version: booking.version, cart: Cart(entries), distance: booking.distance,
      couponCode: booking.coupon?.code ?? "", currency: try await desk.profile().currency)
  }

  /// Asks for the price of a change.
  private func priced(_ change: Revision, by desk: Desk) async throws -> (quote: Quote, words: [String]) {
    guard case .priced(let quote, let words) = try await desk.revise(change) else {
      throw NotAsExpected(outcome: "saved without a price")
    }
    return (quote, words)
  }

  private func accepting(_ change: Revision, by desk: Desk) async throws -> Revision {
    var accepted = change
    accepted.accepted = try await priced(change, by: desk).quote
    return accepted
  }

  /// What is stored about money, in one line: items, booking, redemption, counter, bill.
  private func money(of id: BookingID) async throws -> String {
    try await everything().texts(
      """
      select concat_ws(' ', (select string_agg(t.code || ':' || i.unit_price || '-' || i.discount, ',' order by i.id) from booking_items i
          join tests t on t.organization_id = i.organization_id and t.id = i.test_id where i.booking_id = b.id),
        b.subtotal, b.discount, b.distance_charge, b.total, coalesce(b.coupon_id::text, '-'),
        (select string_agg(r.status || ':' || r.discount_amount, ',') from coupon_redemptions r where r.booking_id = b.id),
        (select string_agg(d.name || ':' || d.amount, ',' order by d.id) from booking_discounts d where d.booking_id = b.id),
        (select string_agg(g.status || ':' || g.final_amount || ':' || jsonb_array_length(g.test_ids), ',')
          from billing_records g where g.booking_id = b.id))
      from bookings b where b.id = \(id)
      """)[0]
  }

  private func uses(of code: String) async throws -> Int {
    try await everything().count("select current_uses from coupons where code = \(code)")
  }

  @Test("What stays keeps its price; discount, redemption, bill and total follow, once they are accepted")
  func follows() async throws {
    let desk = try await signedIn()
    let booking = try await confirmed(1, by: desk, coupon: "WELCOME10")
    let before = try await money(of: booking.id)
    #expect(
      before == "CBC:45000-4500,LFT:60000-6000 105000 10500 8000 102500 1 redeemed:10500 Welcome:10500 draft:102500:2")
    _ = try await everything().query(
      """
      update test_prices p set price = 99900 from tests t
      where t.organization_id = 1 and t.code = 'CBC' and p.organization_id = 1 and p.test_id = t.id
      """)
    let wanted = try await change(booking, to: ["CBC", "KFT", "T4"], by: desk)
    let price = try await priced(wanted, by: desk)
    // 450.00 as agreed, 550.00 and 650.00 make 1650.00; ten per cent off is 1485.00, and 80.00 for the way.
    #expect(price.quote.total.minorUnits == 156_500)
    #expect(
      price.words == [
        "Liver function test is no longer part of the booking.", "Kidney function test is new.",
        "Thyroxine, total is new.", "The discount was ₹105.00 and is ₹165.00.",
        "The total was ₹1,025.00 and is ₹1,565.00.",
      ])
    #expect(try await money(of: booking.id) == before)
    var accepted = wanted
    accepted.accepted = price.quote
    #expect(try await desk.revise(accepted) == .saved(total: Money(minorUnits: 156_500)))
    #expect(
      try await money(of: booking.id)
        == "CBC:45000-4500,KFT:55000-5500,T4:65000-6500 165000 16500 8000 156500 1 redeemed:16500 Welcome:16500 "
        + "draft:156500:3")
    #expect(try await uses(of: "WELCOME10") == 1)
  }

  @Test("A coupon that no longer holds is released once, and the words say why")
  func releases() async throws {
    let desk = try await signedIn()
    let booking = try await confirmed(1, by: desk, coupon: "FLAT200")
    #expect(try await uses(of: "FLAT200") == 1)
    let wanted = try await change(booking, to: ["CBC"], by: desk)
    let price = try await priced(wanted, by: desk)
    #expect(price.words.last?.hasPrefix("Coupon FLAT200 is taken off the booking.") == true)
    _ = try await desk.revise(try await accepting(wanted, by: desk))
    #expect(try await money(of: booking.id) == "CBC:45000-0 45000 0 8000 53000 - released:20000 draft:53000:1")
    #expect(try await uses(of: "FLAT200") == 0)
  }

  @Test("Another way is charged at the rates the booking was made at, whatever holds now")
  func anotherWay() async throws {
    let desk = try await signedIn()
    let booking = try await confirmed(1, by: desk)
    let world = try await everything()
    _ = try await world.query(
      "update distance_pricing_configs set effective_until = '2026-11-30' where organization_id = 1")
    _ = try await world.query(
      """
      insert into distance_pricing_configs (organization_id, base_charge, charge_per_km, max_free_distance_km, effective_from)
      values (1, 99900, 99900, 0, '2026-12-01')
      """)
    var wanted = try await change(booking, to: ["CBC", "LFT"], by: desk)
    wanted.distance = Distance("9.5 km")
    let price = try await priced(wanted, by: desk)
    // 50.00 and 6.5 km at 15.00 are 147.50, where 5 km were 80.00.
    #expect(
      price.words == ["The distance charge was ₹80.00 and is ₹147.50.", "The total was ₹1,130.00 and is ₹1,197.50."])
    wanted.accepted = price.quote
    #expect(try await desk.revise(wanted) == .saved(total: Money(minorUnits: 119_750)))
    let revised = try await desk.booking(booking.id)
    #expect(revised.distance == Distance("9.5 km"))
    #expect(revised.distancePricingID == booking.distancePricingID)
    #expect(
      try await money(of: booking.id) == "CBC:45000-0,LFT:60000-0 105000 0 14750 119750 - draft:119750:2")
  }

  @Test("Another code gives the old use back and redeems the new one, under its limits")
  func anotherCoupon() async throws {
    let desk = try await signedIn()
    let booking = try await confirmed(1, by: desk, coupon: "WELCOME10")
    var wanted = try await change(booking, to: ["CBC", "LFT"], by: desk)
    wanted.couponCode = " flat200 "
    wanted = try await accepting(wanted, by: desk)
    #expect(try await desk.revise(wanted) == .saved(total: Money(minorUnits: 93_000)))
    #expect(try await uses(of: "WELCOME10") == 0)
    #expect(try await uses(of: "FLAT200") == 1)
    #expect(
      try await money(of: booking.id)
        == "CBC:45000-8571,LFT:60000-11429 105000 20000 8000 93000 2 released:10500,redeemed:20000 "
        + "Two hundred off:20000 draft:93000:2")
    var without = try await change(try await desk.booking(booking.id), to: ["CBC", "LFT"], by: desk)
    without.couponCode = ""
    _ = try await desk.revise(try await accepting(without, by: desk))
    #expect(try await uses(of: "FLAT200") == 0)
    #expect(try await desk.booking(booking.id).price.total == Money(minorUnits: 113_000))
  }

  @Test("What was redeemed stays, though coupon and offer were ended since")
  func endedSince() async throws {
    let desk = try await signedIn()
    let booking = try await confirmed(1, by: desk, coupon: "WELCOME10")
    let world = try await everything()
    _ = try await world.query("update coupons set is_active = false where code = 'WELCOME10'")
    _ = try await world.query("update offers set is_active = false where organization_id = 1 and name = 'Welcome'")
    let price = try await priced(try await change(booking, to: ["CBC", "LFT", "KFT"], by: desk), by: desk)
    #expect(price.quote.redeemedCoupon?.amount == Money(minorUnits: 16_000))
  }

  @Test("A code that is used up is not redeemed by changing a booking either")
  func usedUpElsewhere() async throws {
    let desk = try await signedIn()
    for number in 1...3 { _ = try await confirmed(number, by: desk, coupon: "THREE") }
    let booking = try await confirmed(4, by: desk)
    var wanted = try await change(booking, to: ["CBC", "LFT"], by: desk)
    wanted.couponCode = "THREE"
    let price = try await priced(wanted, by: desk)
    #expect(price.quote.couponVerdict == .exhausted(maxUses: 3))
    #expect(price.quote.discount == .zero)
  }

  @Test("The booking's own use of a coupon that is used up does not stand in its way")
  func ownUse() async throws {
    let desk = try await signedIn()
    for number in 1...2 { _ = try await confirmed(number, by: desk, coupon: "THREE") }
    let booking = try await confirmed(3, by: desk, coupon: "THREE")
    #expect(try await uses(of: "THREE") == 3)
    _ = try await desk.revise(
      try await accepting(try await change(booking, to: ["CBC", "LFT", "KFT"], by: desk), by: desk))
    #expect(
      try await money(of: booking.id)
        == "CBC:45000-4500,LFT:60000-6000,KFT:55000-5500 160000 16000 8000 152000 3 redeemed:16000 Welcome:16000 "
        + "draft:152000:3")
    #expect(try await uses(of: "THREE") == 3)
  }

  @Test("A price that has changed since it was accepted is shown again, and nothing is saved")
  func changedPrice() async throws {
    let desk = try await signedIn()
    let booking = try await confirmed(1, by: desk)
    let accepted = try await accepting(try await change(booking, to: ["CBC", "LFT", "KFT"], by: desk), by: desk)
    _ = try await everything().query(
      """
      update test_prices p set price = 57000 from tests t
      where t.organization_id = 1 and t.code = 'KFT' and p.organization_id = 1 and p.test_id = t.id
      """)
    guard case .priced(let quote, _) = try await desk.revise(accepted) else {
      throw NotAsExpected(outcome: "saved at another price")
    }
    #expect(quote.lines.map(\.unitPrice.minorUnits) == [45_000, 60_000, 57_000])
    #expect(try await desk.booking(booking.id) == booking)
  }

  @Test(
    "The bill keeps the amounts of its booking, and nothing comes to a booking behind its price",
    arguments: [
      ("update billing_records set final_amount = 0, base_amount = 0, distance_charge = 0", "LB012"),
      (
        "insert into booking_items (organization_id, booking_id, test_id, unit_price, discount) "
          + "select organization_id, id, 3, 0, 0 from bookings where request_key is not null", "LB075"
      ),
      (
        "insert into coupon_redemptions (organization_id, coupon_id, booking_id, user_id, discount_amount) "
          + "select organization_id, coupon_id, id, user_id, 1 from bookings where coupon_id is not null", "LB075"
      ),
    ])
  func keepsTogether(_ statement: String, _ code: String) async throws {
    let desk = try await signedIn()
    let booking = try await confirmed(1, by: desk, coupon: "THREE")
    // A cancelled booking has given its use back; a new one would never be released again.
    if statement.contains("coupon_redemptions") {
      try await desk.move(
        Step(machine: "booking", recordID: booking.id.rawValue, to: "cancelled"), reason: "They called it off.")
    }
    let session = try await BareSession.begin()
    let error = try await #require(throws: PostgresError.self) {
      _ = try await session.run(["\(unsafeSQL: statement)"])
    }
    #expect(error.code == .custom(code))
  }

  @Test("Once a bill is finalised its booking keeps its tests")
  func finalised() async throws {
    let desk = try await signedIn()
    let booking = try await confirmed(1, by: desk)
    let accepted = try await accepting(try await change(booking, to: ["CBC"], by: desk), by: desk)
    let bill = try await everything().count("select id from billing_records where booking_id = \(booking.id)")
    try await desk.move(Step(machine: "billing", recordID: Int64(bill), to: "finalized"), reason: nil)
    let error = try await #require(throws: DeskError.self) { _ = try await desk.revise(accepted) }
    #expect(error.code == .rule(constraint: "LB030"))
    #expect(try await desk.booking(booking.id).items == booking.items)
  }

  @Test("After collection the tests stay", arguments: [BookingID(3), BookingID(4)])
  func collected(_ id: BookingID) async throws {
    let desk = try await signedIn()
    let booking = try await desk.booking(id)
    #expect(booking.refusalOfRevision == "The tests change only before anything is collected.")
    let accepted = try await accepting(try await change(booking, to: ["FEC"], by: desk), by: desk)
    let error = try await #require(throws: DeskError.self) { _ = try await desk.revise(accepted) }
    #expect(error.code == .rule(constraint: "LB035"))
  }

  @Test("Of two desks that change the tests of one booking at once, one does, and the money adds up", arguments: 1...5)
  func racing(_ round: Int) async throws {
    let desks = [try await signedIn(), try await signedIn(as: TestClinic.secondReceptionist)]
    let booking = try await confirmed(1, by: desks[0], coupon: "WELCOME10")
    var accepted: [Revision] = []
    for (desk, codes) in zip(desks, [["CBC", "LFT", "KFT"], ["T4"]]) {
      accepted.append(try await accepting(try await change(booking, to: codes, by: desk), by: desk))
    }
    let changes = accepted
    let outcomes = await failures(of: desks) { desk, number in _ = try await desk.revise(changes[number]) }
    #expect(outcomes.compactMap { $0 }.map(\.code) == [.stale])
    let winner = try #require(outcomes.firstIndex { $0 == nil })
    let expected = [
      "CBC:45000-4500,LFT:60000-6000,KFT:55000-5500 160000 16000 8000 152000 1 redeemed:16000 Welcome:16000 "
        + "draft:152000:3",
      "T4:65000-6500 65000 6500 8000 66500 1 redeemed:6500 Welcome:6500 draft:66500:1",
    ]
    #expect(try await money(of: booking.id) == expected[winner])
    #expect(try await uses(of: "WELCOME10") == 1)
  }
}
