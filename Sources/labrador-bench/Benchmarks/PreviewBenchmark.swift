import FrontDesk
import LabCore
import LabStore
import Postgres
import Tui

/// The checkout preview among 500 offers that run and 50,000 coupons: a key that changes the price with everything that
/// follows up to the frame, and the round trip that reads two codes and what else the client could use.
struct PreviewBenchmark: Benchmark {
  private static let key = "preview, a key that changes the price"
  private static let codes = "preview, codes looked up"
  private static let offerCount = 500
  private static let couponsOfEach = 100

  var names: [String] { [Self.key, Self.codes] }

  func run(on stand: Stand) async throws {
    guard names.contains(where: stand.wants) else { return }
    let clinic = try await stand.clinic()
    try await clinic.administer(Self.furnishing)
    let desk = try await PreparedDesk.make(at: clinic)
    if let shell = desk.states.first(where: { $0.name == "checkout" })?.shell {
      let app = desk.app(in: shell, size: Size(rows: 40, columns: 120))
      let keys = [KeyPress.character("1"), KeyPress(.backspace)]
      var turn = 0
      try await stand.time(Self.key, .milliseconds) {
        app.receive([.key(keys[turn])])
        turn = 1 - turn
        return app.frame.size.rows
      }
    }
    try await stand.row(Self.codes) {
      let (desk, _) = try await clinic.desk()
      guard let client = try await desk.findClients("ma").first else {
        throw DeskError(.other, "The demo has no client.")
      }
      let sample = try await stand.meter.measure(least: 300) { turn in
        _ = try await desk.checkoutCodes(["BENCH\(turn % 500)X7", "NOSUCH"], for: client.clientID)
      }
      await desk.disconnect()
      return ResultRow(Self.codes, sample, in: .milliseconds)
    }
    try await clinic.administer(Self.clearing)
  }

  private static let furnishing: [SQL] = [
    """
    insert into offers (organization_id, name, discount_type, discount_value, start_date, end_date, applies_to_all,
      minimum_order_value, is_automatic, is_stackable)
    select o.id, 'Bench offer ' || n, case when n % 2 = 0 then 'percentage' else 'fixed_amount' end, 300 + n,
      current_date - 30, current_date + 30, true, case when n % 3 = 0 then 50000 + n * 1000 end, n % 4 = 0, n % 5 = 0
    from organizations o, generate_series(1, \(offerCount)) n where o.slug = 'cubbon'
    """,
    """
    insert into coupons (organization_id, code, offer_id, start_date, end_date, max_uses)
    select f.organization_id, 'BENCH' || row_number() over (partition by k.n order by f.id) || 'X' || k.n, f.id,
      now() - interval '10 days', now() + interval '10 days', 50
    from offers f, generate_series(1, \(couponsOfEach)) k (n) where f.name like 'Bench offer %'
    """,
    "analyze coupons", "analyze offers",
  ]

  private static let clearing: [SQL] = [
    "delete from coupons where code like 'BENCH%'", "delete from offers where name like 'Bench offer %'",
  ]
}
