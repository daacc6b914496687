package import LabCore
import Postgres

/// The versions of the home visit charge as those see them who look after it.
package struct DistanceVersions: Sendable, Equatable {
  /// The newest first; those that were withdrawn or replaced only as far as bookings were charged by them.
  package var versions: [DistanceVersion]
  /// Stands for all of them: whoever changes them says by it what was read.
  package var version: Int64

  package init(_ versions: [DistanceVersion] = [], version: Int64 = 0) {
    self.versions = versions
    self.version = version
  }

  package subscript(id: DistancePricingID) -> DistanceVersion? { versions.first { $0.id == id } }

  /// The version that holds on a day.
  package func inForce(on day: CalendarDate) -> DistanceVersion? {
    versions.first { $0.counts && $0.pricing.holds(on: day) }
  }
}

/// One version of the home visit charge with who set it and what came of it.
package struct DistanceVersion: Sendable, Equatable, Identifiable {
  package var id: DistancePricingID { pricing.id }
  package var pricing: DistancePricing
  /// False where it was withdrawn or replaced.
  package var counts: Bool
  /// The bookings that were charged by it; nil for whoever may not read bookings.
  package var bookings: Int?
  package var setBy: String?
  package var setAt: LocalDateTime
}

extension Desk {
  /// Reads the versions of the home visit charge in one round trip.
  package func distanceVersions() async throws -> DistanceVersions {
    let results = try await transaction(.report, [DistanceVersion.statement, DistanceVersions.statement])
    return DistanceVersions(
      try results[0].rows.map(DistanceVersion.init), version: try results[1].onlyRow().decode(at: 0))
  }

  /// Charges home visits by other rates from today or a later day on; the version before ends the day before.
  package func setDistancePricing(
    _ rates: DistanceRates, from day: CalendarDate, version: Int64
  ) async throws -> DistancePricingID {
    try await query(
      .write,
      """
      select desk.set_distance_pricing(\(day)::date, \(rates.baseCharge), \(rates.chargePerKilometre),
        \(rates.freeDistance.metres)::integer, \(version))
      """
    ).onlyRow().decode(at: 0)
  }

  /// Takes a version of the home visit charge back before its first day; the one before it holds on.
  package func withdrawDistancePricing(_ id: DistancePricingID, version: Int64) async throws {
    _ = try await query(.write, "select desk.withdraw_distance_pricing(\(id), \(version))")
  }

  /// Reads what the ways of home visits were charged from one day to another, both included, except cancelled ones.
  package func chargedWays(from first: CalendarDate, to last: CalendarDate) async throws -> ChargedWays {
    let rows = try await query(.report, ChargedWays.statement(from: first, to: last)).rows
    var ways = ChargedWays([], withoutDistance: 0)
    for row in rows {
      let bookings: Int = try row.decode("bookings")
      guard let metres: Int = try row.decode("metres") else {
        ways.withoutDistance += bookings
        continue
      }
      ways.groups.append(
        ChargedWays.Group(
          distance: Distance(metres: metres), charge: try row.decode("charge"), bookings: bookings,
          newest: try row.decode("newest")))
    }
    return ways
  }

  /// Says what the home visits from one day to another would have cost under other rates.
  package func distanceWhatIf(
    _ rates: DistanceRates, from first: CalendarDate, to last: CalendarDate
  ) async throws -> DistanceTrial {
    try await chargedWays(from: first, to: last).charged(by: rates)
  }
}

extension DistanceVersions {
  fileprivate static let statement: SQL = """
    select coalesce(sum(version), 0)::bigint from distance_pricing_configs
    where organization_id = (select desk.organization_id())
    """
}

extension DistanceVersion {
  fileprivate static let statement: SQL = """
    select * from (
      select d.id, d.base_charge, d.charge_per_km, round(d.max_free_distance_km * 1000)::bigint as free_metres,
        d.effective_from, d.effective_until, d.is_active, s.name as set_by, d.created_at at time zone o.time_zone as set_at,
        case when (select desk.allowed('bookings.read')) then (select count(*) from bookings b
          where b.organization_id = d.organization_id and b.distance_pricing_config_id = d.id) end as bookings
      from distance_pricing_configs d join organizations o on o.id = d.organization_id
      left join staff s on s.organization_id = d.organization_id and s.id = d.updated_by_admin_id
      where d.organization_id = (select desk.organization_id())
    ) versions
    where is_active or bookings > 0
    order by effective_from desc, is_active desc, id desc
    """

  fileprivate init(_ row: Row) throws {
    self.init(
      pricing: try DistancePricing(row), counts: try row.decode("is_active"), bookings: try row.decode("bookings"),
      setBy: try row.decode("set_by"), setAt: try row.decode("set_at"))
  }
}

extension ChargedWays {
  fileprivate static func statement(from first: CalendarDate, to last: CalendarDate) -> SQL {
    """
    select b.estimated_distance_m as metres, b.distance_charge as charge, count(*) as bookings,
      (array_agg(b.booking_number order by b.booking_date desc, b.id desc))[1:\(DistanceTrial.shown)] as newest
    from bookings b join organizations o on o.id = b.organization_id
    where b.organization_id = (select desk.organization_id()) and b.collection_method = 'home'
      and b.status <> 'cancelled'
      and b.booking_date >= \(first)::date::timestamp at time zone o.time_zone
      and b.booking_date < (\(last)::date + 1)::timestamp at time zone o.time_zone
    group by b.estimated_distance_m, b.distance_charge
    """
  }
}
