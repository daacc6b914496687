import LabCore
import Testing

/// The arithmetic of periods and figures.
@Suite("Figures")
struct FigureArithmeticTests {
  private static func day(_ text: String) -> CalendarDate {
    guard let day = CalendarDate(text) else { preconditionFailure("\(text) is a day") }
    return day
  }

  @Test(
    "A period has its first day, the day after its last, a name, and the one before it",
    arguments: [
      (FigurePeriod.Kind.day, "2026-11-21", "2026-11-22", "Today, Sat 21 Nov 2026", "2026-11-20"),
      (.week, "2026-11-16", "2026-11-23", "This week, 16–22 Nov 2026", "2026-11-09"),
      (.month, "2026-11-01", "2026-12-01", "This month, November 2026", "2026-10-01"),
      (.thirtyDays, "2026-10-23", "2026-11-22", "30 days, 23 Oct – 21 Nov 2026", "2026-09-23"),
      (.twelveMonths, "2025-11-01", "2026-11-01", "12 months, Nov 2025 – Oct 2026", "2024-11-01"),
    ])
  func periods(_ kind: FigurePeriod.Kind, _ first: String, _ end: String, _ name: String, _ before: String) {
    let today = Self.day("2026-11-21")
    let period = FigurePeriod(kind, of: today)
    #expect("\(period.first)" == first)
    #expect("\(period.end)" == end)
    #expect(period.text(on: today) == name)
    #expect("\(period.before.first)" == before)
    #expect(period.before.end == period.first)
    #expect(period.before.after == period)
    #expect(period.after.before == period)
  }

  @Test("Months and weeks follow each other over the ends of years and through a leap day")
  func edges() {
    #expect(FigurePeriod(.month, of: Self.day("2027-01-31")).before.text == "December 2026")
    #expect(FigurePeriod(.month, of: Self.day("2028-02-29")).last == Self.day("2028-02-29"))
    let week = FigurePeriod(.week, of: Self.day("2027-01-01"))
    #expect(week.first == Self.day("2026-12-28"))
    #expect(week.text == "28 Dec 2026 – 3 Jan 2027")
    // A Sunday belongs to the week that began on the Monday before.
    #expect(FigurePeriod(.week, of: Self.day("2026-11-22")).first == Self.day("2026-11-16"))
  }

  @Test("An analyst is told of months that are over, and of a year month by month")
  func analyst() {
    let today = Self.day("2026-11-21")
    func told(_ kind: FigurePeriod.Kind, _ day: String) -> Bool {
      FigurePeriod(kind, of: Self.day(day)).isTold(in: .analyst, on: today)
    }
    #expect(told(.month, "2026-10-31"))
    #expect(!told(.month, "2026-11-01"))
    #expect(told(.twelveMonths, "2026-11-21"))
    #expect(!told(.twelveMonths, "2026-12-01"))
    #expect(!told(.day, "2026-10-01") && !told(.week, "2026-10-01") && !told(.thirtyDays, "2026-10-31"))
    let year = FigurePeriod(.twelveMonths, of: today)
    #expect(FigureGrouping.allCases.filter { year.allows($0, in: .analyst) } == [.month])
    #expect(FigureGrouping.allCases.allSatisfy { year.allows($0, in: .all) })
  }

  @Test("The line leads up to the end of the period, and an analyst's is of what an analyst may ask for")
  func trends() {
    let today = Self.day("2026-11-21")
    for kind in FigurePeriod.Kind.allCases {
      for measure in Measure.allCases {
        for scope in [FigureScope.all, .analyst, .own] where measure.groupings(in: scope) != nil {
          let period = FigurePeriod(kind, of: today)
          let trend = period.trend(of: measure, in: scope)
          #expect(measure.groupings(in: scope)?.contains(trend.grouping) == true, "\(measure) \(kind) \(scope)")
          #expect(trend.end >= period.end && trend.first < trend.end)
        }
      }
    }
    let trend = FigurePeriod(.month, of: today).trend(of: .net, in: .analyst)
    #expect(trend == (.month, Self.day("2025-12-01"), Self.day("2026-12-01")))
  }

  @Test("A share is rounded to a tenth of a percent, a half upwards", arguments: [(1, 3, 333), (2, 3, 667), (1, 2000, 1), (0, 7, 0), (7, 7, 1000)])
  func shares(_ part: Int, _ whole: Int, _ permille: Int) {
    #expect(Figure(value: part, sample: whole).permille == permille)
    #expect(Figure(value: 0, sample: 0).permille == nil)
  }

  @Test("Figures are written as people write them, and differ in words")
  func words() {
    func change(_ measure: Measure, _ now: Figure, _ then: Figure) -> String? { now.change(from: then, of: measure, in: .inr) }
    #expect(change(.bookings, Figure(value: 54), Figure(value: 50)) == "4 more, +8 %")
    #expect(change(.bookings, Figure(value: 50), Figure(value: 50)) == "as before")
    #expect(change(.bookings, Figure(value: 5), Figure(value: 0)) == "5 more")
    #expect(change(.bookings, Figure(value: nil, isWithheld: true), Figure(value: 3)) == nil)
    #expect(change(.noShows, Figure(value: 3, sample: 100), Figure(value: 40, sample: 1000)) == "1 point down")
    #expect(change(.turnaround, Figure(value: 390), Figure(value: 300)) == "1 h 30 min longer, +30 %")
    #expect(Figure(value: 2, sample: 3).text(of: .inTime, in: .inr) == "66.7 %")
    #expect(Figure(value: 329).text(of: .turnaround, in: .inr) == "5 h 29 min")
    #expect(Figure(value: 17_000).text(of: .kilometres, in: .inr) == "17 km")
    #expect(Figure(value: nil).text(of: .turnaround, in: .inr) == "–")
  }

  @Test("Every measure has a name of its own and says in a sentence what it counts", arguments: Measure.allCases)
  func definitions(_ measure: Measure) {
    #expect(Measure.allCases.count { $0.name == measure.name } == 1)
    #expect(measure.definition.hasSuffix("."))
    #expect(measure.definition.count <= 240)
    #expect(measure.groupings(in: .all)?.isEmpty == false)
  }
}
