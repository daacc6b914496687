package import LabCore
import Postgres
import Words

extension Desk {
  /// Reads everything about one booking in one round trip.
  package func booking(_ id: BookingID) async throws -> FullBooking {
    try FullBooking(try await transaction(.lookUp, FullBooking.statements(id)))
  }
}

extension FullBooking {
  /// The statements that read one booking; `init` takes their results.
  static func statements(_ id: BookingID) -> [SQL] {
    [
      statement(id), clientStatement(id), petStatement(id), Item.statement(id), Prescription.statement(id),
      Step.statement(id), Discount.statement(id),
    ]
  }

  init(_ results: [QueryResult]) throws {
    guard let row = results[0].rows.first, let client = results[1].rows.first, let pet = results[2].rows.first else {
      throw DeskError(
        .stale, say("This booking cannot be seen from here any more. Go back to the list and refresh it."))
    }
    try self.init(
      row, client: Client(client), pet: Pet(pet), items: results[3].rows.map(Item.init),
      prescriptions: results[4].rows.map(Prescription.init), steps: results[5].rows.map(Step.init),
      discounts: results[6].rows.map(Discount.init))
  }
}

extension FullBooking {
  fileprivate static func statement(_ id: BookingID) -> SQL {
    """
    select b.id, coalesce(b.booking_number, b.id::text) as number, b.version, b.status, b.collection_method,
      b.booking_date at time zone o.time_zone as starts_at, v.duration_minutes, coalesce(v.attempt, 1) as attempt,
      s.name as collector, b.collection_staff_id, b.collection_latitude as latitude,
      b.collection_longitude as longitude, b.address, b.collection_area, b.address_link, b.estimated_distance_m,
      b.distance_pricing_config_id, b.notes,
      b.guard_reason, b.attention,
      b.subtotal, b.discount, b.distance_charge, b.tax, b.total, c.code as coupon, r.discount_amount,
      g.status as bill, g.invoice_number, g.final_amount, g.settled, m.name as made_by, b.created_at at time zone o.time_zone as made_at
    from bookings b
    join organizations o on o.id = b.organization_id
    left join staff s on s.organization_id = b.organization_id and s.id = b.collection_staff_id
    left join staff m on m.organization_id = b.organization_id and m.id = b.created_by_staff_id
    left join lateral (select n.duration_minutes, n.attempt from visits n
      where n.organization_id = b.organization_id and n.booking_id = b.id order by n.attempt desc limit 1) v on true
    left join coupon_redemptions r on r.organization_id = b.organization_id and r.booking_id = b.id
      and r.status <> 'released'
    left join coupons c on c.organization_id = r.organization_id and c.id = r.coupon_id
    left join lateral (select g.status, g.invoice_number, g.final_amount, \(Settlement.settled) as settled
      from billing_records g where g.organization_id = b.organization_id and g.booking_id = b.id
      order by g.status = 'voided', g.id desc limit 1) g on true
    where b.organization_id = (select desk.organization_id()) and b.id = \(id)
    """
  }

  fileprivate static func clientStatement(_ id: BookingID) -> SQL {
    """
    select \(Client.columns) from users u join bookings b on b.organization_id = u.organization_id and b.user_id = u.id
    where b.organization_id = (select desk.organization_id()) and b.id = \(id)
    """
  }

  fileprivate static func petStatement(_ id: BookingID) -> SQL {
    """
    select \(Pet.columns) from pets p join bookings b on b.organization_id = p.organization_id and b.pet_id = p.id
    where b.organization_id = (select desk.organization_id()) and b.id = \(id)
    """
  }

  fileprivate init(
    _ row: Row, client: Client, pet: Pet, items: [Item], prescriptions: [Prescription], steps: [Step],
    discounts: [Discount]
  ) throws {
    let discounted: Money? = try row.decode("discount_amount")
    self.init(
      id: try row.decode("id"), number: try row.decode("number"), version: try row.decode("version"),
      status: try row.decode("status"), method: try row.decode("collection_method"),
      startsAt: try row.decode("starts_at"), durationMinutes: try row.decode("duration_minutes"),
      attempt: try row.decode("attempt"), collector: try row.decode("collector"),
      collectorID: try row.decode("collection_staff_id"), client: client, pet: pet,
      address: try row.decode("address"), area: try row.decode("collection_area"),
      point: try GeoPoint(row), mapLink: try row.decode("address_link"),
      distance: try row.decode("estimated_distance_m", as: Int?.self).map(Distance.init(metres:)),
      distancePricingID: try row.decode("distance_pricing_config_id"), notes: try row.decode("notes"),
      guardReason: try row.decode("guard_reason"), attention: try row.decode("attention"), items: items,
      price: Price(
        subtotal: try row.decode("subtotal"), discount: try row.decode("discount"),
        distanceCharge: try row.decode("distance_charge"), tax: try row.decode("tax"), total: try row.decode("total")),
      coupon: try row.decode("coupon", as: String?.self).map { Coupon(code: $0, amount: discounted ?? .zero) },
      discounts: discounts,
      bill: try row.decode("bill", as: BillingStatus?.self).map {
        Bill(
          status: $0, invoiceNumber: try row.decode("invoice_number"), total: try row.decode("final_amount"),
          settled: try row.decode("settled"))
      },
      prescriptions: prescriptions, madeBy: try row.decode("made_by"), madeAt: try row.decode("made_at"), steps: steps)
  }
}

extension FullBooking.Discount {
  fileprivate static func statement(_ id: BookingID) -> SQL {
    """
    select d.name, d.amount, d.coupon_id is not null as is_by_coupon from booking_discounts d
    where d.organization_id = (select desk.organization_id()) and d.booking_id = \(id)
    order by d.id
    """
  }

  fileprivate init(_ row: Row) throws {
    self.init(
      name: try row.decode("name"), amount: try row.decode("amount"), isByCoupon: try row.decode("is_by_coupon"))
  }
}

extension FullBooking.Item {
  fileprivate static func statement(_ id: BookingID) -> SQL {
    """
    select i.id as item_id, i.status as item_status, i.unit_price, i.quantity, i.discount,
      t.id, coalesce(t.code, '') as code, t.name, c.name as category, t.price, t.discounted_price, t.sample_type,
      t.tube_type, round(t.sample_quantity_ml * 1000)::bigint as microlitres, t.preparation,
      t.sample_collection_instructions as instructions, t.tat_hours, t.is_active, t.tax_code,
      t.loinc_code, array[]::text[] as tags
    from booking_items i
    join tests t on t.organization_id = i.organization_id and t.id = i.test_id
    join test_categories c on c.organization_id = t.organization_id and c.id = t.category_id
    where i.organization_id = (select desk.organization_id()) and i.booking_id = \(id)
    order by i.id
    """
  }

  fileprivate init(_ row: Row) throws {
    self.init(
      id: try row.decode("item_id"), status: try row.decode("item_status"), test: try TestDefinition(row),
      unitPrice: try row.decode("unit_price"), quantity: try row.decode("quantity"),
      discount: try row.decode("discount"))
  }
}

extension FullBooking.Step {
  fileprivate static func statement(_ id: BookingID) -> SQL {
    """
    select e.to_status, e.created_at at time zone o.time_zone as at, s.name as by, e.reason
    from status_events e
    join organizations o on o.id = e.organization_id
    left join staff s on s.organization_id = e.organization_id and s.id = e.staff_id
    where e.organization_id = (select desk.organization_id()) and e.machine = 'booking' and e.record_id = \(id)
    order by e.id
    """
  }

  fileprivate init(_ row: Row) throws {
    self.init(
      to: try row.decode("to_status"), at: try row.decode("at"), by: try row.decode("by"),
      reason: try row.decode("reason"))
  }
}

extension Prescription {
  fileprivate static func statement(_ id: BookingID) -> SQL {
    """
    select p.id, p.version, p.file_name, p.file_type, p.file_size_bytes, s.name as verified_by, p.verification_notes,
      exists (select from prescription_files f
        where f.organization_id = p.organization_id and f.prescription_upload_id = p.id) as is_stored
    from prescription_uploads p
    left join staff s on s.organization_id = p.organization_id and s.id = p.verified_by_admin_id
    where p.organization_id = (select desk.organization_id()) and p.booking_id = \(id)
    order by p.id
    """
  }

  fileprivate init(_ row: Row) throws {
    self.init(
      id: try row.decode("id"), version: try row.decode("version"), fileName: try row.decode("file_name"),
      fileType: try row.decode("file_type"), byteCount: try row.decode("file_size_bytes"),
      isStored: try row.decode("is_stored"), verifiedBy: try row.decode("verified_by"),
      notes: try row.decode("verification_notes"))
  }
}
