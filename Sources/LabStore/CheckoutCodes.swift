package import LabCore
import Postgres

/// What the preview has to know about codes for one client: those that were named, and one of every offer that the
/// client could use.
package struct CheckoutCodes: Sendable, Equatable {
  package var client: ClientID?
  /// By the code as it was asked for.
  package var checks: [String: CouponCheck]
  package var usable: [UsableCoupon]

  package init(client: ClientID?, checks: [String: CouponCheck] = [:], usable: [UsableCoupon] = []) {
    self.client = client
    self.checks = checks
    self.usable = usable
  }
}

extension Desk {
  /// Looks up codes and what else a client could use, in one round trip; without a client nobody's own uses count.
  package func checkoutCodes(_ codes: [String], for client: ClientID?) async throws -> CheckoutCodes {
    let results = try await transaction(
      .lookUp, [UsableCoupon.statement(for: client)] + codes.map { CouponCheck.statement($0, client) })
    var checks: [String: CouponCheck] = [:]
    for (code, result) in zip(codes, results.dropFirst()) { checks[code] = try CouponCheck(code, result) }
    return CheckoutCodes(client: client, checks: checks, usable: try results[0].rows.map(UsableCoupon.init))
  }
}

extension UsableCoupon {
  /// One coupon of each offer that runs: the first that is within its dates and limits.
  ///
  /// Offers are few and coupons are many, so each offer looks for its first one along `ix_coupons_usable`.
  static func statement(for client: ClientID?) -> SQL {
    """
    select c.id, c.code, c.offer_id, c.start_date at time zone g.time_zone as starts_at,
      c.end_date at time zone g.time_zone as ends_at, c.is_active, c.max_uses, c.max_uses_per_user, c.current_uses,
      c.by_client
    from organizations g
      join offers f on f.organization_id = g.id and f.is_active
        and (now() at time zone g.time_zone)::date between f.start_date and f.end_date
      cross join lateral (
        select k.*, u.by_client
        from coupons k
          cross join lateral (select count(*) as by_client from coupon_redemptions r
            where r.organization_id = k.organization_id and r.coupon_id = k.id and r.user_id = \(client)::bigint
              and r.status <> 'released') u
        where k.organization_id = f.organization_id and k.offer_id = f.id and k.is_active
          and (k.max_uses is null or k.current_uses < k.max_uses) and now() >= k.start_date and now() < k.end_date
          and u.by_client < k.max_uses_per_user
        order by k.id limit 1) c
    where g.id = (select desk.organization_id())
    order by f.id
    """
  }

  init(_ row: Row) throws {
    let coupon = try Coupon(row)
    self.init(coupon: coupon, use: try CouponUse(row, of: coupon))
  }
}
