import LabCore
import Testing

@Suite("What the client is told")
struct ConfirmationTests {
  static let tests = [
    Fixture.line(Fixture.test(1, "CBC", name: "Complete Blood Count", hours: 6)),
    Fixture.line(Fixture.test(2, "GLU", name: "Glucose", preparation: "No food for 12 hours", hours: 24)),
    Fixture.line(Fixture.test(3, "LIP", name: "Lipids", preparation: "No food for  12 hours", hours: nil), 2),
  ]

  @Test("A home visit names the window, the preparation, the total and the report")
  func home() {
    let words = ConfirmationWords(
      bookingNumber: "B-000123", petName: "Bruno", tests: Self.tests, collection: .home,
      moment: Fixture.moment("2026-11-22 09:00:00"), collectorName: "Ravi", total: Money(minorUnits: 123_450),
      currency: .inr, today: Fixture.today)
    #expect(
      words.lines == [
        "Booking B-000123 for Bruno: 4 tests.",
        "Ravi comes tomorrow (Sun 22 Nov 2026) between 08:30 and 09:30.",
        "Glucose and Lipids: No food for 12 hours.",
        "To pay: ₹1,234.50.",
        "The last report is expected by Mon 23 Nov 2026.",
      ])
  }

  @Test("A walk-in is taken now")
  func walkIn() {
    let words = ConfirmationWords(
      bookingNumber: "B-000124", petName: "Tom", tests: [Self.tests[0]], collection: .walkIn, moment: Fixture.now,
      total: Money(minorUnits: 50_000), currency: .inr, today: Fixture.today)
    #expect(
      words.lines == [
        "Booking B-000124 for Tom: 1 test.", "The sample is taken at the desk now.", "To pay: ₹500.00.",
        "The last report is expected by Sat 21 Nov 2026.",
      ])
  }
}
