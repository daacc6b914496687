package import LabCore
import Postgres
import Words

extension Desk {
  /// Adds an offer; answers its key.
  package func add(_ draft: OfferDraft) async throws -> OfferID {
    try await query(
      .write,
      """
      with saved as (
        insert into offers (organization_id, name, description, event_tag, discount_type, discount_value, start_date,
          end_date, is_active, applies_to_all, minimum_order_value, is_automatic, is_stackable, covers_distance)
        values ((select desk.organization_id()), \(draft.name), \(draft.description), \(draft.eventTag),
          \(draft.discountType), \(draft.discountValue), \(draft.startDate), \(draft.endDate), \(draft.isActive),
          \(draft.scope == .allTests), \(draft.minimumOrder)::bigint, \(draft.isAutomatic), \(draft.isStackable),
          \(draft.coversDistance))
        returning organization_id, id
      ), tests as (
        insert into offer_tests (organization_id, offer_id, test_id)
        select s.organization_id, s.id, t from saved s cross join unnest(\(draft.testKeys)::bigint[]) as t
      )
      select id from saved
      """
    ).rows[0].decode("id")
  }

  /// Writes an offer of the version that was read, with the tests it is for.
  package func edit(_ id: OfferID, version: Int64, _ draft: OfferDraft) async throws {
    let written = try await query(
      .write,
      """
      with saved as (
        update offers set name = \(draft.name), description = \(draft.description), event_tag = \(draft.eventTag),
          discount_type = \(draft.discountType), discount_value = \(draft.discountValue),
          start_date = \(draft.startDate), end_date = \(draft.endDate), is_active = \(draft.isActive),
          applies_to_all = \(draft.scope == .allTests), minimum_order_value = \(draft.minimumOrder)::bigint,
          is_automatic = \(draft.isAutomatic), is_stackable = \(draft.isStackable),
          covers_distance = \(draft.coversDistance)
        where organization_id = (select desk.organization_id()) and id = \(id) and version = \(version)
        returning organization_id, id
      ), gone as (
        delete from offer_tests t using saved s
        where t.organization_id = s.organization_id and t.offer_id = s.id
          and t.test_id <> all (\(draft.testKeys)::bigint[])
      ), tests as (
        insert into offer_tests (organization_id, offer_id, test_id)
        select s.organization_id, s.id, t from saved s cross join unnest(\(draft.testKeys)::bigint[]) as t
        on conflict do nothing
      )
      select id from saved
      """)
    guard written.rows.count == 1 else {
      throw DeskError(.stale, say("Another desk changed this offer meanwhile. Nothing was saved; look at it again."))
    }
  }

  /// Switches offers of the versions that were read off, all of them or none; answers how many were on.
  package func end(_ offers: [(id: OfferID, version: Int64)], reason: String) async throws -> Int {
    try await query(
      .write,
      """
      select desk.end_offers(\(offers.map(\.id.rawValue))::bigint[], \(offers.map(\.version))::bigint[],
        \(reason)) as ended
      """
    ).rows[0].decode("ended")
  }
}

extension OfferDraft {
  fileprivate var discountType: String {
    switch discount {
    case .percentage: "percentage"
    case .fixedAmount: "fixed_amount"
    }
  }

  /// Hundredths of a percent, or minor units.
  fileprivate var discountValue: Int64 {
    switch discount {
    case .percentage(let points): Int64(points)
    case .fixedAmount(let amount): amount.minorUnits
    }
  }

  fileprivate var testKeys: [Int64] {
    switch scope {
    case .allTests: []
    case .tests(let tests): tests.map(\.rawValue).sorted()
    }
  }
}
