@testable import FrontDesk
import LabCore
import LabStore
import Postgres
import TestSupport
import Testing
import Tui

/// What the system administrator does with organisations, by keys, and what is refused.
@Suite("Organisations", .clinic)
@MainActor
struct OrganizationsTests {
  private func organizations() async throws -> DeskDriver {
    try await DeskDriver.signedIn(as: TestClinic.superuser).openOrganizations()
  }

  private func row(of slug: String) async throws -> String? {
    try await Rows.open().text(
      """
      select concat_ws('|', name, currency, time_zone, country_code, address, phone, email, tax_id, logo_url,
        idle_lock_minutes, is_active) from organizations where slug = \(slug)
      """)
  }

  @Test("Nobody but the system administrator sees the page", arguments: [TestClinic.admin, TestClinic.owner])
  func noPage(_ account: TestClinic.Account) async throws {
    let desk = try await DeskDriver.signedIn(as: account)
    await desk.press("F8")
    desk.expectNoLine(containing: "Organisations").expectRefused(
      "screen.organizations", "Only the system administrator")
  }

  // MARK: Adding

  private func fill(_ desk: DeskDriver, slug: String? = nil) async {
    await desk.press("Ctrl-N").type("Coast Animal Lab").press(.enter)
    if let slug { await desk.press("Ctrl-U").type(slug) }
    await desk.press(.enter, .enter, .enter, .enter).type("Mira Fernandes").press(.enter).type("98200 11122")
    await desk.press(.enter).type("a short sentence").press(.enter).type("a short sentence")
  }

  @Test("An organisation is set up with its owner, who signs in there and books at once")
  func add() async throws {
    let desk = try await organizations()
    await fill(desk)
    await desk.press(.enter)
    desk.expectMessage("Coast Animal Lab is set up. Its owner signs in to “coast”.")
    #expect(desk.organizations?.subject?.particulars.slug == "coast")
    #expect(try await row(of: "coast") == "Coast Animal Lab|INR|UTC|IN|5|t")
    let owner = try await DeskDriver.start(settings: Settings(slug: "coast", phone: "9820011122", origin: "test"))
    await owner.type("a short sentence").press(.enter)
    #expect(owner.app.state.workspace?.profile.role == .organizationOwner)
    #expect(owner.app.state.workspace?.profile.organizationName == "Coast Animal Lab")
  }

  @Test("A short name that is taken is refused in a sentence, and what was typed stays")
  func takenSlug() async throws {
    let desk = try await organizations()
    await fill(desk, slug: "hills")
    await desk.press("Ctrl-S")
    desk.expectMessage("Another organisation has this short name. Choose another.")
    #expect(desk.organizations?.founding?.form.text(.person) == "Mira Fernandes")
    await desk.press("Ctrl-X")
    #expect(try await Rows.open().count("select count(*) from organizations") == 2)
  }

  @Test("The rules of the first start hold: passwords agree, numbers belong to the country")
  func rules() async throws {
    let desk = try await organizations()
    await fill(desk)
    await desk.type("x").press("Ctrl-S")
    desk.expectMessage("The two passwords differ.")
    await desk.press(.escape, "Ctrl-N").type("Alp Labor").press(.enter, .enter, .enter).type("DE").press(.enter)
    await desk.press(.enter).type("Ida Alm").press(.enter).type("0170 1234567").press(.enter)
    #expect(desk.organizations?.founding?.form.text(.phone).hasPrefix("+49") == true)
  }

  // MARK: Editing

  @Test("Particulars are edited; the currency stays once there are bookings")
  func edit() async throws {
    let desk = try await organizations()
    await desk.find("city").press(.enter)
    #expect(desk.organizations?.sheet?.sheet.form[.currency]?.isEnabled == false)
    await desk.press(.tab, .tab).type("12 Church Street").press(.enter).type("080 4123 4567").press(.enter)
    await desk.type("lab@example.org").press(.enter).type("29ABCDE1234F1Z5").press(.enter).type("logo.png")
    await desk.press(.enter, .enter, "Ctrl-U").type("15").press(.enter)
    desk.expectMessage("The particulars of City Vet Lab are saved.")
    #expect(
      try await row(of: "city")
        == "City Vet Lab|INR|UTC|IN|12 Church Street|080 4123 4567|lab@example.org|29ABCDE1234F1Z5|logo.png|15|t")
  }

  @Test("Before the first booking the currency can change; a time zone has to exist; a lock is 1 to 60 minutes")
  func refused() async throws {
    let desk = try await organizations()
    await desk.find("hills").press("Ctrl-E")
    for _ in 0..<7 { await desk.press(.tab) }
    await desk.type("USD").press(.enter, "Ctrl-U").type("Mars/Olympus").press(.enter, "Ctrl-U").type("61").press(.enter)
    desk.expectMessage("1 to 60 minutes.")
    await desk.press("Ctrl-U").type("30").press(.enter)
    desk.expectMessage("Mars/Olympus is not a time zone")
    #expect(desk.organizations?.sheet?.sheet.form.text(.idleLock) == "30")
    await desk.press(.backTab, "Ctrl-U").type("Europe/Berlin").press("Ctrl-S")
    desk.expectMessage("are saved.")
    #expect(try await row(of: "hills") == "Hill Animal Lab|USD|Europe/Berlin|DE|30|t")
  }

  @Test("Who edits an organisation that changed meanwhile is told and keeps what was typed")
  func stale() async throws {
    let desk = try await organizations()
    await desk.find("hills").press("Ctrl-E", .tab, .tab).type("1 Hill Road")
    try await changeElsewhere("update organizations set tax_id = 'DE 1' where slug = 'hills'")
    await desk.press("Ctrl-S")
    desk.expectMessage("This organisation was changed in the meantime. Nothing was saved.")
    #expect(desk.organizations?.sheet?.sheet.form.text(.address) == "1 Hill Road")
    #expect(desk.organizations?.sheet?.sheet.form.text(.taxID) == "DE 1")
    await desk.press("Ctrl-S")
    #expect(try await row(of: "hills") == "Hill Animal Lab|EUR|UTC|DE|1 Hill Road|DE 1|5|t")
  }

  // MARK: Suspending

  @Test("A suspended organisation signs everybody out and lets nobody in until it works again")
  func suspend() async throws {
    let edda = try await DeskDriver.signedIn(as: TestClinic.neighbour)
    let desk = try await organizations()
    await desk.find("hills").press("Ctrl-X")
    desk.expectLine(containing: "Suspend Hill Animal Lab?").expectLine(containing: "1 account")
    await desk.type("Bill not paid").press(.enter)
    desk.expectMessage("Hill Animal Lab is suspended").expectLine(containing: "suspended")
    desk.expectRefused("organizations.visit", "This organisation is suspended.")
    await edda.press("Ctrl-R")
    edda.expectPlace(.signIn).expectMessage("What you typed is kept")
    await edda.signIn(again: TestClinic.neighbour)
    edda.expectMessage("This organisation is suspended.")
    await desk.press("Ctrl-L", .enter)
    desk.expectMessage("Hill Animal Lab can work again.")
    await edda.signIn(again: TestClinic.neighbour)
    edda.expectPlace(.bookings)
  }

  @Test("Nobody suspends where they work or where they come from")
  func ownOrganization() async throws {
    let desk = try await organizations()
    await desk.find("city")
    desk.expectRefused("organizations.suspend", "Nobody suspends the organisation they are in.")
    desk.expectRefused("organizations.visit", "You work there already.")
    await desk.find("hills").press("Ctrl-O")
    await desk.openOrganizations().find("city")
    desk.expectRefused("organizations.suspend", "Nobody suspends the organisation they come from.")
  }

  // MARK: Visiting

  @Test("Working in another organisation parks what is open at home, and coming back finds it")
  func visit() async throws {
    let desk = try await DeskDriver.signedIn(as: TestClinic.superuser, size: Size(rows: 30, columns: 110))
    await desk.fillRepeatVisit().go(to: .notes).type("Ring twice")
    await desk.openOrganizations().find("hills").press("Ctrl-O")
    desk.expectPlace(.bookings).expectLine(containing: "Hill Animal Lab").expectLine(containing: "Admin, visiting")
    desk.expectNoLine(containing: "Ring twice")
    await desk.openOrganizations()
    desk.expectLine(containing: "you work here")
    await desk.press("Ctrl-B")
    desk.expectLine(containing: "City Vet Lab").expectNoLine(containing: "visiting").expectPlace(.organizations)
    await desk.press("F2")
    desk.expectField(.notes, "Ring twice")
    await desk.press("Ctrl-S")
    desk.expectConfirmed()
  }

  @Test("Where the other organisation cannot be read, the desk is signed out rather than left between two")
  func failedVisit() async throws {
    let desk = try await DeskDriver.signedIn(as: TestClinic.superuser)
    await desk.fillRepeatVisit()
    await desk.openOrganizations().find("hills")
    // The price list of the other organisation cannot be read by anybody.
    let rows = try await Rows.open()
    try await rows.change("revoke select on tests from labrador_desk")
    await desk.press("Ctrl-O")
    desk.expectPlace(.signIn).expectMessage("you are signed out. What you typed is kept.")
    #expect(try await rows.count("select count(*) from staff_sessions where revoked_at is null") == 0)
    try await rows.change("select desk.apply_policies()")
    await desk.type(TestClinic.password).press(.enter)
    desk.expectLine(containing: "City Vet Lab")
    await desk.press("F2")
    desk.expectPicks(.pet, ["Bruno"])
  }
}
