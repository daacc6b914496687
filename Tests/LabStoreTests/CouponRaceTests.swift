import LabCore
import LabStore
import Postgres
import TestSupport
import Testing

/// Many desks that want the same coupon at the same moment, each on a connection of its own.
@Suite("Coupons under load", .clinic)
struct CouponRaceTests {
  private static let deskCount = 32
  private static let places = 10

  private func desks(_ count: Int) async throws -> [Desk] {
    var desks: [Desk] = []
    for _ in 0..<count { desks.append(try await signedIn()) }
    return desks
  }

  /// Makes a coupon for ten, used by no client more than `each` times.
  private func makeCoupon(_ code: String, each: Int, in world: Connection) async throws {
    _ = try await world.query(
      """
      insert into coupons (organization_id, code, offer_id, start_date, end_date, max_uses, max_uses_per_user)
      select organization_id, \(code), id, '2020-01-01', '2099-12-31', \(Self.places), \(each) from offers
      where organization_id = 1 and name = 'Welcome'
      """)
  }

  /// Sends one form with the code from each desk at once; answers with how many were confirmed.
  private func race(_ code: String, round: Int, requests: Requests, desks: [Desk]) async throws -> Int {
    var forms: [BookingRequest] = []
    for number in desks.indices {
      var form = try await requests.visit(round * 100 + number + 1)
      form.draft.couponCode = code
      let check = try await desks[0].findCoupon(code, for: requests.priya.client.id)
      form.coupon = check.request
      form.accepted = quote(
        requests.shelf.catalogue.expand(form.draft.cart).lines, offers: requests.shelf.offers, coupon: check.request,
        uses: check.uses, journey: form.draft.journey(pricing: requests.shelf.distancePricing.first),
        in: requests.currency, at: try #require(LocalDateTime("2026-11-21 10:05:00")))
      forms.append(form)
    }
    let wanted = forms
    let outcomes = await withTaskGroup(of: Result<ConfirmOutcome, any Error>.self) { group in
      for (number, desk) in desks.enumerated() {
        group.addTask {
          await Self.confirm(wanted[number], at: desk)
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    return outcomes.count { outcome in
      switch outcome {
      case .success(.confirmed): return true
      case .success(.priceChanged(let quote)):
        #expect(quote.couponVerdict?.isEligible == false, "round \(round)")
      case .success(.standing), .success(.likelyDuplicates):
        Issue.record("round \(round): a form was taken for another")
      case .failure(let error):
        let codes = ["LB043", "LB044", "ck_coupons_current_uses"].map { DeskError.Code.rule(constraint: $0) }
        #expect(codes.contains(DeskError(error).code), "round \(round): \(error)")
      }
      return false
    }
  }

  /// Confirms as people do: told that others are in the way or that it took too long, they press the key again.
  private static func confirm(_ form: BookingRequest, at desk: Desk) async -> Result<ConfirmOutcome, any Error> {
    while true {
      do {
        return .success(try await desk.confirm(form))
      } catch {
        guard [.busy, .tooSlow].contains(DeskError(error).code) else { return .failure(error) }
      }
    }
  }

  @Test("32 desks race for a coupon with 10 uses left, over and over: 10 discounts each time and nothing in part")
  func tenOfThirtyTwo() async throws {
    let desks = try await desks(Self.deskCount)
    let requests = try await Requests(desks[0])
    let world = try await everything()
    let rounds = Thoroughness.count(usually: 40, thoroughly: 200)
    for round in 1...rounds {
      try await makeCoupon("RACE\(round)", each: 1_000, in: world)
      let confirmed = try await race("RACE\(round)", round: round, requests: requests, desks: desks)
      #expect(confirmed == Self.places, "round \(round)")
    }
    // Every coupon at its limit, each counter equal to its rows, each row with a booking that is whole.
    #expect(
      try await world.texts(
        """
        select distinct concat_ws(' ', c.current_uses, r.uses, r.clients, r.amount) from coupons c
        cross join lateral (select count(*) as uses, count(distinct user_id) as clients, min(discount_amount) as amount
          from coupon_redemptions r where r.organization_id = c.organization_id and r.coupon_id = c.id
            and r.status = 'redeemed') r
        where c.code like 'RACE%'
        """) == ["10 10 1 10500"])
    #expect(
      try await world.texts(
        """
        select distinct concat_ws(' ', b.discount, b.total, (select count(*) from booking_items i
            where i.booking_id = b.id), (select sum(i.discount) from booking_items i where i.booking_id = b.id),
          (select count(*) from visits v where v.booking_id = b.id),
          (select count(*) from billing_records g where g.booking_id = b.id and g.final_amount = b.total),
          (select count(*) from coupon_redemptions r where r.booking_id = b.id and r.coupon_id = b.coupon_id),
          (select count(*) from booking_discounts d where d.booking_id = b.id and d.amount = b.discount))
        from bookings b where b.request_key is not null
        """) == ["10500 102500 2 10500 1 1 1 1"])
    #expect(
      try await world.count("select count(*) from bookings where request_key is not null") == rounds * Self.places)
    #expect(try await world.count("select count(*) from request_log where outcome is null") == 0)
  }

  @Test("A client's own limit holds as well when all desks book for the same client", arguments: 1...5)
  func oneClient(_ each: Int) async throws {
    let desks = try await desks(8)
    let world = try await everything()
    try await makeCoupon("OWN", each: each, in: world)
    let confirmed = try await race("OWN", round: 1, requests: try await Requests(desks[0]), desks: desks)
    #expect(confirmed == each)
    #expect(try await world.count("select count(*) from coupon_redemptions") == each)
    #expect(try await world.count("select current_uses from coupons where code = 'OWN'") == each)
  }

  @Test("Cancelled by two desks at once, a booking gives its use back once")
  func releasedOnce() async throws {
    let desks = [try await signedIn(), try await signedIn(as: TestClinic.admin)]
    let request = try await Requests(desks[0]).visit(1, coupon: "THREE")
    guard case .confirmed(let booking) = try await desks[0].confirm(request) else {
      Issue.record("Not confirmed.")
      return
    }
    let world = try await everything()
    #expect(try await world.count("select current_uses from coupons where code = 'THREE'") == 1)
    let outcomes = await failures(of: desks) { desk, _ in
      try await desk.move(
        Step(machine: "booking", recordID: booking.id.rawValue, to: "cancelled"), reason: "They called it off.")
    }
    #expect(outcomes.count { $0 == nil } == 1)
    #expect(try await world.count("select current_uses from coupons where code = 'THREE'") == 0)
    #expect(try await world.texts("select status from coupon_redemptions") == ["released"])
  }

  @Test(
    "A use that was given back stays given back, and no use passes to another coupon, booking or client",
    arguments: [
      ("update coupon_redemptions set status = 'redeemed', released_at = null where status = 'released'", "LB049"),
      ("update coupon_redemptions set discount_amount = 1 where status = 'released'", "LB049"),
      ("update coupon_redemptions set coupon_id = 2 where status = 'redeemed'", "LB048"),
      ("update coupon_redemptions set user_id = 2 where status = 'redeemed'", "LB048"),
    ])
  func final(_ statement: String, _ code: String) async throws {
    let desk = try await signedIn()
    let requests = try await Requests(desk)
    for number in 1...2 { _ = try await desk.confirm(try await requests.visit(number, coupon: "THREE")) }
    let world = try await everything()
    let first = try await world.count("select min(booking_id) from coupon_redemptions")
    try await desk.move(Step(machine: "booking", recordID: Int64(first), to: "cancelled"), reason: "Called off.")
    let error = try await #require(throws: PostgresError.self) {
      _ = try await world.query("\(unsafeSQL: statement)")
    }
    #expect(error.code == .custom(code))
  }
}
