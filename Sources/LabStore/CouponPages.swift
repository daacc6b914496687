package import LabCore
import Postgres

/// A coupon as the list of an offer's codes shows it, with what came of it.
package struct CouponRecord: Sendable, Equatable, Identifiable {
  package var coupon: Coupon
  package var batchID: CouponBatchID?
  package var uses: Int
  /// What its bookings saved, and what they come to, without those that gave the use back.
  package var givenAway: Money
  package var brought: Money
  /// Counts what people change of it; a use is no change.
  package var version: Int64

  package var id: CouponID { coupon.id }
}

/// Which codes of an offer are wanted.
package struct CouponFilter: Sendable, Equatable {
  package var offerID: OfferID
  /// One batch alone.
  package var batchID: CouponBatchID?
  /// Anything that stands in the code, without case.
  package var fragment: String

  package init(offerID: OfferID, batchID: CouponBatchID? = nil, fragment: String = "") {
    self.offerID = offerID
    self.batchID = batchID
    self.fragment = Coupon.normalized(fragment)
  }
}

/// Some codes of an offer, newest first, and how many there are.
package struct CouponPage: Sendable, Equatable {
  package var coupons: [CouponRecord]
  /// All codes that the filter lets through, and those of them that are on and have not ended.
  package var total: Int
  package var totalOn: Int

  package init(coupons: [CouponRecord] = [], total: Int = 0, totalOn: Int = 0) {
    self.coupons = coupons
    self.total = total
    self.totalOn = totalOn
  }
}

extension Desk {
  /// How many codes are read at a time.
  package static let couponPage = 200
  /// Reads a page of the codes of an offer, those older than a code to read on.
  package func couponPage(
    _ filter: CouponFilter, before: CouponID? = nil, most: Int = Desk.couponPage
  ) async throws -> CouponPage {
    let results = try await transaction(
      .report,
      [
        CouponRecord.page(filter, before: before, limit: most),
        """
        select count(*) as total, count(*) filter (where c.is_active and c.end_date > now()) as total_on from coupons c
        where \(filter.condition)
        """,
      ])
    return CouponPage(
      coupons: try results[0].rows.map(CouponRecord.init), total: try results[1].rows[0].decode("total"),
      totalOn: try results[1].rows[0].decode("total_on"))
  }

  /// Reads so many codes of a filter at most, without counting all of them, to write them to a file.
  package func coupons(_ filter: CouponFilter, before: CouponID?, most: Int) async throws -> [CouponRecord] {
    try await query(.report, CouponRecord.page(filter, before: before, limit: most)).rows.map(CouponRecord.init)
  }
}

extension CouponFilter {
  /// What a row `c` of `coupons` has to fulfil.
  var condition: SQL {
    var conditions: [SQL] = [
      "c.organization_id = (select desk.organization_id())", "c.offer_id = \(offerID)",
    ]
    if let batchID { conditions.append("c.batch_id = \(batchID)") }
    if !fragment.isEmpty { conditions.append("position(lower(\(fragment)) in c.code_key) > 0") }
    return SQL.join(conditions, separator: " and ")
  }
}

extension CouponRecord {
  static func page(_ filter: CouponFilter, before: CouponID?, limit: Int) -> SQL {
    let older: SQL = before.map { "and c.id < \($0)" } ?? ""
    return """
      select c.id, c.code, c.offer_id, c.batch_id, c.start_date at time zone o.time_zone as starts_at,
        c.end_date at time zone o.time_zone as ends_at, c.is_active, c.max_uses, c.max_uses_per_user, c.current_uses,
        c.version, coalesce(u.given_away, 0)::bigint as given_away, coalesce(u.brought, 0)::bigint as brought
      from (select c.* from coupons c where \(filter.condition) \(older) order by c.id desc limit \(limit)) c
      join organizations o on o.id = c.organization_id
      left join lateral (
        select sum(r.discount_amount) as given_away, sum(coalesce(b.total, 0)) as brought
        from coupon_redemptions r
        join bookings b on b.organization_id = r.organization_id and b.id = r.booking_id
        where r.organization_id = c.organization_id and r.coupon_id = c.id and r.status <> 'released'
          and c.current_uses > 0
      ) u on true
      order by c.id desc
      """
  }

  init(_ row: Row) throws {
    self.init(
      coupon: Coupon(
        id: try row.decode("id"), code: try row.decode("code"), offerID: try row.decode("offer_id"),
        startsAt: try row.decode("starts_at"), endsAt: try row.decode("ends_at"),
        isActive: try row.decode("is_active"), maxUses: try row.decode("max_uses"),
        maxUsesPerClient: try row.decode("max_uses_per_user")),
      batchID: try row.decode("batch_id"), uses: try row.decode("current_uses"),
      givenAway: try row.decode("given_away"), brought: try row.decode("brought"), version: try row.decode("version"))
  }
}
