extension ClinicGenerator {
  /// Decides how a visit went by the present, and with it how far its booking and items came.
  mutating func settle(
    booking position: Int, slot: VisitSlot?, attempt: Int, again: inout [Int: [SecondAttempt]]
  ) {
    let booking = rows.bookings[position]
    let start = slot?.start ?? booking.start
    let duration = slot?.duration ?? 15
    var visit = VisitRow(
      booking: position, attempt: attempt, isHome: slot != nil, staff: slot?.collector,
      address: slot == nil ? nil : booking.address, start: start, duration: duration,
      buffer: slot == nil ? 0 : DayRoutes.buffer, status: "confirmed", sequence: slot?.sequence,
      created: booking.created, updated: booking.created)

    if start + duration > Self.now || start.dayOffset == 0 {
      settlePresent(&visit, booking: position)
    } else {
      settlePast(&visit, booking: position, again: &again)
    }
    rows.bookings[position].status = visit.status
    rows.bookings[position].updated = max(rows.bookings[position].updated, visit.updated)
    rows.bookings[position].reason = visit.reason
    rows.visits.append(visit)
  }

  /// Progress of today and tomorrow follows from the time alone.
  private mutating func settlePresent(_ visit: inout VisitRow, booking position: Int) {
    let travel = 30
    if visit.start > Self.now + travel || (visit.start > Self.now && !visit.isHome) {
      visit.status = visit.staff == nil ? "confirmed" : "assigned"
      if visit.start > Self.now + 240, random.chance(5) {
        callOff(&visit, booking: position)
      }
    } else if visit.start > Self.now {
      visit.status = "en_route"
      visit.updated = max(visit.updated, visit.start - 20)
    } else if visit.start + visit.duration > Self.now {
      visit.status = "arrived"
      visit.updated = max(visit.updated, visit.start)
    } else {
      collect(&visit, booking: position, underway: visit.isHome ? 40 : 10)
    }
  }

  private mutating func settlePast(
    _ visit: inout VisitRow, booking position: Int, again: inout [Int: [SecondAttempt]]
  ) {
    switch random.below(1000) {
    case 0..<42 where visit.attempt == 1:
      callOff(&visit, booking: position)
    case 42..<64 where visit.isHome:
      miss(&visit, booking: position, status: "no_show", reasons: Remarks.missed, again: &again)
    case 64..<82 where visit.isHome:
      miss(&visit, booking: position, status: "failed_visit", reasons: Remarks.failed, again: &again)
    default:
      collect(&visit, booking: position, underway: visit.isHome ? random.within(40...170) : random.within(5...20))
    }
  }

  private mutating func callOff(_ visit: inout VisitRow, booking position: Int) {
    visit.status = "cancelled"
    visit.reason = random.pick(Remarks.cancellation)
    let latest = min(visit.start, Self.now)
    visit.updated = max(visit.created, latest - random.within(20...600))
    for item in rows.bookings[position].items { rows.items[item].status = "cancelled" }
  }

  private mutating func miss(
    _ visit: inout VisitRow, booking position: Int, status: String, reasons: [String],
    again: inout [Int: [SecondAttempt]]
  ) {
    visit.status = status
    visit.reason = random.pick(reasons)
    visit.updated = visit.start + visit.duration
    let next = visit.start.dayOffset + random.within(1...2)
    if visit.attempt == 1, visit.isHome, next <= 1, random.chance(60) {
      again[next, default: []].append(SecondAttempt(booking: position))
    }
  }

  private mutating func collect(_ visit: inout VisitRow, booking position: Int, underway: Int) {
    let collected = visit.start + visit.duration
    let received = collected + underway
    let isHere = received <= Self.now
    visit.status = isHere ? "at_lab" : "collected"
    visit.updated = isHere ? received : collected
    rows.bookings[position].collected = collected
    rows.bookings[position].received = isHere ? received : nil
    for item in rows.bookings[position].items {
      rows.items[item].status = isHere ? arrival(of: item, age: -received.dayOffset) : "collected"
    }
  }

  /// What became of a specimen at the lab's counter.
  private mutating func arrival(of item: Int, age: Int) -> String {
    let isUrine = plan.tests[rows.items[item].test].category == .urinalysis
    switch random.below(1000) {
    case 0..<30 where isUrine: return age < 20 ? "not_obtained" : random.pick(["not_obtained", "cancelled"])
    case 30..<42: return age < 20 ? random.pick(["rejected", "recollect_pending"]) : "cancelled"
    default: return "processing"
    }
  }

  /// Gives a booking that failed at the door its second visit; a full day leaves it as it is.
  mutating func makeSecondVisit(_ attempt: SecondAttempt, day: Int, routes: inout DayRoutes) {
    let position = attempt.booking
    let zone = rows.bookings[position].address.map { rows.addresses[$0].area.zone }
    let collector = collectors.indices.first { plan.staff[collectors[$0]].zone == zone } ?? 0
    guard !routes.isToday, let start = routes.take(collector: collector, gap: 15, duration: 20) else { return }
    rows.bookings[position].collector = collectors[collector]
    rows.bookings[position].start = start
    rows.bookings[position].reason = nil
    let slot = VisitSlot(
      start: start, duration: 20, collector: collectors[collector], sequence: routes.stops(of: collector),
      route: collector)
    var none: [Int: [SecondAttempt]] = [:]
    settle(booking: position, slot: slot, attempt: 2, again: &none)
  }
}
