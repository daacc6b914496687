extension ClinicGenerator {
  /// Days for which the steps of each record are told one by one; older records show where they ended.
  private static let toldDays = 7

  /// Writes the steps that led each recent record to where it stands.
  mutating func makeEvents() {
    let bookings = rows.bookings.indices.filter { rows.bookings[$0].created.dayOffset >= -Self.toldDays }
    let told = Set(bookings)
    var visits: [Int: [VisitRow]] = [:]
    for visit in rows.visits where told.contains(visit.booking) { visits[visit.booking, default: []].append(visit) }
    for position in bookings {
      tellBooking(position, visits: (visits[position] ?? []).sorted { $0.attempt < $1.attempt })
      for item in rows.bookings[position].items { tellItem(item) }
      tellBill(position)
    }
    for (position, report) in rows.reports.enumerated() where told.contains(report.booking) {
      tell(
        .report, position, booking: report.booking,
        [
          (nil, "pending", report.created, nil), ("pending", "generated", report.generated, report.author),
          ("generated", "verified", report.verified, report.verifier),
          ("verified", "delivered", report.delivered, receptionists.first),
          ("delivered", "retracted", report.status == "retracted" ? report.updated : nil, technicians.first),
        ])
    }
    rows.events.sort { ($0.moment, $0.booking) < ($1.moment, $1.booking) }
  }

  private mutating func tell(
    _ machine: EventRow.Machine, _ record: Int, booking: Int,
    _ steps: [(from: String?, to: String, moment: Minute?, staff: Int?)], reason: String? = nil
  ) {
    for step in steps {
      guard let moment = step.moment else { continue }
      rows.events.append(
        EventRow(
          machine: machine, record: record, booking: booking, from: step.from, to: step.to, staff: step.staff,
          reason: reason, moment: min(moment, Self.now)))
    }
  }

  private mutating func tellBooking(_ position: Int, visits: [VisitRow]) {
    let booking = rows.bookings[position]
    tell(.booking, position, booking: position, [(nil, "confirmed", booking.created, booking.author)])
    for visit in visits {
      let last = ["closed", "at_lab", "collected"].contains(visit.status) ? "collected" : visit.status
      var path: [(String?, String, Minute?, Int?)] = []
      var assigned = min(booking.created + 20, visit.start - 25)
      if last == "cancelled" { assigned = min(assigned, visit.updated) }
      if visit.attempt > 1, let failed = visits.first {
        path.append((failed.status, "confirmed", failed.updated + 30, booking.author))
        assigned = failed.updated + 40
      }
      if visit.isHome {
        if visit.staff != nil { path.append(("confirmed", "assigned", assigned, booking.author)) }
        if ["en_route", "arrived", "collected", "failed_visit"].contains(last) {
          path.append(("assigned", "en_route", visit.start - 20, visit.staff))
        }
        if ["arrived", "collected", "failed_visit"].contains(last) {
          // Who is still at the door has just come; of the others a few are late.
          let reached = last == "arrived" ? visit.start : visit.start + (position * 7) % 24 - 6
          path.append(("en_route", "arrived", min(reached, visit.updated), visit.staff))
        }
      } else if last == "arrived" || last == "collected" {
        path.append(("confirmed", "arrived", visit.start, booking.author))
      }
      tell(.booking, position, booking: position, path)
      let standing = path.last?.1 ?? "confirmed"
      if standing != last {
        tell(
          .booking, position, booking: position,
          [
            (
              standing, last, last == "collected" ? visit.start + visit.duration : visit.updated,
              visit.staff ?? booking.author
            )
          ],
          reason: visit.reason)
      }
    }
    tell(.booking, position, booking: position, [("collected", "at_lab", booking.received, technicians.first)])
    if booking.status == "closed" {
      tell(.booking, position, booking: position, [("at_lab", "closed", booking.updated, nil)])
    }
  }

  private mutating func tellItem(_ item: Int) {
    let row = rows.items[item]
    let booking = rows.bookings[row.booking]
    tell(.item, item, booking: row.booking, [(nil, "pending", booking.created, booking.author)])
    guard let collected = booking.collected else {
      if row.status == "cancelled" {
        tell(
          .item, item, booking: row.booking, [("pending", "cancelled", booking.updated, booking.author)],
          reason: booking.reason)
      }
      return
    }
    if row.status == "not_obtained" {
      tell(
        .item, item, booking: row.booking, [("pending", "not_obtained", collected, booking.collector)],
        reason: Remarks.failed.last)
      return
    }
    tell(.item, item, booking: row.booking, [("pending", "collected", collected, booking.collector)])
    guard let received = booking.received else { return }
    switch row.status {
    case "processing", "completed":
      tell(.item, item, booking: row.booking, [("collected", "processing", received, technicians.first)])
      if row.status == "completed" {
        let moment = rows.completions[row.booking] ?? received
        tell(.item, item, booking: row.booking, [("processing", "completed", moment, nil)])
      }
    case "rejected", "recollect_pending":
      tell(
        .item, item, booking: row.booking, [("collected", "rejected", received, technicians.first)],
        reason: random.pick(Remarks.rejection))
      if row.status == "recollect_pending" {
        tell(.item, item, booking: row.booking, [("rejected", "recollect_pending", received + 15, booking.author)])
      }
    default: break
    }
  }

  private mutating func tellBill(_ position: Int) {
    let bill = rows.bills[position]
    let booking = rows.bookings[position]
    tell(.billing, position, booking: position, [(nil, "draft", bill.created, booking.author)])
    if bill.status == "voided" {
      tell(
        .billing, position, booking: position, [("draft", "voided", bill.updated, booking.author)],
        reason: booking.reason)
    }
    guard bill.status != "draft", bill.status != "voided" else { return }
    tell(
      .billing, position, booking: position,
      [
        ("draft", "finalized", booking.collected, booking.author),
        ("finalized", "invoiced", bill.invoiced, booking.author),
        ("invoiced", "paid", bill.paid, booking.author),
      ])
    if bill.status == "credited" {
      tell(
        .billing, position, booking: position,
        [(bill.paid == nil ? "invoiced" : "paid", "credited", bill.updated, nil)],
        reason: "Test not done, credited in full.")
    }
  }
}
