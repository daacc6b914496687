package import LabCore
import Postgres

/// A code that was looked up, with how often it has been used.
package struct CouponCheck: Sendable, Equatable {
  package var request: CouponRequest
  package var uses: [CouponUse]

  package init(request: CouponRequest, uses: [CouponUse] = []) {
    self.request = request
    self.uses = uses
  }
}

extension Desk {
  /// Looks a code up, without case and surrounding space; `client` counts their own redemptions.
  package func findCoupon(_ code: String, for client: ClientID?) async throws -> CouponCheck {
    try CouponCheck(code, try await query(.lookUp, CouponCheck.statement(code, client)))
  }
}

extension CouponCheck {
  static func statement(_ code: String, _ client: ClientID?) -> SQL {
    """
    select c.id, c.code, c.offer_id, c.start_date at time zone o.time_zone as starts_at,
      c.end_date at time zone o.time_zone as ends_at, c.is_active, c.max_uses, c.max_uses_per_user, c.current_uses,
      (select count(*) from coupon_redemptions r
        where r.organization_id = c.organization_id and r.coupon_id = c.id and r.user_id = \(client)::bigint
          and r.status <> 'released') as by_client
    from coupons c join organizations o on o.id = c.organization_id
    where c.organization_id = (select desk.organization_id()) and c.code_key = lower(\(Coupon.normalized(code)))
    """
  }

  init(_ code: String, _ result: QueryResult) throws {
    guard let row = result.rows.first else {
      self.init(request: CouponRequest(code: code, coupon: nil))
      return
    }
    let coupon = try Coupon(row)
    self.init(request: CouponRequest(code: code, coupon: coupon), uses: [try CouponUse(row, of: coupon)])
  }
}

extension Coupon {
  init(_ row: Row) throws {
    self.init(
      id: try row.decode("id"), code: try row.decode("code"), offerID: try row.decode("offer_id"),
      startsAt: try row.decode("starts_at"), endsAt: try row.decode("ends_at"), isActive: try row.decode("is_active"),
      maxUses: try row.decode("max_uses"), maxUsesPerClient: try row.decode("max_uses_per_user"))
  }
}

extension CouponUse {
  init(_ row: Row, of coupon: Coupon) throws {
    self.init(couponID: coupon.id, total: try row.decode("current_uses"), byClient: try row.decode("by_client"))
  }
}

extension Offer {
  static let statement: SQL = """
    select f.id, f.name, f.discount_type, f.discount_value, f.start_date, f.end_date, f.is_active, f.applies_to_all,
      f.minimum_order_value,
      array(select t.test_id from offer_tests t
        where t.organization_id = f.organization_id and t.offer_id = f.id order by t.test_id) as tests,
      f.is_automatic, f.is_stackable, f.covers_distance
    from offers f where f.organization_id = (select desk.organization_id())
    order by f.id
    """

  init(_ row: Row) throws {
    let value: Int64 = try row.decode("discount_value")
    let isPercentage = try row.decode("discount_type", as: String.self) == "percentage"
    self.init(
      id: try row.decode("id"), name: try row.decode("name"),
      discount: isPercentage ? .percentage(basisPoints: Int(value)) : .fixedAmount(Money(minorUnits: value)),
      startDate: try row.decode("start_date"), endDate: try row.decode("end_date"),
      isActive: try row.decode("is_active"),
      scope: try row.decode("applies_to_all")
        ? .allTests : .tests(Set(try row.decode("tests", as: [Int64].self).map { TestID($0) })),
      minimumOrder: try row.decode("minimum_order_value"), isAutomatic: try row.decode("is_automatic"),
      isStackable: try row.decode("is_stackable"), coversDistance: try row.decode("covers_distance"))
  }
}

extension DistancePricing {
  static let statement: SQL = """
    select id, base_charge, charge_per_km, round(max_free_distance_km * 1000)::bigint as free_metres, effective_from,
      effective_until
    from distance_pricing_configs
    where organization_id = (select desk.organization_id()) and is_active
    order by effective_from
    """

  /// The version that a booking was charged by or, where it had no way to be charged, the one of its day.
  static func statement(_ booking: BookingID) -> SQL {
    """
    select d.id, d.base_charge, d.charge_per_km, round(d.max_free_distance_km * 1000)::bigint as free_metres,
      d.effective_from, d.effective_until
    from bookings b
      join organizations o on o.id = b.organization_id
      join distance_pricing_configs d on d.organization_id = b.organization_id
        and (d.id = b.distance_pricing_config_id or b.distance_pricing_config_id is null and d.is_active
          and (b.booking_date at time zone o.time_zone)::date
            between d.effective_from and coalesce(d.effective_until, 'infinity'))
    where b.organization_id = (select desk.organization_id()) and b.id = \(booking)
    """
  }

  init(_ row: Row) throws {
    self.init(
      id: try row.decode("id"), baseCharge: try row.decode("base_charge"),
      chargePerKilometre: try row.decode("charge_per_km"),
      freeDistance: Distance(metres: try row.decode("free_metres")), effectiveFrom: try row.decode("effective_from"),
      effectiveUntil: try row.decode("effective_until"))
  }
}
