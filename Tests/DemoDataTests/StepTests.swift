import LabCore
import Testing

@testable import DemoData

@Suite("The steps that the demo tells")
struct StepTests {
  @Test(
    "Each record's steps join up and end where it stands",
    arguments: ["2026-11-21", "2027-03-31", "2027-06-15", "2028-02-29"])
  func chains(_ text: String) throws {
    for plan in ClinicPlan.all {
      let rows = ClinicGenerator.rows(of: plan, today: try #require(CalendarDate(text)))
      var standing: [String: String] = [:]
      for event in rows.events {
        let record = "\(event.machine.rawValue) \(event.record)"
        #expect(standing[record] == event.from, "\(record) to \(event.to), \(rows.bookings[event.booking].status)")
        #expect(event.moment <= ClinicGenerator.now)
        standing[record] = event.to
      }
      for event in rows.events where event.machine == .booking {
        #expect(standing["booking \(event.record)"] == rows.bookings[event.record].status)
      }
    }
  }
}
