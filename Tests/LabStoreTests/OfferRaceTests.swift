import LabCore
import LabStore
import Postgres
import TestSupport
import Testing

/// What two desks could break together with offers and their codes, each over a connection of its own.
@Suite("Two desks and the same offer", .clinic)
struct OfferRaceTests {
  private func desks(_ count: Int) async throws -> [Desk] {
    var desks: [Desk] = []
    for number in 0..<count {
      desks.append(try await signedIn(as: number.isMultiple(of: 2) ? TestClinic.admin : TestClinic.owner))
    }
    return desks
  }

  @Test("Of eight desks that save the same offer at once, one does")
  func editing() async throws {
    let desks = try await desks(8)
    let offer = try await OfferTests.offer("Welcome", seenBy: desks[0])
    let outcomes = await failures(of: desks) { desk, number in
      let draft = try OfferTests.draft("Welcome") { $0.scope = .tests([TestID(Int64(number + 1))]) }
      try await desk.edit(offer.id, version: offer.version, draft)
    }
    #expect(outcomes.count { $0 == nil } == 1)
    #expect(outcomes.compactMap { $0 }.allSatisfy { $0.code == .stale })
    let winner = try #require(outcomes.firstIndex { $0 == nil })
    let after = try await OfferTests.offer("Welcome", seenBy: desks[0])
    #expect(after.offer.scope == .tests([TestID(Int64(winner + 1))]))
  }

  @Test("Eight desks that send the same order at once issue its codes once")
  func issuing() async throws {
    let desks = try await desks(8)
    let outcomes = await failures(of: desks) { desk, _ in
      _ = try await desk.issue(try CouponBatchTests.order(1, "ONE", 200))
    }
    #expect(outcomes.compactMap { $0 }.map(\.sentence) == [])
    #expect(try await everything().count("select count(*) from coupons where code like 'ONE%'") == 200)
  }

  @Test("Eight desks that issue batches with the same beginning get codes of their own")
  func sameBeginning() async throws {
    let desks = try await desks(8)
    let outcomes = await failures(of: desks) { desk, number in
      _ = try await desk.issue(try CouponBatchTests.order(number + 1, "SAME", 300))
    }
    #expect(outcomes.compactMap { $0 }.map(\.sentence) == [])
    #expect(
      try await everything().count("select count(distinct lower(code)) from coupons where code like 'SAME%'") == 2_400)
  }

  @Test(
    "A limit never falls below what is used, whoever is first: the redemption or the desk that lowers it",
    arguments: 1...8)
  func lowering(_ round: Int) async throws {
    let desk = try await signedIn(as: TestClinic.admin)
    let reception = try await signedIn()
    let requests = try await Requests(reception)
    let first = try await requests.visit(1, at: "2027-03-01 09:00:00", coupon: "THREE")
    let second = try await requests.visit(2, at: "2027-03-02 09:00:00", coupon: "THREE")
    guard case .confirmed = try await reception.confirm(first) else {
      Issue.record("Not confirmed.")
      return
    }
    let record = try await CouponBatchTests.coupon("THREE", seenBy: desk)
    let byClient = round.isMultiple(of: 2)
    _ = await failures(of: [desk, reception]) { each, number in
      if number == 0 {
        try await each.edit(CouponBatchTests.edit(record, most: byClient ? 3 : 1, each: byClient ? 1 : 5))
      } else {
        _ = try await each.confirm(second)
      }
    }
    let world = try await everything()
    #expect(
      try await world.count(
        """
        select count(*) from coupons c where c.current_uses > c.max_uses or c.max_uses_per_user < (
          select count(*) from coupon_redemptions r where r.coupon_id = c.id and r.status <> 'released')
        """) == 0)
    #expect(
      try await world.count(
        """
        select count(*) from coupons c where c.current_uses <> (
          select count(*) from coupon_redemptions r where r.coupon_id = c.id and r.status <> 'released')
        """) == 0)
  }

  @Test("Of two desks that switch the same codes off at once, one does, and the other is told how many there are")
  func ending() async throws {
    let desks = try await desks(2)
    let batch = try await desks[0].issue(try CouponBatchTests.order(1, "END", 50))
    let filter = CouponFilter(offerID: CouponBatchTests.welcome, batchID: batch)
    let outcomes = await failures(of: desks) { desk, _ in _ = try await desk.end(filter, expecting: 50, reason: "") }
    #expect(outcomes.count { $0 == nil } == 1)
    #expect(outcomes.compactMap { $0 }.map(\.code) == [.stale])
  }

  @Test("A code is redeemed or switched off first, and never redeemed after")
  func redeemingAndEnding() async throws {
    let desk = try await signedIn(as: TestClinic.admin)
    let reception = try await signedIn()
    let visit = try await Requests(reception).visit(1, coupon: "THREE")
    let filter = CouponFilter(offerID: CouponBatchTests.welcome, fragment: "THREE")
    let outcomes = await failures(of: [desk, reception]) { each, number in
      if number == 0 {
        _ = try await each.end(filter, expecting: 1, reason: "")
      } else {
        _ = try await each.confirm(visit)
      }
    }
    #expect(outcomes[0] == nil)
    let world = try await everything()
    #expect(try await world.count("select count(*) from coupons where code = 'THREE' and is_active") == 0)
    #expect(
      try await world.count("select current_uses from coupons where code = 'THREE'")
        == (try await world.count("select count(*) from coupon_redemptions where status <> 'released'")))
  }
}
