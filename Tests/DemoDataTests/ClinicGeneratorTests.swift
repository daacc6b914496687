import LabCore
import Testing

@testable import DemoData

@Suite("The generator of the demo clinic")
struct ClinicGeneratorTests {
  /// Every weekday, in different seasons and on the edges of months and years.
  private static let days = [
    "2026-11-21", "2026-11-22", "2027-01-01", "2027-02-28", "2027-03-31", "2027-04-01", "2027-06-15", "2027-08-17",
    "2028-02-29", "2027-12-31",
  ]

  @Test("On any day, somebody is at the door, on the way, back and still to come", arguments: days)
  func present(_ text: String) throws {
    let today = try #require(CalendarDate(text))
    let rows = ClinicGenerator.rows(of: .cubbon, today: today)
    let here = rows.bookings.filter { $0.start.dayOffset == 0 }
    let states = Set(here.map(\.status))
    #expect(
      states.isSuperset(of: ["confirmed", "assigned", "en_route", "arrived", "collected", "at_lab"]), "\(states)")
    #expect(rows.bookings.count == ClinicPlan.cubbon.bookings)
    #expect(Set(rows.reports.map(\.status)) == ["pending", "generated", "verified", "delivered", "retracted"])
    let bills = Set(rows.bills.map(\.status))
    #expect(bills == ["draft", "finalized", "invoiced", "paid", "credited", "voided"], "\(bills)")
    let items = Set(rows.items.map(\.status))
    #expect(items.count == 8, "\(items)")
    let full = rows.coupons.filter { $0.uses == $0.coupon.limit }
    #expect(full.map(\.coupon.code) == ["FIRST250"])
  }

  @Test("Phone numbers are of the demo's series and telephone numbers")
  func phones() throws {
    for plan in ClinicPlan.all {
      let rows = ClinicGenerator.rows(of: plan, today: loadDay)
      for client in rows.clients {
        let parsed = try PhoneNumber.parse(client.phone)
        #expect(parsed.e164 == client.phone)
        let series = plan.phoneSeries.filter { client.phone.hasPrefix("+91" + $0) }
        #expect(series.count == 1)
      }
    }
  }

  @Test("Codes of the price list are unique, and panels and scenarios name tests that exist")
  func catalogue() {
    let codes = Set(PriceList.tests.map(\.code))
    #expect(codes.count == PriceList.tests.count)
    for panel in PriceList.panels { #expect(codes.isSuperset(of: panel.codes), "\(panel.code)") }
    for scenario in Scenario.all {
      #expect(codes.isSuperset(of: scenario.always + scenario.sometimes.map(\.code)), "\(scenario.name)")
      let isOffered = scenario.panel == nil || PriceList.panels.contains { $0.code == scenario.panel }
      #expect(isOffered, "\(scenario.name)")
    }
    let dearer = PriceList.tests.filter { ($0.offerRupees ?? 0) >= $0.rupees }
    #expect(dearer.isEmpty)
  }

  @Test("The list of accounts is printed for machines and for people")
  func accounts() {
    let account = DemoAccount(
      organization: "cubbon", role: "admin", name: "R \"Ram\" Iyer", phone: "+919000010041", password: "demo-cubbon",
      isSuperuser: true)
    #expect(
      DemoAccount.json([account]) == """
        [
          {"organization": "cubbon", "role": "admin", "name": "R \\"Ram\\" Iyer", "phone": "+919000010041", "password": "demo-cubbon"}
        ]

        """)
    #expect(
      DemoAccount.table([account]) == """
        organization  role               name          phone          password
        cubbon        admin (superuser)  R "Ram" Iyer  +919000010041  demo-cubbon

        """)
    let roles = ["receptionist", "collector", "lab_tech", "analyst", "admin", "organization_owner"]
    #expect(Set(DemoData.accounts.map(\.role)) == Set(roles))
    let superusers = DemoData.accounts.filter(\.isSuperuser)
    #expect(superusers.count == 1)
  }

  @Test("A letter is a PDF whose table of objects is right")
  func document() throws {
    let text = String(decoding: SmallPDF.document(lines: ["Patient: Bruno (Dog)", "ಕನ್ನಡ"]), as: UTF8.self)
    #expect(text.hasPrefix("%PDF-1.4\n"))
    #expect(text.contains("(Patient: Bruno \\(Dog\\)) Tj"))
    let bytes = Array(text.utf8)
    let table = try #require(text.split(separator: "\n").dropLast().last.flatMap { Int($0) })
    #expect(String(decoding: bytes[table..<table + 4], as: UTF8.self) == "xref")
  }
}
