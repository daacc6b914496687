@testable import FrontDesk
import LabCore
import LabStore
import Postgres
import TestSupport
import Testing
import Tui

/// Two desks: one deactivates or switches off what the other one works with.
@Suite("A colleague who leaves", .clinic)
@MainActor
struct LeavingColleagueTests {
  private func deactivate(_ name: String, at admin: DeskDriver) async {
    await admin.openStaff().find(name).press("Ctrl-X")
    await admin.type("Left the lab").press(.enter)
  }

  @Test("Deactivating a collector at work ends their session at once, keeps what they typed and returns their visits")
  func collector() async throws {
    let ravi = try await DeskDriver.signedIn(as: TestClinic.collector)
    await ravi.openPage(.account, typing: "account").press("Ctrl-E").type("half typed")
    let admin = try await DeskDriver.signedIn(as: TestClinic.admin)
    await admin.openStaff().find("ravi").press("Ctrl-X")
    admin.expectLine(containing: "Deactivate Ravi Kumar?").expectLine(containing: "One open visit goes back")
    await admin.press(.enter)
    admin.expectMessage("Reason is needed.")
    await admin.type("Left the lab").press(.enter)
    admin.expectMessage("Ravi Kumar is deactivated; one visit is unassigned again.")
    #expect(admin.staff?.subject?.state == .inactive)

    await ravi.hearOfOwnSession()
    ravi.expectPlace(.signIn).expectMessage("Your session has ended")
    await ravi.signIn(again: TestClinic.collector)
    ravi.expectPlace(.signIn).expectMessage("This account is not active.")
    let rows = try await Rows.open()
    #expect(
      try await rows.texts("select status || coalesce(staff_id::text, '') from visits where id = 5") == ["confirmed"])
    #expect(try await rows.count("select count(*) from status_events where reason = 'Left the lab'") > 0)

    await admin.press("Ctrl-B").type("Came back").press(.enter)
    admin.expectMessage("Ravi Kumar can sign in again.")
    await ravi.signIn(again: TestClinic.collector)
    ravi.expectPlace(.account)
    let sheet = (ravi.app.state.screen as? AccountScreen)?.sheet
    #expect(sheet?.form.text(.current) == "half typed")
  }

  @Test("A receptionist whose account is switched off loses no booking that was being typed")
  func receptionist() async throws {
    let asha = try await DeskDriver.signedIn()
    await asha.fillRepeatVisit()
    let admin = try await DeskDriver.signedIn(as: TestClinic.admin)
    await deactivate("asha", at: admin)
    // Without a notice, the next thing that reaches the database ends it.
    await asha.press("Ctrl-S")
    asha.expectPlace(.signIn).expectMessage("What you typed is kept")
    await admin.press("Ctrl-B", .enter)
    await asha.signIn(again: TestClinic.receptionist)
    asha.expectPlace(.bookings).expectPicks(.pet, ["Bruno"])
  }

  @Test("Whoever loses the right to manage staff finds every action greyed")
  func rightLost() async throws {
    let admin = try await DeskDriver.signedIn(as: TestClinic.admin)
    await admin.openStaff()
    let owner = try await DeskDriver.signedIn(as: TestClinic.owner)
    await owner.openStaff().find("uma").press("Ctrl-T").type("recep").press(.enter).type("Other work").press(.enter)
    owner.expectMessage("Dr Uma Bose is Receptionist now.")
    admin.app.notice(table: "staff", id: 8)
    await admin.idle()
    admin.expectRefused("staff.add", "Only Admin or Organisation owner may manage staff and their rights.")
  }
}
