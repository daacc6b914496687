import LabCore
import TestSupport
import Testing

@Suite("Date and time shorthands")
struct ShorthandTests {
  @Test(
    "Dates ahead of Saturday 21 November 2026",
    arguments: [
      ("t", "Sat 21 Nov 2026"), ("today", "Sat 21 Nov 2026"), ("TOM", "Sun 22 Nov 2026"), ("y", "Fri 20 Nov 2026"),
      ("+1", "Sun 22 Nov 2026"), ("-2", "Thu 19 Nov 2026"), ("+2w", "Sat 5 Dec 2026"), ("+3m", "Sun 21 Feb 2027"),
      ("mon", "Mon 23 Nov 2026"), ("Monday", "Mon 23 Nov 2026"), ("next mon", "Mon 30 Nov 2026"),
      ("last mon", "Mon 16 Nov 2026"), ("sat", "Sat 28 Nov 2026"), ("next sat", "Sat 5 Dec 2026"),
      ("sun", "Sun 22 Nov 2026"), ("14/3", "Sun 14 Mar 2027"), ("21/11", "Sat 21 Nov 2026"),
      ("22/11", "Sun 22 Nov 2026"), ("20/11", "Sat 20 Nov 2027"), ("14/3/26", "Sat 14 Mar 2026"),
      ("14/3/2028", "Tue 14 Mar 2028"), ("14 mar", "Sun 14 Mar 2027"), ("14mar", "Sun 14 Mar 2027"),
      ("14-mar-26", "Sat 14 Mar 2026"), ("1 sept", "Wed 1 Sep 2027"), ("14.3.26", "Sat 14 Mar 2026"),
      ("25", "Wed 25 Nov 2026"), ("5", "Sat 5 Dec 2026"), ("31", "Thu 31 Dec 2026"), ("29/2", "Tue 29 Feb 2028"),
      ("2026-12-24", "Thu 24 Dec 2026"), (" 24 , 12 ", "Thu 24 Dec 2026"),
    ])
  func ahead(_ text: String, _ meaning: String) throws {
    #expect(try DateShorthand.parse(text, today: Fixture.today).text == meaning)
  }

  @Test(
    "Birthdays lie behind",
    arguments: [
      ("14/3", "2026-03-14"), ("24/12", "2025-12-24"), ("14/3/98", "1998-03-14"), ("14/3/24", "2024-03-14"),
      ("mon", "2026-11-16"), ("29/2", "2024-02-29"), ("25", "2026-10-25"),
    ])
  func back(_ text: String, _ meaning: String) throws {
    #expect(try DateShorthand.parse(text, today: Fixture.today, looking: .back).description == meaning)
  }

  @Test(
    "What is not a date says why",
    arguments: [
      ("", "date_empty"), ("soon", "date_unknown"), ("+", "date_unknown"), ("+x", "date_unknown"),
      ("31/2", "date_no_such_day"), ("31/4/26", "date_no_such_day"), ("2026-02-30", "date_no_such_day"),
      ("14/13", "date_no_such_day"), ("1/2/3", "date_unknown"), ("1/2/3/4", "date_unknown"),
      ("prev mon", "date_unknown"),
      ("+99999", "date_no_such_day"), ("٣/٤", "date_unknown"),
    ])
  func notADate(_ text: String, _ code: String) {
    #expect {
      try DateShorthand.parse(text, today: Fixture.today)
    } throws: {
      ($0 as? DateShorthandError)?.code == code
    }
  }

  @Test(
    "Times seen from 09:00",
    arguments: [
      ("1430", "14:30"), ("9", "09:00"), ("9a", "09:00"), ("2:30pm", "14:30"), ("930", "09:30"), ("+30", "09:30"),
      ("-15", "08:45"), ("+2h", "11:00"), ("n", "09:00"), ("noon", "12:00"), ("14:30", "14:30"), ("14.30", "14:30"),
      ("12a", "00:00"), ("12p", "12:00"), ("2 PM", "14:00"), ("0", "00:00"), ("23:59", "23:59"), ("1430h", "14:30"),
      ("0905", "09:05"), ("7 a.m.", "07:00"),
    ])
  func times(_ text: String, _ meaning: String) throws {
    #expect(try TimeShorthand.parse(text, now: Fixture.now.time).text == meaning)
  }

  @Test(
    "What is not a time says why",
    arguments: [
      ("", "time_empty"), ("25", "time_unknown"), ("1260", "time_unknown"), ("13pm", "time_unknown"),
      ("0am", "time_unknown"), ("9:5", "time_unknown"), ("half", "time_unknown"), ("+", "time_unknown"),
      ("+900", "time_past_midnight"), ("-541", "time_past_midnight"), ("+9999", "time_past_midnight"),
      ("1:2:3", "time_unknown"), ("12345", "time_unknown"),
    ])
  func notATime(_ text: String, _ code: String) {
    #expect {
      try TimeShorthand.parse(text, now: Fixture.now.time)
    } throws: {
      ($0 as? TimeShorthandError)?.code == code
    }
  }

  @Test("No text, however odd, traps the parsers")
  func fuzz() {
    let seed: UInt64 = 99
    var generator = SeededGenerator(seed: seed)
    let letters = Array("0123456789+-/.,: tomnexwdyapghsr²٣-é\u{202E}")
    for _ in 0..<5_000 {
      let text = String((0..<generator.int(0...9)).compactMap { _ in letters.randomElement(using: &generator) })
      if let date = try? DateShorthand.parse(text, today: Fixture.today) {
        #expect(CalendarDate(date.description) == date, "seed \(seed): \(text)")
      }
      _ = try? DateShorthand.parse(text, today: Fixture.today, looking: .back)
      _ = try? TimeShorthand.parse(text, now: Fixture.now.time)
      _ = try? Money.parse(text, in: .inr)
      _ = try? PhoneNumber.parse(text)
      _ = (PetAge(text).map { BirthDate(age: $0, on: Fixture.today) }, Weight(text), Distance(text))
    }
  }
}
