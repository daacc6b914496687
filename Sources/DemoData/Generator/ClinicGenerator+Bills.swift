internal import LabCore

extension ClinicGenerator {
  /// One record for each booking; what is settled on both sides closes the booking.
  mutating func makeBills() {
    for position in rows.bookings.indices { rows.bills.append(makeBill(position)) }
    numberInvoices()
    closeBookings()
  }

  private mutating func makeBill(_ position: Int) -> BillRow {
    let booking = rows.bookings[position]
    var bill = BillRow(
      booking: position, status: "draft", created: booking.created, billed: booking.collected ?? booking.start,
      updated: booking.created)
    guard let collected = booking.collected else {
      if ["cancelled", "no_show", "failed_visit"].contains(booking.status), booking.start < Self.now - 2 * Minute.perDay {
        bill.status = "voided"
        bill.updated = booking.updated
      }
      return bill
    }
    bill.status = "finalized"
    bill.updated = collected
    let isPaidAtOnce = random.chance(booking.isHome ? 60 : 92)
    let invoiced = collected + (isPaidAtOnce ? 3 : random.within(60...1_500))
    let isHeldBack = collected.dayOffset > -3 && random.chance(8)
    guard invoiced <= Self.now, !isHeldBack else { return bill }
    bill.status = "invoiced"
    bill.invoiced = invoiced
    bill.updated = invoiced
    let paid = isPaidAtOnce ? invoiced + 2 : invoiced + random.within(1...20) * Minute.perDay + random.within(-300...300)
    let isOwed = !isPaidAtOnce && random.chance(4)
    if paid <= Self.now, !isOwed {
      bill.status = "paid"
      bill.paid = paid
      bill.updated = paid
    }
    let isSpoiled = booking.items.contains { rows.items[$0].status == "cancelled" }
    if invoiced.dayOffset < -6, random.chance(isSpoiled ? 35 : 1) {
      bill.status = "credited"
      bill.updated = min(Self.now, max(bill.updated, invoiced) + random.within(1...5) * Minute.perDay)
    }
    return bill
  }

  /// Numbers run without a gap within each financial year, April to March, in the order of invoicing.
  private mutating func numberInvoices() {
    let order = rows.bills.indices.filter { rows.bills[$0].invoiced != nil }
      .sorted { (rows.bills[$0].invoiced ?? 0, $0) < (rows.bills[$1].invoiced ?? 0, $1) }
    var last: [Int: Int] = [:]
    for bill in order {
      let year = financialYear(of: (rows.bills[bill].invoiced ?? 0).dayOffset)
      let number = (last[year] ?? 0) + 1
      last[year] = number
      rows.bills[bill].invoice = Self.invoice(slug: plan.slug, year: year, number: number)
    }
  }

  /// The calendar year in which the financial year of a day began.
  func financialYear(of day: Int) -> Int {
    let date = today.adding(days: day)
    return date.month >= 4 ? date.year : date.year - 1
  }

  /// At most sixteen characters, as Indian invoices have to be: `CUB/26-27/00042`.
  static func invoice(slug: String, year: Int, number: Int) -> String {
    func padded(_ value: Int, _ width: Int) -> String {
      String(repeating: "0", count: max(0, width - String(value).utf8.count)) + String(value)
    }
    return "\(slug.prefix(3).uppercased())/\(padded(year % 100, 2))-\(padded((year + 1) % 100, 2))/\(padded(number, 5))"
  }

  private mutating func closeBookings() {
    var isOpen = Array(repeating: false, count: rows.bookings.count)
    var released = Array(repeating: Int.min, count: rows.bookings.count)
    for report in rows.reports {
      if report.status == "delivered" || report.status == "retracted" {
        released[report.booking] = max(released[report.booking], report.updated)
      } else {
        isOpen[report.booking] = true
      }
    }
    for (position, bill) in rows.bills.enumerated() where rows.bookings[position].status == "at_lab" && !isOpen[position] {
      guard bill.status == "paid" || bill.status == "credited" else { continue }
      rows.bookings[position].status = "closed"
      rows.bookings[position].updated = max(rows.bookings[position].updated, bill.updated, released[position])
    }
  }
}
