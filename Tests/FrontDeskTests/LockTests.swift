import EmbeddedPostgres
@testable import FrontDesk
import LabCore
import LabStore
import Postgres
import TestSupport
import Testing
import Tui

/// A desk that is left for a while, and one whose session somebody ends elsewhere.
@Suite("Locking and losing a session", .clinic)
@MainActor
struct LockTests {
  private func world() async throws -> Connection { try await TestDatabase.current.connect(as: .superuser) }

  @Test("F10 and Enter lock the desk; the password alone brings back what was open")
  func lockByHand() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.fillRepeatVisit().go(to: .notes).type("Ring twice").press("F10", .enter)
    desk.expectPlace(.signIn).expectMessage("The desk is locked.").expectLine(
      containing: "Open work waits for Asha Rao")
    #expect(desk.app.state.workspace == nil)
    let live = try await world().query("select count(*) as n from staff_sessions where revoked_at is null").onlyRow()
    #expect(try live.decode("n", as: Int.self) == 0)
    await desk.type(TestClinic.password).press(.enter)
    desk.expectPlace(.bookings).expectField(.notes, "Ring twice")
    await desk.press("Ctrl-S")
    desk.expectConfirmed()
  }

  @Test("A desk that nobody touches locks, but never while keys wait for an answer")
  func lockIdle() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.fillRepeatVisit()
    desk.pressWithoutWaiting("Ctrl-S")
    #expect(!desk.app.lockIdle())
    await desk.idle()
    desk.expectConfirmed()
    #expect(desk.app.lockIdle())
    await desk.idle()
    desk.expectPlace(.signIn)
    #expect(desk.app.lockIdle(), "A locked desk has nothing more to lock.")
  }

  @Test("Whoever unlocks a colleague's desk gets their own work")
  func otherPerson() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.fillRepeatVisit().go(to: .notes).type("Ring twice").press("F10", .enter)
    await desk.press(.backTab, "Ctrl-U").type(TestClinic.secondReceptionist.phone).press(.tab)
    await desk.type(TestClinic.password).press(.enter)
    desk.expectPlace(.bookings).expectLine(containing: "Binod Thapa").expectNoLine(containing: "Ring twice")
    #expect(desk.intake == nil)
  }

  @Test("A session that ends elsewhere ends here at its notice, and what was typed waits")
  func revoked() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.fillRepeatVisit().go(to: .notes).type("Ring twice")
    let id = try #require(desk.app.state.workspace?.profile.sessionID)
    _ = try await world().query("update staff_sessions set revoked_at = now()")
    desk.app.notice(table: "staff_sessions", id: id + 1)
    await desk.idle()
    desk.expectPlace(.bookings)
    desk.app.notice(table: "staff_sessions", id: id)
    await desk.idle()
    desk.expectPlace(.signIn).expectMessage("What you typed is kept")
    await desk.type(TestClinic.password).press(.enter)
    desk.expectPlace(.bookings).expectField(.notes, "Ring twice")
  }

  @Test("A right that is taken away greys its actions at the next notice")
  func rightsFollow() async throws {
    let desk = try await DeskDriver.signedIn(as: TestClinic.admin)
    let profile = try #require(desk.app.state.workspace?.profile)
    #expect(profile.permissions.allow(.bookingsWrite))
    let owner = try await TestDatabase.current.connect(as: .owner)
    _ = try await owner.query("update staff set role = 'lab_tech' where id = \(profile.staffID.rawValue)")
    desk.app.notice(table: "staff", id: profile.staffID.rawValue)
    await desk.idle()
    await desk.press("Ctrl-N")
    desk.expectMessage("may make and change bookings.")
    #expect(desk.intake == nil)
  }

  @Test("The sign-in before this one is told")
  func lastSignIn() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.press("F10", .enter).type(TestClinic.password).press(.enter)
    desk.expectMessage("Welcome, Asha Rao. Last sign-in")
  }
}

/// Passwords that are forgotten, given and changed.
@Suite("Passwords", .clinic)
@MainActor
struct PasswordTests {
  private func issueCode() async throws -> String {
    let admin = Desk(target: try TestDatabase.current.target(as: .desk), applicationName: "tests")
    _ = try await admin.signIn(
      slug: "city", phone: TestClinic.admin.phone, password: TestClinic.password, origin: "test")
    let colleagues = try await admin.colleagues()
    let asha = try #require(colleagues.first { $0.name == "Asha Rao" })
    let code = try await admin.issueCode(for: asha.id)
    await admin.disconnect()
    return code
  }

  @Test("With a code from the administrator a forgotten password is replaced at the sign-in screen")
  func code() async throws {
    let code = try await issueCode()
    let desk = try await DeskDriver.start()
    await desk.type("city").press(.tab).type("98111 00001").press("Ctrl-O").type("000000").press(.enter)
    await desk.type("green tea at four").press(.enter)
    desk.expectPlace(.signIn).expectMessage("The code is not right or no longer valid.")
    await desk.type("\(code.prefix(3)) \(code.suffix(3))").press(.enter, .enter)
    desk.expectPlace(.bookings).expectLine(containing: "Asha Rao")
    await desk.press("F10", "o").type("green tea at four").press(.enter)
    desk.expectPlace(.bookings)
  }

  @Test("A code and a short password: the password is asked for again, and the code is not used up")
  func shortPassword() async throws {
    let code = try await issueCode()
    let desk = try await DeskDriver.start()
    await desk.type("city").press(.tab).type("98111 00001").press("Ctrl-O").type(code).press(.enter).type("short")
    await desk.press(.enter)
    desk.expectPlace(.signIn).expectMessage("at least 8 characters")
    await desk.type("long enough now").press(.enter)
    desk.expectPlace(.bookings)
  }

  @Test("Whoever was given a password is asked for one of their own")
  func given() async throws {
    let admin = Desk(target: try TestDatabase.current.target(as: .desk), applicationName: "tests")
    _ = try await admin.signIn(
      slug: "city", phone: TestClinic.admin.phone, password: TestClinic.password, origin: "test")
    let asha = try #require(try await admin.colleagues().first { $0.name == "Asha Rao" })
    try await admin.setPassword(of: asha.id, to: "given by the boss")
    await admin.disconnect()
    let desk = try await DeskDriver.start(settings: .init(slug: "city", phone: TestClinic.receptionist.phone))
    await desk.type("given by the boss").press(.enter)
    desk.expectPlace(.account).expectLine(containing: "Change your password")
    desk.expectMessage("Please choose a password of your own")
    await desk.type("given by the boss").press(.enter).type("green tea at four").press(.enter)
    await desk.type("green tea at five").press(.enter)
    desk.expectLine(containing: "The two new passwords differ.")
    await desk.press("Ctrl-U").type("green tea at four").press("Ctrl-S")
    desk.expectMessage("Your password is changed.")
    #expect(desk.app.state.workspace?.profile.hasGivenPassword == false)
    _ = try await TestDatabase.current.connect(as: .superuser).query(
      "update staff_sessions set created_at = '2026-11-21 10:00Z'")
    await desk.press("Ctrl-R")
    desk.expectGolden("account-80x24")
  }

  @Test("Signing out everywhere ends this desk too")
  func everywhere() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.press("F8").type("account").press(.enter)
    desk.expectPlace(.account).expectLine(containing: "this desk")
    await desk.press("Ctrl-X")
    desk.expectDialog("Sign out everywhere")
    await desk.press("e")
    desk.expectPlace(.signIn)
    let live = try await TestDatabase.current.connect(as: .superuser).query(
      "select count(*) as n from staff_sessions where revoked_at is null"
    ).onlyRow()
    #expect(try live.decode("n", as: Int.self) == 0)
  }
}
