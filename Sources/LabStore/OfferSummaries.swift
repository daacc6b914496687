package import LabCore
import Postgres

/// An offer as the list of offers shows it: its rules, its codes, and what came of it.
package struct OfferSummary: Sendable, Equatable, Identifiable {
  package var offer: Offer
  package var description: String?
  /// The occasion, such as Diwali.
  package var eventTag: String?
  package var version: Int64
  /// Codes that were ever issued, and those of them that are on and have not ended.
  package var codes: Int
  package var codesOn: Int
  /// The bookings that it took something off, without the cancelled ones.
  package var uses: Int
  /// What it took off those bookings.
  package var givenAway: Money
  /// What those bookings come to.
  package var brought: Money

  package var id: OfferID { offer.id }
}

extension Desk {
  /// Lists every offer of the organisation, with what came of it.
  package func offerSummaries() async throws -> [OfferSummary] {
    try await query(
      .report,
      """
      select f.id, f.name, f.description, f.event_tag, f.discount_type, f.discount_value, f.start_date, f.end_date,
        f.is_active, f.applies_to_all, f.minimum_order_value,
        array(select t.test_id from offer_tests t
          where t.organization_id = f.organization_id and t.offer_id = f.id order by t.test_id) as tests,
        f.is_automatic, f.is_stackable, f.covers_distance, f.version,
        coalesce(c.codes, 0) as codes, coalesce(c.codes_on, 0) as codes_on, coalesce(u.uses, 0) as uses,
        coalesce(u.given_away, 0)::bigint as given_away, coalesce(u.brought, 0)::bigint as brought
      from offers f
      left join (
        select k.offer_id, count(*) as codes, count(*) filter (where k.is_active and k.end_date > now()) as codes_on
        from coupons k where k.organization_id = (select desk.organization_id()) group by k.offer_id
      ) c on c.offer_id = f.id
      left join (
        select d.offer_id, count(*) as uses, sum(d.amount) as given_away, sum(coalesce(b.total, 0)) as brought
        from booking_discounts d
        join bookings b on b.organization_id = d.organization_id and b.id = d.booking_id
        where d.organization_id = (select desk.organization_id()) and b.status <> 'cancelled'
        group by d.offer_id
      ) u on u.offer_id = f.id
      where f.organization_id = (select desk.organization_id())
      order by f.id
      """
    ).rows.map(OfferSummary.init)
  }
}

extension OfferSummary {
  init(_ row: Row) throws {
    self.init(
      offer: try Offer(row), description: try row.decode("description"), eventTag: try row.decode("event_tag"),
      version: try row.decode("version"), codes: try row.decode("codes"), codesOn: try row.decode("codes_on"),
      uses: try row.decode("uses"), givenAway: try row.decode("given_away"), brought: try row.decode("brought"))
  }
}
