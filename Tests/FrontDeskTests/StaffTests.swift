@testable import FrontDesk
import LabCore
import LabStore
import Postgres
import TestSupport
import Testing
import Tui

/// What is done with the accounts of colleagues, by keys, and what is refused.
@Suite("Staff", .clinic)
@MainActor
struct StaffTests {
  private func staff(
    as account: TestClinic.Account = TestClinic.admin, at size: Size = Size(rows: 24, columns: 80)
  ) async throws -> DeskDriver {
    try await DeskDriver.signedIn(as: account, size: size).openStaff()
  }

  private func row(of name: String) async throws -> String? {
    try await Rows.open().text(
      """
      select max(concat_ws('|', role, phone, email, assigned_area, is_active, is_locked, approved_at is not null))
      from staff where name = \(name)
      """)
  }

  @Test("Typing finds a colleague by name, role, area or number; Enter opens the person")
  func list() async throws {
    let desk = try await staff()
    desk.expectLine(containing: "Asha Rao").expectLine(containing: "Organisation ow")
    await desk.find("domlur")
    #expect(desk.staff?.table.visibleCount == 1)
    await desk.press(.enter)
    desk.expectLine(containing: "Indiranagar, Domlur").expectLine(containing: "move a visit along")
    desk.expectLine(containing: "role: Collector")
    await desk.press(.escape).find("nobody like this")
    desk.expectLine(containing: "Nothing matches.")
    await desk.press(.escape, .escape)
    desk.expectPlace(.more)
  }

  // MARK: Adding

  @Test("A colleague who is added signs in at once and is asked for a password of their own")
  func add() async throws {
    let desk = try await staff()
    await desk.press("Ctrl-N").type("Nina Joseph").press(.enter).type("98111 00042").press(.enter)
    await desk.type("nina@example.org").press(.enter).type("coll").press(.enter)
    #expect(desk.staff?.sheet?.sheet.form.focus == .area)
    await desk.type("Hebbal").press(.enter).type("first words").press(.enter, .enter)
    desk.expectMessage("Nina Joseph can sign in now")
    #expect(desk.staff?.subject?.name == "Nina Joseph")
    #expect(try await row(of: "Nina Joseph") == "collector|+919811100042|nina@example.org|Hebbal|t|f|t")
    let other = try await DeskDriver.start(
      settings: Settings(slug: "city", phone: "9811100042", origin: "test"))
    await other.type("first words").press(.enter)
    other.expectPlace(.account).expectLine(containing: "Your password was given to you.")
  }

  @Test("An account may wait for approval: it cannot sign in before")
  func approval() async throws {
    let desk = try await staff()
    await desk.press("Ctrl-N").type("Nina Joseph").press(.enter).type("98111 00042").press(.enter, .enter)
    await desk.type("recep").press(.enter).type("first words").press(.enter).type("after").press(.enter, .enter)
    desk.expectMessage("waits for approval")
    #expect(try await row(of: "Nina Joseph") == "receptionist|+919811100042|f|f|f")
    #expect(desk.staff?.subject?.state == .waiting)
    let other = try await DeskDriver.start(settings: Settings(slug: "city", phone: "9811100042", origin: "test"))
    await other.type("first words").press(.enter)
    other.expectMessage("This account is not active.")
    await desk.press("Ctrl-A")
    desk.expectMessage("Nina Joseph can sign in now.")
    await other.type("first words").press(.enter)
    other.expectPlace(.account)
  }

  @Test("A number that somebody has is refused in a sentence, and what was typed stays")
  func takenPhone() async throws {
    let desk = try await staff()
    await desk.press("Ctrl-N").type("Nina Joseph").press(.enter).type("98111 00001").press(.enter, .enter)
    await desk.type("recep").press(.enter).type("first words").press(.enter, .enter)
    desk.expectMessage("Another account has this phone number.")
    #expect(desk.staff?.sheet?.sheet.form.text(.name) == "Nina Joseph")
    #expect(try await row(of: "Nina Joseph") == nil)
  }

  @Test("Fields that are missing or wrong are marked, and nothing is sent")
  func marks() async throws {
    let desk = try await staff()
    await desk.press("Ctrl-N", "Ctrl-S")
    desk.expectMessage("Name is needed.")
    await desk.type("Nina").press(.enter).type("12").press(.enter).type("no address").press(.enter, .enter)
    await desk.type("short").press(.enter, "Ctrl-S")
    let form = desk.staff?.sheet?.sheet.form
    #expect(form?.errors.map(\.id) == [.phone, .email, .role, .password])
    await desk.press(.escape)
    #expect(desk.staff?.sheet == nil)
  }

  @Test("An admin is offered no role above their own; an owner is")
  func rolesOffered() async throws {
    let titles: (DeskDriver) -> [String] = { desk in
      guard case .choice(let choice)? = desk.staff?.sheet?.sheet.form[.role]?.body else { return [] }
      return choice.options.map(\.title)
    }
    let admin = try await staff()
    await admin.press("Ctrl-N")
    #expect(titles(admin) == ["Receptionist", "Collector", "Lab technician", "Analyst", "Admin"])
    let owner = try await staff(as: TestClinic.owner)
    await owner.press("Ctrl-N")
    #expect(titles(owner).last == "Organisation owner")
  }

  // MARK: Editing

  @Test("Particulars and the area of a collector are edited")
  func edit() async throws {
    let desk = try await staff()
    await desk.find("ravi").press("Ctrl-E", "Ctrl-E").type(" Shetty").press(.enter, .enter)
    await desk.type("ravi@example.org").press(.enter, "Ctrl-U").type("Hebbal").press(.enter)
    desk.expectMessage("The particulars of Ravi Kumar are saved.")
    #expect(desk.staff?.subject?.name == "Ravi Kumar Shetty")
    #expect(
      try await row(of: "Ravi Kumar Shetty") == "collector|+919811100003|ravi@example.org|Hebbal|t|f|t")
  }

  @Test("Who edits an account that changed meanwhile is told, keeps what was typed, and can save it over the rest")
  func stale() async throws {
    let desk = try await staff()
    await desk.find("ravi").press("Ctrl-E", .tab, .tab).type("ravi@example.org")
    try await changeElsewhere("update staff set assigned_area = 'Hebbal' where name = 'Ravi Kumar'")
    await desk.press("Ctrl-S")
    desk.expectMessage("Another desk changed this account meanwhile. Nothing was saved")
    let form = desk.staff?.sheet?.sheet.form
    #expect(form?.text(.email) == "ravi@example.org")
    #expect(form?.text(.area) == "Hebbal")
    await desk.press("Ctrl-S")
    desk.expectMessage("are saved.")
    #expect(try await row(of: "Ravi Kumar") == "collector|+919811100003|ravi@example.org|Hebbal|t|f|t")
  }

  @Test("A role is changed with a reason; whoever stops collecting gives open visits back")
  func role() async throws {
    let desk = try await staff()
    await desk.find("ravi").press("Ctrl-T")
    desk.expectLine(containing: "gives back 1 open visit")
    await desk.type("recep").press(.enter, .enter)
    desk.expectMessage("Reason is needed.")
    await desk.type("Hurt his knee").press(.enter)
    desk.expectMessage("Ravi Kumar is Receptionist now.")
    let rows = try await Rows.open()
    #expect(try await rows.count("select count(*) from visits where staff_id = 3 and status = 'assigned'") == 0)
    #expect(
      try await rows.count(
        "select count(*) from audit_logs where reason = 'Hurt his knee' and entity_type = 'staff'") == 1)
  }

  // MARK: Passwords, codes, locks, sessions

  @Test("A code is shown in two groups of three, once, and signs its person in with a new password")
  func code() async throws {
    let desk = try await staff()
    await desk.find("asha").press("Ctrl-O")
    let code = try #require(desk.staff?.card?.code)
    #expect(code.count == 6 && code.allSatisfy(\.isNumber))
    desk.expectLine(containing: "\(code.prefix(3)) \(code.suffix(3))").expectLine(containing: "Valid for ten minutes")
    await desk.press(.escape)
    #expect(desk.staff?.card == nil)
    desk.expectNoLine(containing: "\(code.prefix(3)) \(code.suffix(3))")
    let other = try await DeskDriver.start(
      settings: Settings(slug: "city", phone: TestClinic.receptionist.phone, origin: "test"))
    await other.press("Ctrl-O").type("\(code.prefix(3)) \(code.suffix(3))").press(.enter).type("brand new words")
      .press(.enter)
    other.expectPlace(.bookings)
  }

  @Test("A code is gone when its time is over, and when its desk goes elsewhere")
  func codeGoes() async throws {
    let desk = try await staff()
    await desk.find("asha").press("Ctrl-O")
    let until = try #require(desk.staff?.card?.validUntil)
    var screen = try #require(desk.staff)
    _ = screen.update(.minute(until.adding(minutes: -1)))
    #expect(screen.card != nil)
    _ = screen.update(.minute(until))
    #expect(screen.card == nil)
    await desk.press("F2").openStaff()
    #expect(desk.staff?.card == nil)
  }

  @Test("A password is given, and its person has to choose another")
  func password() async throws {
    let desk = try await staff()
    await desk.find("asha").press("Ctrl-K").type("short").press(.enter)
    desk.expectMessage("A password has at least 8 characters.")
    await desk.press("Ctrl-U").type("words for asha").press(.enter)
    desk.expectMessage("Asha Rao has the new password")
    let other = try await DeskDriver.start(
      settings: Settings(slug: "city", phone: TestClinic.receptionist.phone, origin: "test"))
    await other.type("words for asha").press(.enter)
    other.expectPlace(.account)
  }

  @Test("A locked account is unlocked with a reason")
  func unlock() async throws {
    try await changeElsewhere("update staff set is_locked = true, locked_at = now() where name = 'Asha Rao'")
    let desk = try await staff()
    await desk.find("asha")
    desk.expectLine(containing: "locked")
    await desk.press("Ctrl-L").type("Called from her own number").press(.enter)
    desk.expectMessage("Asha Rao is unlocked")
    #expect(desk.staff?.subject?.state == .active)
  }

  @Test("Every session of a colleague is ended after a question")
  func endSessions() async throws {
    let asha = try await DeskDriver.signedIn()
    let desk = try await staff()
    await desk.find("asha").press("Ctrl-Y")
    desk.expectDialog("Sign Asha Rao out everywhere")
    await desk.press(.enter)
    desk.expectDialog(nil)
    await asha.press("Ctrl-R")
    asha.expectPlace(.bookings)
    await desk.press("Ctrl-Y").type("e")
    desk.expectMessage("1 session ended")
    await asha.hearOfOwnSession()
    asha.expectPlace(.signIn)
  }

  // MARK: Permissions

  @Test("A single permission is granted by what it allows, shown with who gave it, and withdrawn")
  func grant() async throws {
    let asha = try await DeskDriver.signedIn()
    let desk = try await staff()
    await desk.find("asha").press(.enter, "Ctrl-G").type("see the num").press(.enter, .enter)
    desk.expectMessage("Asha Rao may see the numbers now.").expectLine(containing: "granted by Dr Uma Bose")
    #expect(try await asha.permissionsNow().allow(.analyticsRead))
    await desk.press("Ctrl-W", .enter)
    desk.expectMessage("that is withdrawn").expectNoLine(containing: "granted by")
    #expect(try await !asha.permissionsNow().allow(.analyticsRead))
  }

  @Test("Nobody is offered a permission that they do not hold themselves")
  func grantable() async throws {
    let desk = try await staff()
    await desk.find("omar").press("Ctrl-G")
    guard case .choice(let choice)? = desk.staff?.sheet?.sheet.form[.permission]?.body else {
      Issue.record("No choice of permissions.")
      return
    }
    #expect(!choice.options.isEmpty)
    #expect(
      choice.options.allSatisfy { option in
        Permission(rawValue: option.id).map { StaffRole.admin.defaultPermissions.contains($0) } ?? false
      })
  }

  // MARK: Who may not

  private static let everyDeed = [
    "staff.edit", "staff.role", "staff.code", "staff.password", "staff.grant", "staff.end-sessions",
    "staff.deactivate",
  ]

  @Test("On oneself, on somebody above and on a visitor every deed is greyed with the reason")
  func greyed() async throws {
    let visitor = try await DeskDriver.signedIn(as: TestClinic.superuser)
    try await changeElsewhere(
      """
      insert into staff (organization_id, name, phone, role, is_active, is_superuser, approved_at, home_organization_id,
        home_staff_id)
      select city.organization_id, 'Zoe Visitor', 'visiting 9/9', 'admin', true, true, now(), hills.organization_id, hills.id
      from staff city, staff hills where city.name = 'Asha Rao' and hills.name = 'Edda Moos'
      """)
    let admin = try await staff()
    for (name, reason) in [
      ("uma", "Nobody manages their own account."), ("vikram", "This colleague stands above you."),
      ("tara", "This colleague stands above you."),
    ] {
      await admin.find(name)
      for deed in Self.everyDeed { admin.expectRefused(deed, reason) }
    }
    await admin.press("Ctrl-X")
    admin.expectMessage("This colleague stands above you.")
    #expect(admin.staff?.sheet == nil)
    await visitor.openStaff()
    await visitor.find("zoe")
    visitor.expectLine(containing: "visiting")
    for deed in Self.everyDeed { visitor.expectRefused(deed, "A visiting administrator") }
    await visitor.find("vikram")
    for deed in Self.everyDeed { visitor.expectRefused(deed, nil) }
    let owner = try await staff(as: TestClinic.owner)
    await owner.find("uma")
    for deed in Self.everyDeed where deed != "staff.grant" { owner.expectRefused(deed, nil) }
    owner.expectRefused("staff.grant", "Dr Uma Bose may do everything already that you can grant.")
  }

  @Test(
    "Who does not manage staff does not see the page", arguments: [TestClinic.receptionist, TestClinic.labTechnician])
  func noPage(_ account: TestClinic.Account) async throws {
    let desk = try await DeskDriver.signedIn(as: account)
    await desk.press("F8").type("staff").press(.enter)
    desk.expectPlace(.more)
    desk.expectRefused("screen.staff", "Only Admin or Organisation owner may manage staff and their rights.")
  }

  @Test("What the database refuses is said, and the sheet stays with what was typed")
  func refusedByDatabase() async throws {
    let desk = try await staff()
    await desk.find("asha").press("Ctrl-X").type("Left the lab")
    // Another desk makes her owner before the answer is given.
    try await changeElsewhere(
      "update staff set role = 'organization_owner', is_organization_owner = true where name = 'Asha Rao'")
    await desk.press(.enter)
    desk.expectMessage("This colleague stands above you. Nothing was saved.")
    #expect(desk.staff?.sheet?.sheet.form.text(.reason) == "Left the lab")
  }
}

extension DeskDriver {
  /// What the database says now that the person at this desk may do.
  fileprivate func permissionsNow() async throws -> Permissions {
    guard let id = app.state.workspace?.profile.staffID.rawValue else { return .none }
    app.notice(table: "staff", id: id)
    await idle()
    return app.state.workspace?.profile.permissions ?? .none
  }
}
