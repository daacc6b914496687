@testable import FrontDesk
import EmbeddedPostgres
import LabStore
import Postgres
import TestSupport
import Testing
import Tui

/// Where one person's time at the desk ends and the next one's begins.
@Suite("Sessions", .clinic)
@MainActor
struct SessionTests {
  private func endEverySession() async throws {
    let world = try await TestDatabase.current.connect(as: .superuser)
    _ = try await world.query("update staff_sessions set revoked_at = now()")
  }

  @Test("When a session ends by itself, its person finds everything typed again, and nobody else does")
  func typedIsKept() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.fillRepeatVisit().go(to: .notes).type("Ring twice")
    try await endEverySession()
    await desk.press("Ctrl-S")
    desk.expectPlace(.signIn).expectMessage("What you typed is kept")
    await desk.signIn(as: TestClinic.secondReceptionist)
    desk.expectPlace(.bookings).expectNoLine(containing: "Ring twice")
    await desk.press("F10", "o")
    await desk.signIn(as: TestClinic.receptionist)
    desk.expectPlace(.bookings).expectField(.notes, "Ring twice")
    await desk.press("Ctrl-S")
    desk.expectConfirmed()
  }

  @Test("An answer that the former person asked for never reaches the next one")
  func lateAnswer() async throws {
    let desk = try await DeskDriver.signedIn()
    // The list is asked for again and the desk left before the answer can be there.
    desk.pressWithoutWaiting("Ctrl-R", "F10", "o")
    await desk.idle()
    desk.expectPlace(.signIn)
    #expect(desk.app.state.workspace == nil)
  }
}

extension DeskDriver {
  /// Signs in on the sign-in screen that somebody else has left, whichever field the keys go to.
  fileprivate func signIn(as account: TestClinic.Account) async {
    for _ in 0..<3 where signIn?.form.focus != .phone { await press(.backTab) }
    await press("Ctrl-E", "Ctrl-U").type(account.phone)
    for _ in 0..<3 where signIn?.form.focus != .password { await press(.tab) }
    await press("Ctrl-E", "Ctrl-U").type(account.password).press(.enter)
  }
}
