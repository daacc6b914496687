import LabCore
import LabStore
import Tui
import Words

extension BookingSheet {
  /// How many days ahead the next free time is looked for.
  private static let farthestLook = 14
  private static let mostPlaces = 3

  /// Asks for the collectors of the day that the sheet opens with.
  mutating func firstLook() -> Outcome {
    guard purpose == .reschedule, booking.method == .home else { return .open }
    return .reads(looksForFreeTime ? standing.now.date : max(standing.now.date, booking.startsAt.date))
  }

  /// Follows a time that is being typed: what fits then is said, and nothing is proposed any more.
  mutating func timeTyped() -> Outcome {
    guard purpose == .reschedule, booking.method == .home else { return .open }
    looksForFreeTime = false
    guard let moment, moment.date >= standing.now.date else { return .open }
    guard collectors?.date == moment.date else { return .reads(moment.date) }
    sayPlaces()
    return .open
  }

  /// Takes the collectors of a day: proposes its first free time after a visit that failed, or says what is free then.
  mutating func receive(_ days: [CollectorDay], on date: CalendarDate) -> Outcome {
    guard purpose == .reschedule else { return .open }
    guard looksForFreeTime else {
      guard moment?.date == date else { return .open }
      collectors = (date, days)
      sayPlaces()
      return .open
    }
    collectors = (date, days)
    let earliest = max(standing.now.adding(minutes: Self.shortestNotice), LocalDateTime(date, .midnight))
    let places = days.insertionPoints(for: wanted(at: earliest), at: standing.place, notBefore: earliest)
    guard let next = places.min(by: { ($0.startsAt, $0.cost) < ($1.startsAt, $1.cost) }) else {
      let isLast = standing.now.date.days(to: date) >= Self.farthestLook
      looksForFreeTime = !isLast
      if isLast { remark(say("Nobody is free in the next \(Self.farthestLook) days.")) }
      return isLast ? .open : .reads(date.adding(days: 1))
    }
    looksForFreeTime = false
    sheet.form.setText(IntakeForm.dateText(date), for: .date)
    sheet.form.setText(next.startsAt.time.text, for: .time)
    remark(say("Free next: \(next.startsAt.text(seenFrom: standing.now.date)), \(next.whose)."))
    return .open
  }

  /// Minutes from now before which no visit is proposed.
  private static let shortestNotice = 60

  private func wanted(at moment: LocalDateTime) -> WantedVisit {
    WantedVisit(
      id: booking.id, startsAt: moment, durationMinutes: booking.durationMinutes ?? BookingDraft.usualDuration,
      area: booking.area, point: booking.point)
  }

  /// Says who could come near the typed time, or what stands in the way of the collector who keeps the visit.
  private mutating func sayPlaces() {
    guard let moment, let days = collectors?.days else { return }
    var visit = wanted(at: moment)
    let keeper = booking.isWithoutVisit ? nil : days.first { $0.id == booking.collectorID }
    // Whoever has the visit has it wherever it is.
    if keeper != nil { visit.area = nil }
    if let keeper, case .doesNotFit(let objection) = keeper.fit(for: visit), !objection.canBeOverruled {
      return remark(objection.sentence)
    }
    let notBefore = max(standing.now, LocalDateTime(moment.date, .midnight))
    let places = (keeper.map { [$0] } ?? days).insertionPoints(for: visit, at: standing.place, notBefore: notBefore)
    remark(
      places.isEmpty
        ? keeper.map { say("\($0.name) has no other room that day.") } ?? say("Nobody is free that day.")
        : places.prefix(Self.mostPlaces).map(\.text).joined(separator: "; ") + ".")
  }

  /// Puts a sentence below those that name the booking, in place of the one before.
  private mutating func remark(_ sentence: String) {
    sheet.lines = Self.form(purpose, of: booking, standing).lines + [sentence]
  }
}

extension InsertionPoint {
  /// `Asha, +1.8 km`.
  fileprivate var whose: String { collectorName + (detour.map { ", +\($0.text)" } ?? "") }
}

extension FullBooking {
  /// Whether the last visit came to nothing, so that the next one has nobody yet.
  var isWithoutVisit: Bool { status == .noShow || status == .failedVisit }
}
