internal import LabCore
internal import Postgres

extension LoadedClinic {
  /// Bookings with their items, visits and batches, numbered in the order in which they were made.
  func bookingStatements() -> [SQL] {
    let bookings = rows.bookings
    let places = bookings.map { booking in booking.address.map { rows.addresses[$0] } }
    var numbers = Array(repeating: 0, count: bookings.count)
    let order = bookings.indices.sorted { (bookings[$0].created, $0) < (bookings[$1].created, $1) }
    for (number, position) in order.enumerated() { numbers[position] = number + 1 }
    return [
      .insert(
        into: "bookings", of: self,
        [
          .number("id", ids("bookings", count: bookings.count)),
          .number("user_id", bookings.map { id("users", $0.client) }),
          .number("pet_id", bookings.map { id("pets", $0.pet) }),
          .text("booking_number", numbers.map { "B-" + ClinicGenerator.padded($0, to: 6) }),
          .moment("booking_date", bookings.map(\.start), of: self), .text("status", bookings.map(\.status)),
          .text("collection_method", bookings.map { $0.isHome ? "home" : "walk_in" }),
          .number("collection_staff_id", bookings.map { $0.isHome ? id("staff", $0.collector) : nil }),
          .text("address", places.map { place in place.map { Self.line(of: $0, in: plan.city) } }),
          .text("address_link", places.map { $0.map { Self.link(to: $0) } }),
          .number("collection_address_id", bookings.map { id("addresses", $0.address) }),
          .text("collection_area", places.map { $0?.area.name }),
          .decimal("collection_latitude", places.map { $0?.latitude }, dividedBy: "1e6::float8"),
          .decimal("collection_longitude", places.map { $0?.longitude }, dividedBy: "1e6::float8"),
          .text("notes", bookings.map(\.notes)),
          .number("estimated_distance_m", bookings.map(\.metres)),
          .number("distance_pricing_config_id", bookings.map { id("distance_pricing_configs", $0.tariff) }),
          .number("coupon_id", bookings.map { id("coupons", $0.coupon) }),
          .number("subtotal", bookings.map(\.subtotal)),
          .number("discount", bookings.map(\.discount)), .number("distance_charge", bookings.map(\.distanceCharge)),
          .number("total", bookings.map(\.total)),
          .number("created_by_staff_id", bookings.map { id("staff", $0.author) }),
          .moment("created_at", bookings.map(\.created), of: self),
          .moment("updated_at", bookings.map(\.updated), of: self),
        ]),
      """
      insert into organization_counters (organization_id, series, last) values (\(id), 'booking', \(bookings.count))
      on conflict (organization_id, series) do update set last = excluded.last
      """,
      .insert(
        into: "booking_items", of: self,
        [
          .number("id", ids("booking_items", count: rows.items.count)),
          .number("booking_id", rows.items.map { id("bookings", $0.booking) }),
          .number("test_id", rows.items.map { id("tests", $0.test) }), .number("unit_price", rows.items.map(\.price)),
          .number("discount", rows.items.map(\.discount)),
          .text("status", rows.items.map(\.status)),
        ]),
      visitStatement(),
      .insert(
        into: "test_batch_groups", of: self,
        [
          .number("id", ids("test_batch_groups", count: rows.batches.count)),
          .number("booking_id", rows.batches.map { id("bookings", $0.booking) }),
          .text(
            "batch_name",
            rows.batches.map { "\(PriceList.panels[$0.panel].name) \(today.adding(days: $0.created.dayOffset))" }),
          .text("description", rows.batches.map { PriceList.panels[$0.panel].about }),
          .moment("created_at", rows.batches.map(\.created), of: self),
          .moment("updated_at", rows.batches.map(\.created), of: self),
        ]),
    ]
  }

  private func visitStatement() -> SQL {
    let visits = rows.visits
    return .insert(
      into: "visits", of: self,
      [
        .number("id", ids("visits", count: visits.count)),
        .number("booking_id", visits.map { id("bookings", $0.booking) }),
        .number("attempt", visits.map(\.attempt)),
        .text("collection_method", visits.map { $0.isHome ? "home" : "walk_in" }),
        .number("staff_id", visits.map { $0.status == "confirmed" ? nil : id("staff", $0.staff) }),
        .number("address_id", visits.map { id("addresses", $0.address) }),
        .moment("starts_at", visits.map(\.start), of: self), .number("duration_minutes", visits.map(\.duration)),
        .number("travel_buffer_minutes", visits.map(\.buffer)),
        .moment("blocked_until", visits.map { $0.start + $0.duration + $0.buffer }, of: self),
        .text("status", visits.map(\.status)), .number("sequence", visits.map(\.sequence)),
        .moment("created_at", visits.map(\.created), of: self), .moment("updated_at", visits.map(\.updated), of: self),
      ])
  }

  private static func line(of address: AddressRow, in city: City) -> String {
    let parts = [address.line1, address.line2, address.area.name, "\(city.name) \(address.area.pin)"]
    return parts.compactMap(\.self).joined(separator: ", ")
  }

  private static func link(to address: AddressRow) -> String {
    "https://www.google.com/maps/search/?api=1&query=\(degrees(address.latitude)),\(degrees(address.longitude))"
  }

  func reportStatements() -> [SQL] {
    let reports = rows.reports
    return [
      .insert(
        into: "test_reports", of: self,
        [
          .number("id", ids("test_reports", count: reports.count)),
          .number("booking_item_id", reports.map { id("booking_items", $0.item) }),
          .number("pet_id", reports.map { id("pets", rows.bookings[$0.booking].pet) }),
          .number("test_id", reports.map { id("tests", rows.items[$0.item].test) }),
          .number(
            "batch_group_id", reports.map { rows.items[$0.item].panel == nil ? nil : id("test_batch_groups", $0.batch) }
          ),
          .text("findings", reports.map(\.findings)), .text("status", reports.map(\.status)),
          .moment("created_at", reports.map(\.created), of: self),
          .moment("generated_at", reports.map(\.generated), of: self),
          .number("generated_by_staff_id", reports.map { id("staff", $0.author) }),
          .moment("verified_at", reports.map { $0.status == "retracted" ? nil : $0.verified }, of: self),
          .number("verified_by_staff_id", reports.map { $0.status == "retracted" ? nil : id("staff", $0.verifier) }),
          .moment("delivered_at", reports.map(\.delivered), of: self),
          .moment("retracted_at", reports.map { $0.status == "retracted" ? $0.updated : nil }, of: self),
          .moment("updated_at", reports.map(\.updated), of: self),
        ])
    ]
  }
}
