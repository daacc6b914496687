import LabCore
import Testing

@Suite("Clinic hours")
struct ClinicHoursTests {
  static let hours = ClinicHours(
    week: [
      .saturday: .open([TimeStretch(fromMinute: 480, untilMinute: 1200)]),
      .monday: .open([
        TimeStretch(fromMinute: 480, untilMinute: 780), TimeStretch(fromMinute: 840, untilMinute: 1440),
      ]),
    ],
    exceptions: [
      HoursException(date: Fixture.date("2026-11-28"), hours: .closed, name: "Founder's day"),
      HoursException(
        date: Fixture.date("2026-11-22"), hours: .open([TimeStretch(fromMinute: 600, untilMinute: 720)])),
    ])

  @Test(
    "The plan of the week holds, exceptions win, and breaks are no hours",
    arguments: [
      ("2026-11-21 07:59:59", "07:59 is outside the hours of Saturday 21 Nov, 08:00–20:00."),
      ("2026-11-21 08:00:00", nil), ("2026-11-21 19:59:59", nil),
      ("2026-11-21 20:00:00", "20:00 is outside the hours of Saturday 21 Nov, 08:00–20:00."),
      ("2026-11-22 11:00:00", nil),
      ("2026-11-22 12:00:00", "12:00 is outside the hours of Sunday 22 Nov, 10:00–12:00."),
      ("2026-11-28 10:00:00", "The clinic is closed on Saturday 28 Nov (Founder's day)."),
      ("2026-11-23 12:59:59", nil), ("2026-11-23 14:00:00", nil), ("2026-11-23 23:59:59", nil),
      ("2026-11-23 13:00:00", "13:00 is outside the hours of Monday 23 Nov, 08:00–13:00 and 14:00–24:00."),
      ("2026-11-23 13:59:59", "13:59 is outside the hours of Monday 23 Nov, 08:00–13:00 and 14:00–24:00."),
      ("2026-11-24 00:00:00", "The clinic is closed on Tuesday 24 Nov."),
    ])
  func objections(_ moment: String, _ objection: String?) {
    #expect(Self.hours.objection(to: Fixture.moment(moment)) == objection)
  }

  @Test("One pair of times holds every day")
  func pair() {
    let hours = ClinicHours(openingTime: Fixture.time("09:00"), closingTime: Fixture.time("18:00"))
    #expect(Weekday.allCases.allSatisfy { hours.week[$0]?.text == "09:00–18:00" })
  }
}
