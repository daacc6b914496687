package import LabCore
import Postgres
import Words

/// How long and how often codes hold.
package struct CouponTerms: Sendable, Equatable {
  /// The first and the last day, on the organisation's calendar.
  package var firstDay: CalendarDate
  package var lastDay: CalendarDate
  /// Nil for no limit.
  package var maxUses: Int?
  package var maxUsesPerClient: Int

  package init(firstDay: CalendarDate, lastDay: CalendarDate, maxUses: Int?, maxUsesPerClient: Int) {
    self.firstDay = firstDay
    self.lastDay = lastDay
    self.maxUses = maxUses
    self.maxUsesPerClient = maxUsesPerClient
  }
}

/// Codes to be made at random.
package struct BatchOrder: Sendable, Equatable {
  /// Made when the form opens, so that the same form issues its codes once.
  package var key: RequestKey
  package var offerID: OfferID
  /// What every code begins with; may be empty.
  package var prefix: String
  package var quantity: Int
  package var terms: CouponTerms

  package init(key: RequestKey, offerID: OfferID, prefix: String, quantity: Int, terms: CouponTerms) {
    self.key = key
    self.offerID = offerID
    self.prefix = prefix
    self.quantity = quantity
    self.terms = terms
  }
}

/// New terms of a coupon, of the version that was read.
package struct CouponEdit: Sendable, Equatable {
  package var id: CouponID
  package var version: Int64
  /// Nil leaves the moment as it is, which may lie within a day.
  package var firstDay: CalendarDate?
  package var lastDay: CalendarDate?
  package var maxUses: Int?
  package var maxUsesPerClient: Int
  package var isActive: Bool

  package init(
    id: CouponID, version: Int64, firstDay: CalendarDate?, lastDay: CalendarDate?, maxUses: Int?,
    maxUsesPerClient: Int, isActive: Bool
  ) {
    self.id = id
    self.version = version
    self.firstDay = firstDay
    self.lastDay = lastDay
    self.maxUses = maxUses
    self.maxUsesPerClient = maxUsesPerClient
    self.isActive = isActive
  }
}

/// Codes that were issued together.
package struct CouponBatch: Sendable, Equatable, Identifiable {
  package var id: CouponBatchID
  package var prefix: String
  package var quantity: Int
  package var createdAt: LocalDateTime
  package var createdBy: String?
}

extension Desk {
  /// Makes a batch of random codes; the same order twice makes it once.
  package func issue(_ order: BatchOrder) async throws -> CouponBatchID {
    let terms = order.terms
    return try await query(
      .bulk,
      """
      select desk.issue_coupons(\(order.key)::uuid, \(order.offerID), \(order.prefix), \(order.quantity)::integer,
        \(terms.firstDay)::date, \(terms.lastDay)::date, \(terms.maxUses)::integer,
        \(terms.maxUsesPerClient)::integer) as id
      """
    ).rows[0].decode("id")
  }

  /// Adds a code that somebody chose.
  package func addCoupon(_ code: String, for offer: OfferID, _ terms: CouponTerms) async throws -> CouponID {
    try await query(
      .write,
      """
      insert into coupons (organization_id, code, offer_id, start_date, end_date, max_uses, max_uses_per_user)
      select o.id, \(Coupon.normalized(code)), \(offer), \(terms.firstDay)::date::timestamp at time zone o.time_zone,
        (\(terms.lastDay)::date + 1)::timestamp at time zone o.time_zone, \(terms.maxUses)::integer,
        \(terms.maxUsesPerClient)::integer
      from organizations o where o.id = (select desk.organization_id())
      returning id
      """
    ).rows[0].decode("id")
  }

  /// Writes the terms of a coupon; the database refuses limits below what is used, with the figures.
  package func edit(_ edit: CouponEdit, reason: String = "") async throws {
    let written = try await transaction(
      .write,
      [
        "select set_config('labrador.reason', \(reason), true)",
        """
        update coupons c
        set start_date = coalesce(\(edit.firstDay)::date::timestamp at time zone o.time_zone, c.start_date),
          end_date = coalesce((\(edit.lastDay)::date + 1)::timestamp at time zone o.time_zone, c.end_date),
          max_uses = \(edit.maxUses)::integer, max_uses_per_user = \(edit.maxUsesPerClient)::integer,
          is_active = \(edit.isActive)
        from organizations o
        where o.id = c.organization_id and c.organization_id = (select desk.organization_id()) and c.id = \(edit.id)
          and c.version = \(edit.version)
        """,
      ])
    guard written[1].affectedRows == 1 else {
      throw DeskError(.stale, say("Another desk changed this coupon meanwhile. Nothing was saved; look at it again."))
    }
  }

  /// Switches every code off that a filter lets through and that is on; there have to be as many as were seen.
  package func end(_ filter: CouponFilter, expecting count: Int, reason: String) async throws -> Int {
    try await query(
      .bulk,
      """
      select desk.end_coupons(\(filter.offerID), \(filter.batchID)::bigint, \(filter.fragment), \(count)::bigint,
        \(reason)) as ended
      """
    ).rows[0].decode("ended")
  }

  /// Lists the batches of an offer, newest first.
  package func batches(of offer: OfferID) async throws -> [CouponBatch] {
    try await query(
      .lookUp,
      """
      select b.id, b.prefix, b.quantity, b.created_at at time zone o.time_zone as created_at, s.name as created_by
      from coupon_batches b
      join organizations o on o.id = b.organization_id
      left join staff s on s.organization_id = b.organization_id and s.id = b.created_by_staff_id
      where b.organization_id = (select desk.organization_id()) and b.offer_id = \(offer)
      order by b.id desc
      """
    ).rows.map(CouponBatch.init)
  }
}

extension CouponBatch {
  init(_ row: Row) throws {
    self.init(
      id: try row.decode("id"), prefix: try row.decode("prefix"), quantity: try row.decode("quantity"),
      createdAt: try row.decode("created_at"), createdBy: try row.decode("created_by"))
  }
}
