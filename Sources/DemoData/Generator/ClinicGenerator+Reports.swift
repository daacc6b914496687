extension ClinicGenerator {
  /// Every specimen that reached the lab has its report, as far along as its turnaround time says.
  mutating func makeReports() {
    let batches = Dictionary(rows.batches.enumerated().map { ($1.booking, $0) }) { first, _ in first }
    for position in rows.bookings.indices {
      guard let received = rows.bookings[position].received else { continue }
      for item in rows.bookings[position].items {
        switch rows.items[item].status {
        case "processing": makeReport(item, received: received, batch: batches[position])
        case "rejected", "recollect_pending":
          rows.reports.append(
            ReportRow(
              item: item, booking: position, batch: batches[position], status: "pending", created: received,
              updated: received))
        default: break
        }
      }
    }
    retractTwo()
  }

  private mutating func makeReport(_ item: Int, received: Minute, batch: Int?) {
    let test = plan.tests[rows.items[item].test]
    var report = ReportRow(
      item: item, booking: rows.items[item].booking, batch: batch, status: "pending", created: received,
      updated: received)
    let share = sharesOfTurnaround(received: received)
    let generated = withinShift(received + max(30, test.hours * 60 * share / 100))
    let verified = withinShift(generated + random.within(10...180))
    let delivered = withinShift(verified + random.within(5...90))
    let author = random.below(technicians.count)
    if generated <= Self.now {
      report.status = "generated"
      report.generated = generated
      report.updated = generated
      report.author = technicians[author]
      report.findings = random.pick(Findings.texts(for: test))
    }
    // A few wait for the second pair of eyes longer than they should.
    if verified <= Self.now, !(generated.dayOffset > -4 && random.chance(9)) {
      report.status = "verified"
      report.verified = verified
      report.updated = verified
      report.verifier = technicians[(author + 1) % technicians.count]
      rows.items[item].status = "completed"
      rows.completions[report.booking] = max(rows.completions[report.booking] ?? verified, verified)
      // And a few clients cannot be reached.
      if delivered <= Self.now, !(verified.dayOffset > -9 && random.chance(5)) {
        report.status = "delivered"
        report.delivered = delivered
        report.updated = delivered
      }
    }
    rows.reports.append(report)
  }

  /// Per cent of the promised time that the work takes; some late, and some of the last days stuck.
  private mutating func sharesOfTurnaround(received: Minute) -> Int {
    switch random.below(100) {
    case 0..<4: random.within(105...190)
    case 4..<14 where received.dayOffset >= -4: random.within(300...900)
    default: random.within(35...95)
    }
  }

  /// Moves a time of the night to the next morning's shift.
  private mutating func withinShift(_ minute: Minute) -> Minute {
    let morning = minute.dayOffset * Minute.perDay + 8 * 60 + random.below(45)
    if minute.minuteOfDay < 8 * 60 { return morning }
    if minute.minuteOfDay > 21 * 60 { return morning + Minute.perDay }
    return minute
  }

  /// Two reports of the year went out for the wrong patient.
  private mutating func retractTwo() {
    let released = rows.reports.indices.filter { rows.reports[$0].status == "delivered" }
    guard released.count > 100 else { return }
    for place in [released.count / 3, released.count * 2 / 3] {
      rows.reports[released[place]].status = "retracted"
      rows.items[rows.reports[released[place]].item].status = "processing"
      rows.reports[released[place]].updated = min(Self.now, rows.reports[released[place]].updated + 600)
    }
  }
}
