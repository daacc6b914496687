import LabCore
import LabStore
import Postgres
import TestSupport
import Testing

/// What the preview reads about codes: those that were named, and one of each offer that a client could use.
@Suite("Codes for the preview", .clinic)
struct CheckoutCodesTests {
  private let priya = ClientID(1)

  private func usable(_ client: ClientID?) async throws -> [String] {
    try await signedIn().checkoutCodes([], for: client).usable.map(\.coupon.code)
  }

  @Test("One code of each offer that runs, the first that is not used up")
  func first() async throws {
    #expect(try await usable(nil) == ["WELCOME10", "FLAT200"])
    let world = try await everything()
    _ = try await world.query("update coupons set max_uses = 1, current_uses = 1 where code = 'WELCOME10'")
    #expect(try await usable(nil) == ["THREE", "FLAT200"])
    _ = try await world.query("update offers set is_active = false where name = 'Two hundred off'")
    _ = try await world.query("update coupons set is_active = false where code = 'THREE'")
    #expect(try await usable(nil) == [])
  }

  @Test("A code that this client has used as often as it allows is passed over, for this client alone")
  func perClient() async throws {
    let desk = try await signedIn()
    _ = try await everything().query("update coupons set max_uses_per_user = 1 where code = 'WELCOME10'")
    _ = try await desk.confirm(try await Requests(desk).visit(1, coupon: "WELCOME10"))
    #expect(try await usable(priya) == ["THREE", "FLAT200"])
    #expect(try await usable(ClientID(2)) == ["WELCOME10", "FLAT200"])
    #expect(try await usable(nil) == ["WELCOME10", "FLAT200"])
    let codes = try await desk.checkoutCodes([" welcome10", "NOSUCH"], for: priya)
    #expect(codes.checks[" welcome10"]?.uses.map(\.byClient) == [1])
    #expect(codes.checks["NOSUCH"]?.request.coupon == nil)
  }

  @Test("Among many codes the look-up goes by its index, behind row-level security")
  func index() async throws {
    let world = try await everything()
    _ = try await world.query(
      """
      insert into coupons (organization_id, code, offer_id, start_date, end_date)
      select 1, 'MANY' || n, 1, '2020-01-01', '2099-12-31' from generate_series(1, 20000) n
      """)
    _ = try await world.query("analyze coupons")
    let session = try await BareSession.begin()
    let plan = try await session.run([
      "explain select * from coupons where organization_id = (select desk.organization_id()) and code_key = lower('Many77')"
    ]).flatMap { try $0.rows.map { try $0.decode(at: 0, as: String.self) } }
    #expect(plan.contains { $0.contains("Index Scan using uq_coupons_code") }, "\(plan)")
    #expect(plan.contains { $0.contains("code_key = 'many77'") }, "\(plan)")
  }
}
