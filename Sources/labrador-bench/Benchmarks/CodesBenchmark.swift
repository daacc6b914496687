import DemoData
import LabCore
import LabStore

/// Issuing the largest batch of codes, each noted in the audit trail, and a page of the codes of an offer.
struct CodesBenchmark: Benchmark {
  private static let issuing = "issuing 10,000 codes"
  private static let reading = "a page of the codes of an offer"

  var names: [String] { [Self.issuing, Self.reading] }

  func run(on stand: Stand) async throws {
    guard stand.wants(Self.issuing) || stand.wants(Self.reading) else { return }
    let clinic = try await stand.clinic()
    let desk = try clinic.unusedDesk()
    let owner = try clinic.account(.organizationOwner)
    _ = try await desk.signIn(slug: clinic.slug, phone: owner.phone, password: owner.password, origin: "bench")
    guard let offer = try await desk.offerSummaries().first else { throw DeskError(.other, "The demo has no offer.") }
    var generator = SystemRandomNumberGenerator()
    let sample = try await stand.meter.measure(least: 5) { _ in
      _ = try await desk.issue(
        BatchOrder(
          key: RequestKey(using: &generator), offerID: offer.id, prefix: "BENCH-", quantity: CouponRules.largestBatch,
          terms: CouponTerms(
            firstDay: offer.offer.startDate, lastDay: offer.offer.endDate, maxUses: 1, maxUsesPerClient: 1)))
    }
    try await stand.row(Self.issuing) { ResultRow(Self.issuing, sample, in: .milliseconds) }
    try await stand.row(Self.reading) {
      let filter = CouponFilter(offerID: offer.id)
      let sample = try await stand.meter.measure(least: 50) { _ in _ = try await desk.couponPage(filter) }
      let total = try await desk.couponPage(filter).total
      return ResultRow(Self.reading, sample, in: .milliseconds, note: "of \(total) codes, counted")
    }
    await desk.disconnect()
  }
}
