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
      if ["cancelled", "no_show", "failed_visit"].contains(booking.status), booking.start < Self.now - 2 * Minute.perDay
      {
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
    let paid =
      isPaidAtOnce ? invoiced + 2 : invoiced + random.within(1...20) * Minute.perDay + random.within(-300...300)
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
      rows.bills[bill].invoice = "INV/\(Self.years(from: year))/" + Self.padded(number, to: 6)
    }
    rows.lastInvoices = last
  }

  /// The calendar year in which the financial year of a day began.
  func financialYear(of day: Int) -> Int {
    let date = today.adding(days: day)
    return date.month >= 4 ? date.year : date.year - 1
  }

  /// `26-27`, as the database writes a financial year.
  static func years(from year: Int) -> String {
    padded(year % 100, to: 2) + "-" + padded((year + 1) % 100, to: 2)
  }

  static func padded(_ value: Int, to width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }

  /// A booking is closed when each item is done and the money is in, as the database closes it.
  private mutating func closeBookings() {
    for (position, bill) in rows.bills.enumerated() where rows.bookings[position].status == "at_lab" {
      let booking = rows.bookings[position]
      let isDone = booking.items.allSatisfy { ["completed", "cancelled"].contains(rows.items[$0].status) }
      guard isDone, bill.status == "paid" || bill.status == "credited" else { continue }
      let completed = rows.completions[position] ?? booking.updated
      rows.bookings[position].status = "closed"
      rows.bookings[position].updated = max(booking.updated, bill.updated, completed)
    }
    for visit in rows.visits.indices where rows.visits[visit].status == "at_lab" {
      rows.visits[visit].status = rows.bookings[rows.visits[visit].booking].status
    }
  }
}
