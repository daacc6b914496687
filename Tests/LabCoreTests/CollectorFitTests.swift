import LabCore
import Testing

@Suite("Collectors for a visit")
struct CollectorFitTests {
  static func day(_ text: String) -> LocalDateTime { Fixture.moment("2026-11-22 \(text)") }

  static let busy = CollectorDay(
    id: StaffID(1), name: "Ravi", area: "Indiranagar, HAL",
    stops: [
      RouteStop(id: BookingID(9), number: "B-000009", startsAt: day("10:00:00")),
      RouteStop(id: BookingID(10), startsAt: day("11:00:00")),
    ])

  @Test(
    "Time first: the visit and its travel buffer must have room",
    arguments: [
      // Thirty minutes and fifteen on the road.
      ("09:15:00", nil), ("09:16:00", "Ravi is busy 10:00–10:45 with B-000009; free from 11:45."),
      ("10:45:00", "Ravi is busy 11:00–11:45; free from 11:45."), ("11:45:00", nil),
      ("10:10:00", "Ravi is busy 10:00–10:45 with B-000009; free from 11:45."),
    ])
  func overlap(_ start: String, _ reason: String?) {
    let fit = Self.busy.fit(for: WantedVisit(startsAt: Self.day(start), area: "HAL"))
    #expect(fit == (reason.map { .doesNotFit(CollectorObjection(.overlap, $0)) } ?? .fits))
  }

  @Test("Then the area, however it is written")
  func area() {
    let start = Self.day("14:00:00")
    #expect(Self.busy.fit(for: WantedVisit(startsAt: start, area: "indiranagar")) == .fits)
    #expect(Self.busy.fit(for: WantedVisit(startsAt: start, area: nil)) == .fits)
    #expect(
      Self.busy.fit(for: WantedVisit(startsAt: start, area: "Jayanagar"))
        == .doesNotFit(CollectorObjection(.area, "Ravi works in Indiranagar, HAL, not in Jayanagar.")))
  }

  @Test("Stretches that touch are no break, and trap nobody")
  func touching() {
    let stretches = [TimeStretch(fromMinute: 420, untilMinute: 780), TimeStretch(fromMinute: 780, untilMinute: 1080)]
    #expect(stretches.joined == [TimeStretch(fromMinute: 420, untilMinute: 1080)])
    #expect((try? StretchShorthand.parse("7-13, 13-18")) == stretches.joined)
    let day = CollectorDay(id: StaffID(1), name: "Ravi", working: .working(stretches))
    #expect(
      day.fit(for: WantedVisit(startsAt: Self.day("12:45:00")))
        == .doesNotFit(CollectorObjection(.hours, "Ravi works 07:00–13:00 and 13:00–18:00 that day.")))
  }

  @Test("Those that fit come first, the least busy before the others")
  func order() {
    let collectors = [
      Self.busy, CollectorDay(id: StaffID(2), name: "Meena", isActive: false),
      CollectorDay(id: StaffID(3), name: "Zoya"),
      CollectorDay(id: StaffID(4), name: "Anil"),
    ]
    let fits = collectors.fits(for: WantedVisit(startsAt: Self.day("14:00:00"), area: "HAL"))
    #expect(fits.map(\.collector.name) == ["Anil", "Zoya", "Ravi", "Meena"])
    #expect(fits.last?.fit == .doesNotFit(CollectorObjection(.inactive, "Meena is not active.")))
  }
}
