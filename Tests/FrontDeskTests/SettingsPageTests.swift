@testable import FrontDesk
import LabCore
import LabStore
import Postgres
import TestSupport
import Testing
import Tui

/// What is done with the settings of the clinic, by keys.
@Suite("The page of the settings", .clinic)
@MainActor
struct SettingsPageTests {
  private func desk(as account: TestClinic.Account = TestClinic.owner) async throws -> DeskDriver {
    try await DeskDriver.signedIn(as: account).openSettings()
  }

  private func stored(_ column: SQL) async throws -> [String] {
    try await Rows.open().texts("select coalesce(\(column)::text, 'none') from clinic_info where organization_id = 1")
  }

  @Test("A number and a place are typed, the change is shown, and another key saves it")
  func contact() async throws {
    let desk = try await desk()
    desk.expectLine(containing: "City Vet Lab")
    await desk.press(.enter)
    for _ in 0..<6 { await desk.press(.tab) }
    await desk.type("98450 12345").press(.enter)
    desk.expectText("https://wa.me/919845012345")
    await desk.press("Ctrl-E", "Ctrl-U").type("12.97, 77.59").press("Ctrl-S")
    desk.expectDialog("Save these changes")
    desk.expectText("WhatsApp: none → +91 98450 12345").expectText("Latitude: 12.9752 → 12.97")
    #expect(try await stored("whatsapp_number") == ["none"])
    await desk.press("c")
    desk.expectMessage("4 settings are saved.").expectLine(containing: "+91 98450 12345")
    #expect(
      try await stored("whatsapp_link || ' ' || google_maps_link || ' ' || longitude") == [
        "https://wa.me/919845012345 https://maps.google.com/?q=12.97,77.59 77.59"
      ])
    desk.expectText("by Vikram Sethi")
  }

  @Test("A link from a map gives the coordinates, and a short one says how to go on")
  func links() async throws {
    let desk = try await desk()
    await desk.press("Ctrl-E")
    for _ in 0..<7 { await desk.press(.tab) }
    await desk.press("Ctrl-E", "Ctrl-U").type("https://maps.app.goo.gl/abc").press("Ctrl-S")
    desk.expectMessage("A short link does not say where it leads. Open it in a browser")
    await desk.press("Ctrl-E", "Ctrl-U").type("https://www.google.com/maps/@12.9,77.5,17z").press("Ctrl-S", "c")
    desk.expectMessage("3 settings are saved.")
    #expect(
      try await stored("latitude || ' ' || google_maps_link") == ["12.9 https://www.google.com/maps/@12.9,77.5,17z"])
  }

  @Test("Nothing changed says so and closes; a number in another spelling is the same number")
  func nothing() async throws {
    try await changeElsewhere("update clinic_info set whatsapp_number = '+919845012345' where organization_id = 1")
    let desk = try await desk()
    await desk.press(.enter, "Ctrl-S")
    desk.expectMessage("Nothing was changed.")
    #expect(desk.settings?.sheet == nil)
    await desk.press(.enter).type("X").press(.escape)
    desk.expectDialog("This is not saved yet")
    await desk.press("d")
    #expect(desk.settings?.sheet == nil)
  }

  @Test("Hours with a break are typed once and copied down; another desk's shelf has them")
  func hours() async throws {
    let other = try await DeskDriver.signedIn(as: TestClinic.receptionist)
    let desk = try await desk()
    await desk.type("Opening").press(.enter, "Ctrl-E", "Ctrl-U").type("8-13, 14-20").press(.enter)
    for _ in 0..<5 { await desk.press("Ctrl-E", "Ctrl-U", "Ctrl-D", .enter) }
    await desk.press("Ctrl-E", "Ctrl-U").type("off").press("Ctrl-S")
    desk.expectText("Monday: 08:00–20:00 → 08:00–13:00 14:00–20:00").expectText("Sunday: 08:00–20:00 → closed")
    await desk.press("c")
    desk.expectLine(containing: "Mon–Sat 08:00–13:00 14:00–20:00")
    other.app.notice(table: "shelf", id: 0)
    await other.idle()
    let hours = other.app.state.workspace?.shelf.clinic.hours
    #expect(hours?.week[.saturday]?.text == "08:00–13:00 14:00–20:00" && hours?.week[.sunday] == .closed)
  }

  @Test("Hours over midnight are refused with what to write instead")
  func midnight() async throws {
    let desk = try await desk()
    await desk.type("Opening").press(.enter, "Ctrl-E", "Ctrl-U").type("20-2").press("Ctrl-S")
    desk.expectMessage("“20-2” ends before it begins; over midnight write 20-24, then 0-2 on the next day.")
  }

  @Test("Currency and time zone say why they stay, and are chosen by a few letters before that")
  func money() async throws {
    let desk = try await desk()
    await desk.type("Money").press(.enter)
    desk.expectMessage("Currency and time zone stay: amounts have been booked")
    #expect(desk.settings?.sheet == nil)
    for statement: SQL in [
      """
      do $$ begin
        set local session_replication_role = replica;
        delete from bookings where organization_id = 1; delete from billing_records where organization_id = 1;
        delete from payment_transactions where organization_id = 1;
        delete from coupon_redemptions where organization_id = 1;
      end $$
      """
    ] { try await Rows.open().change(statement) }
    await desk.press("Ctrl-R", .enter, .tab).type("kolk").press(.enter, "Ctrl-S")
    desk.expectText("Time zone: UTC → Asia/Kolkata")
    await desk.press("c")
    desk.expectLine(containing: "INR, Asia/Kolkata")
    #expect(desk.app.state.workspace?.profile.timeZone == "UTC")
    desk.app.notice(table: "organizations", id: 1)
    await desk.idle()
    #expect(desk.app.state.workspace?.profile.timeZone == "Asia/Kolkata")
  }

  @Test("What another desk has saved meanwhile is said field by field; what was typed stays and is saved over it")
  func stale() async throws {
    let desk = try await desk()
    await desk.type("Turn").press(.enter, .tab).type("48")
    try await changeElsewhere(
      "update clinic_info set default_tat_hours = 24, due_soon_minutes = 90 where organization_id = 1")
    await desk.press("Ctrl-S")
    desk.expectMessage("Another desk has changed the same setting. Nothing was saved.")
    desk.expectText("Another desk has saved meanwhile:").expectText("Without own: no limit, never overdue → 24 hours")
    desk.expectText("Due soon: 60 min before → 90 min before")
    #expect(desk.settings?.sheet?.sheet.form.text(.text(.defaultHours)) == "48")
    #expect(desk.settings?.sheet?.sheet.form.text(.text(.dueSoon)) == "90")
    await desk.press("Ctrl-S")
    desk.expectText("Without own: 24 hours → 48 hours")
    await desk.press("c")
    desk.expectMessage("1 setting is saved.")
    #expect(try await stored("default_tat_hours || ' ' || due_soon_minutes") == ["48 90"])
  }

  @Test("A smaller limit for documents is named where one is refused")
  func attachments() async throws {
    let pdf = Array("%PDF-1.7\n".utf8) + [UInt8](repeating: 32, count: 1_048_576)
    let reception = try await DeskDriver.signedIn(files: ["scan.pdf": pdf])
    let desk = try await desk()
    await desk.type("Desks").press(.enter, .tab, "Ctrl-E", "Ctrl-U").type("1").press("Ctrl-S", "c")
    desk.expectMessage("1 setting is saved.")
    reception.app.notice(table: "shelf", id: 0)
    await reception.idle()
    await reception.fillRepeatVisit().go(to: .prescription).type("scan.pdf").press(.enter)
    reception.expectProblem(.prescription, "The file has 1.1 MiB; at most 1 MiB can be attached.")
  }

  @Test("The code of a link is what stands beside it; the other link is a key away")
  func codes() async throws {
    let desk = try await desk()
    await desk.press("Ctrl-O")
    #expect(desk.settings?.linkCode?.link == "https://maps.google.com/?q=12.9752,77.605")
    await desk.press(.escape)
    #expect(desk.settings?.linkCode == nil)
    try await changeElsewhere("update clinic_info set whatsapp_number = '+91 98450 12345' where organization_id = 1")
    await desk.press("Ctrl-R", "Ctrl-O")
    #expect(desk.settings?.linkCode?.link == "https://wa.me/919845012345")
    desk.expectText("https://wa.me/919845012345")
    await desk.press("Ctrl-O")
    #expect(desk.settings?.linkCode?.link == "https://maps.google.com/?q=12.9752,77.605")
    await desk.press("Ctrl-O", .escape, .escape)
    desk.expectPlace(.clinic)
  }

  @Test("Holidays are on the page of the hours, whose own week leads here")
  func days() async throws {
    let desk = try await desk()
    await desk.type("Holi").press(.enter)
    desk.expectPlace(.hours)
    await desk.press("Ctrl-K").type("t").press(.enter).press("Ctrl-E", "Ctrl-U").type("8-12, 14-16").press(.enter)
    await desk.type("Fair").press(.enter)
    desk.expectMessage("The hours of the clinic on Sat 21 Nov 2026 are saved.").expectLine(
      containing: "08:00–12:00 14:00–16:00: Fair")
    await desk.press(.home, .enter)
    desk.expectPlace(.settings).expectMessage("The week of the clinic is one of its settings: Enter changes it.")
    await desk.press("Ctrl-U").type("Holi")
    desk.expectText("Fair: 08:00–12:00 14:00–16:00")
  }

  @Test("Whoever may not change the clinic does not find the page, and is told on the hours")
  func rights() async throws {
    let desk = try await DeskDriver.signedIn(as: TestClinic.receptionist).openHours()
    await desk.press(.home, .enter)
    desk.expectPlace(.hours).expectMessage("Only Admin or Organisation owner may change clinic settings.")
  }

  @Test("The history of the settings is a key away")
  func history() async throws {
    let desk = try await desk()
    await desk.type("Desks").press("Ctrl-G")
    desk.expectPlace(.history)
  }
}
