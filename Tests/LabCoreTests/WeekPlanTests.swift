import LabCore
import Testing

/// Hours of a day and of a week as they are typed and shown.
@Suite("Hours in words")
struct WeekPlanTests {
  @Test(
    "Stretches are read as they are typed",
    arguments: [
      ("7-13, 14-18", "07:00-13:00, 14:00-18:00"), ("14-18;7-13", "07:00-13:00, 14:00-18:00"),
      ("0730-12", "07:30-12:00"), ("7:30 – 12:15", "07:30-12:15"), ("9a-5p", "09:00-17:00"), ("18-24", "18:00-24:00"),
      ("7-13 / 13-14", "07:00-14:00"), ("off", "off"), ("  ", "off"), ("-", "off"),
    ])
  func stretches(_ text: String, _ shown: String) throws {
    let read = try StretchShorthand.parse(text)
    #expect(StretchShorthand.text(read) == shown)
    #expect(try StretchShorthand.parse(shown) == read)
  }

  @Test(
    "What is no hours is said",
    arguments: [
      ("7", "“7” is not a stretch of hours; try 7-13 or 7-13, 14-18, or off."),
      ("7-13-14", "“7-13-14” is not a stretch of hours; try 7-13 or 7-13, 14-18, or off."),
      ("25-26", "“25-26” is not a stretch of hours; try 7-13 or 7-13, 14-18, or off."),
      (",", "“,” is not a stretch of hours; try 7-13 or 7-13, 14-18, or off."),
      ("now-18", "“now-18” is not a stretch of hours; try 7-13 or 7-13, 14-18, or off."),
      ("13-7", "“13-7” ends before it begins; over midnight write 20-24, then 0-2 on the next day."),
      ("7-7", "“7-7” ends before it begins; over midnight write 20-24, then 0-2 on the next day."),
      ("7-13, 12-14", "07:00–13:00 and 12:00–14:00 overlap."),
    ])
  func refused(_ text: String, _ sentence: String) {
    let error = #expect(throws: StretchShorthandError.self) { try StretchShorthand.parse(text) }
    #expect(error?.sentence == sentence)
  }

  @Test("A week is one line, days alike drawn together")
  func week() throws {
    let (day, short) = (try StretchShorthand.parse("7-13, 14-18"), try StretchShorthand.parse("7-12"))
    var plan = WeekPlan([.monday: day, .tuesday: day, .wednesday: day, .friday: day, .saturday: short])
    #expect(
      plan.text
        == "Mon–Wed, Fri 07:00–13:00 14:00–18:00; Sat 07:00–12:00")
    #expect(plan.minutes == 4 * 600 + 300 && plan[.sunday] == [])
    plan.days = [:]
    #expect(plan.text == "no day")
  }
}
