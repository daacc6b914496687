internal import Postgres

extension LoadedClinic {
  /// The tubes of everything that was collected, with numbers; those of today's rounds have not all arrived.
  func specimenStatements() -> [SQL] { ["select desk.label_old_items(\(id))"] }

  /// What the laboratory has done and has still to do, with the time it took.
  func labStatements() -> [SQL] { ["select desk.fill_lab_tasks(\(id))"] }

  /// How paid bills were paid: at the door in cash, later by any of the usual ways.
  func paymentStatements() -> [SQL] {
    let paid = rows.bills.indices.filter {
      rows.bills[$0].paid != nil && rows.bookings[rows.bills[$0].booking].total > 0
    }
    let bookings = paid.map { rows.bookings[rows.bills[$0].booking] }
    let isCash = zip(paid, bookings).map { place, booking in
      let bill = rows.bills[place]
      return bill.paid.map { $0 - (booking.collected ?? $0) < 24 * 60 } ?? false
    }
    return [
      .insert(
        into: "payment_transactions", of: self,
        [
          .number("id", ids("payment_transactions", count: paid.count)),
          .number("client_id", bookings.map { id("users", $0.client) }),
          .number("billing_record_id", paid.map { id("billing_records", $0) }),
          .number(
            "staff_id", zip(bookings, isCash).map { id("staff", $1 ? $0.collector ?? $0.author : $0.author) }),
          .key("request_key", paid.map { "payment \(id) \($0)" }),
          .number("amount", bookings.map(\.total)), .text("currency", paid.map { _ in "INR" }),
          .text(
            "payment_method",
            zip(paid, isCash).map { place, isCash in isCash ? "cash" : ["upi", "card", "bank_transfer"][place % 3] }),
          .moment("created_at", paid.map { rows.bills[$0].paid }, of: self),
          .moment("completed_at", paid.map { rows.bills[$0].paid }, of: self),
        ])
    ]
  }
}
