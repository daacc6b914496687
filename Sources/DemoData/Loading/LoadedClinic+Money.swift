internal import Postgres

extension LoadedClinic {
  func moneyStatements() -> [SQL] {
    let bills = rows.bills
    let redemptions = rows.redemptions
    let counters = rows.lastInvoices.sorted { $0.key < $1.key }
    return [
      .insert(
        into: "billing_records", of: self,
        [
          .number("id", ids("billing_records", count: bills.count)),
          .number("booking_id", bills.map { id("bookings", $0.booking) }),
          .number("user_id", bills.map { id("users", rows.bookings[$0.booking].client) }),
          .json("test_ids", bills.map { testIDs(of: $0.booking) }),
          .number("base_amount", bills.map { rows.bookings[$0.booking].subtotal }),
          .number("discount_amount", bills.map { rows.bookings[$0.booking].discount }),
          .number("distance_charge", bills.map { rows.bookings[$0.booking].distanceCharge }),
          .number("final_amount", bills.map { rows.bookings[$0.booking].total }),
          .day("billing_date", bills.map(\.billed.dayOffset), of: self), .text("status", bills.map(\.status)),
          .text("invoice_number", bills.map(\.invoice)), .moment("invoice_date", bills.map(\.invoiced), of: self),
          .moment("paid_date", bills.map(\.paid), of: self), .moment("created_at", bills.map(\.created), of: self),
          .moment("updated_at", bills.map(\.updated), of: self),
        ]),
      """
      insert into organization_counters (organization_id, series, last)
      select \(id), t.series, t.last
      from unnest(\(counters.map { "invoice " + ClinicGenerator.years(from: $0.key) })::text[],
        \(counters.map(\.value))::bigint[]) as t (series, last)
      """,
      .insert(
        into: "coupon_redemptions", of: self,
        [
          .number("id", ids("coupon_redemptions", count: redemptions.count)),
          .number("coupon_id", redemptions.map { id("coupons", $0.coupon) }),
          .number("booking_id", redemptions.map { id("bookings", $0.booking) }),
          .number("user_id", redemptions.map { id("users", $0.client) }),
          .number("discount_amount", redemptions.map(\.amount)),
          .moment("redemption_date", redemptions.map(\.redeemed), of: self),
        ]),
      .insert(
        into: "booking_discounts", of: self,
        [
          .number("booking_id", redemptions.map { id("bookings", $0.booking) }),
          .number("offer_id", redemptions.map { id("offers", rows.coupons[$0.coupon].offer) }),
          .number("coupon_id", redemptions.map { id("coupons", $0.coupon) }),
          .text("name", redemptions.map { rows.coupons[$0.coupon].offer.map { rows.offers[$0].name } ?? "" }),
          .number("amount", redemptions.map(\.amount)),
          .moment("created_at", redemptions.map(\.redeemed), of: self),
        ]),
    ]
  }

  private func testIDs(of booking: Int) -> String {
    "[" + rows.bookings[booking].items.map { String(id("tests", rows.items[$0].test)) }.joined(separator: ",") + "]"
  }

  func prescriptionStatements() -> [SQL] {
    let letters = rows.prescriptions
    return [
      .insert(
        into: "prescription_uploads", of: self,
        [
          .number("id", ids("prescription_uploads", count: letters.count)),
          .number("booking_id", letters.map { id("bookings", $0.booking) }),
          .number("user_id", letters.map { id("users", rows.bookings[$0.booking].client) }),
          .text("file_name", letters.map(\.name)), .text("file_type", letters.map { _ in "application/pdf" }),
          .number("file_size_bytes", letters.map(\.document.count)),
          .moment("uploaded_at", letters.map(\.uploaded), of: self),
          .number("verified_by_admin_id", letters.map { id("staff", $0.verifier) }),
          .text("verification_notes", letters.map(\.notes)),
        ]),
      .insert(
        into: "prescription_files", of: self,
        [
          .number("prescription_upload_id", ids("prescription_uploads", count: letters.count)),
          .bytes("content", letters.map(\.document)), .moment("created_at", letters.map(\.uploaded), of: self),
        ]),
    ]
  }

  func eventStatements() -> [SQL] {
    let events = rows.events
    return [
      .insert(
        into: "status_events", of: self,
        [
          .text("machine", events.map(\.machine.rawValue)),
          .number("record_id", events.map { id(Self.table(of: $0.machine), $0.record) }),
          .number("booking_id", events.map { id("bookings", $0.booking) }), .text("from_status", events.map(\.from)),
          .text("to_status", events.map(\.to)), .text("reason", events.map(\.reason)),
          .number("staff_id", events.map { id("staff", $0.staff) }),
          .moment("created_at", events.map(\.moment), of: self),
        ])
    ]
  }

  private static func table(of machine: EventRow.Machine) -> String {
    switch machine {
    case .booking: "bookings"
    case .item: "booking_items"
    case .report: "test_reports"
    case .billing: "billing_records"
    }
  }
}
