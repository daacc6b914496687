import LabCore
import Testing

@Suite("Calendar")
struct CalendarTests {
  @Test(
    "Known days have known numbers",
    arguments: [
      ("1970-01-01", 0, Weekday.thursday), ("1969-12-31", -1, .wednesday), ("2000-02-29", 11_016, .tuesday),
      ("2026-11-21", 20_778, .saturday), ("1600-01-01", -135_140, .saturday), ("0001-01-01", -719_162, .monday),
      ("9999-12-31", 2_932_896, .friday),
    ])
  func knownDays(_ text: String, _ number: Int, _ weekday: Weekday) {
    let date = Fixture.date(text)
    #expect(date.daysSinceEpoch == number)
    #expect(date.weekday == weekday)
    #expect(CalendarDate(daysSinceEpoch: number).description == text)
  }

  @Test("Every day of 400 years follows the one before, and its parts make it again")
  func fourHundredYears() {
    let first = Fixture.date("1801-01-01")
    let last = Fixture.date("2200-12-31")
    #expect(first.days(to: last) == 146_096)
    var weekday = first.weekday
    var wanted = (year: 1801, month: 1, day: 1)
    for number in first.daysSinceEpoch...last.daysSinceEpoch {
      let date = CalendarDate(daysSinceEpoch: number)
      let parts = date.components
      guard parts == wanted, CalendarDate(year: parts.year, month: parts.month, day: parts.day) == date,
        CalendarDate(date.description) == date, date.weekday == weekday
      else {
        Issue.record("\(number) is \(date), not \(wanted)")
        return
      }
      weekday = weekday == .sunday ? .monday : Weekday(rawValue: weekday.rawValue + 1) ?? .monday
      wanted.day += 1
      if wanted.day > CalendarDate.days(inMonth: wanted.month, of: wanted.year) {
        wanted = wanted.month == 12 ? (wanted.year + 1, 1, 1) : (wanted.year, wanted.month + 1, 1)
      }
    }
  }

  @Test(
    "Days that are not do not exist",
    arguments: [
      "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "0000-01-01", "26-1-1", "2026-1-01", "x",
    ])
  func noSuchDay(_ text: String) {
    #expect(CalendarDate(text) == nil)
  }

  @Test(
    "Months keep the day where they have it",
    arguments: [
      ("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"), ("2026-03-31", -1, "2026-02-28"),
      ("2026-11-21", 14, "2028-01-21"), ("2026-11-21", -23, "2024-12-21"), ("2026-12-01", 0, "2026-12-01"),
    ])
  func months(_ text: String, _ months: Int, _ result: String) {
    #expect(Fixture.date(text).adding(months: months).description == result)
  }

  @Test(
    "A moment is read as PostgreSQL prints it",
    arguments: [
      ("2026-11-21 14:30:05", "2026-11-21 14:30:05"), ("2026-11-21T14:30", "2026-11-21 14:30:00"),
      ("2026-11-21 14:30:05.123456", "2026-11-21 14:30:05"),
    ])
  func moments(_ text: String, _ printed: String) {
    #expect(LocalDateTime(text)?.description == printed)
  }

  @Test(
    "What is no moment is refused", arguments: ["2026-11-21", "2026-11-21 24:00:00", "2026-11-21 9:00", "infinity"])
  func noMoment(_ text: String) {
    #expect(LocalDateTime(text) == nil)
  }

  @Test("Minutes carry over midnight, before the epoch too")
  func carrying() {
    #expect(Fixture.moment("2026-12-31 23:50:00").adding(minutes: 20).description == "2027-01-01 00:10:00")
    #expect(Fixture.moment("1970-01-01 00:10:00").adding(minutes: -20).description == "1969-12-31 23:50:00")
    #expect(Fixture.now.minutes(to: Fixture.moment("2026-11-22 08:30:00")) == 1_410)
  }

  @Test("The organisation's clock shifts by its offset and finds the business date")
  func clock() {
    let india = OrganizationClock(utcOffsetSeconds: 19_800)
    #expect(india.local(unixSeconds: 0).description == "1970-01-01 05:30:00")
    #expect(india.businessDate(unixSeconds: 20_778 * 86_400 + 20 * 3_600).description == "2026-11-22")
    #expect(india.unixSeconds(of: india.local(unixSeconds: 1_795_251_600)) == 1_795_251_600)
    #expect(india.offsetText == "UTC+05:30")
    #expect(OrganizationClock(utcOffsetSeconds: -12_600).offsetText == "UTC-03:30")
  }

  @Test("Texts for people")
  func texts() {
    #expect(Fixture.today.text == "Sat 21 Nov 2026")
    #expect(Fixture.now.text == "Sat 21 Nov 2026 09:00")
    #expect(Fixture.now.text(seenFrom: Fixture.today) == "09:00")
    #expect(Fixture.now.text(seenFrom: Fixture.date("2026-11-20")) == "tomorrow 09:00")
    #expect(Fixture.now.text(seenFrom: Fixture.date("2026-11-18")) == "Sat 21 Nov 09:00")
    #expect(Fixture.now.text(seenFrom: Fixture.date("2025-11-18")) == "Sat 21 Nov 2026 09:00")
  }
}
