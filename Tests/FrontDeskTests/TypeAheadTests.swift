@testable import FrontDesk
import Postgres
import TestSupport
import Testing
import Tui

/// Whoever types faster than the database answers loses nothing and confuses nothing.
@Suite("Typing ahead", .clinic)
@MainActor
struct TypeAheadTests {
  /// A desk whose sign-in waits for a table that another program holds, and a way to let it go on.
  private func slowSignIn(_ body: (DeskDriver) async throws -> Void) async throws -> DeskDriver {
    let account = TestClinic.receptionist
    let desk = try await DeskDriver.start(
      settings: Settings(slug: account.slug, phone: account.phone, origin: "test"))
    await desk.type(account.password)
    let rows = try await Rows.open()
    try await rows.change("begin")
    try await rows.change("lock table staff_sessions in access exclusive mode")
    try await body(desk)
    try await rows.change("commit")
    await desk.idle()
    return desk
  }

  @Test("A thousand keys during a slow sign-in arrive in their order, in their field, and show nothing before")
  func thousandKeys() async throws {
    let way = try await strokesToNotes()
    let notes = String((0..<(1000 - way)).map { Character(Unicode.Scalar(97 + UInt8($0 * $0 % 26))) })
    let desk = try await slowSignIn { desk in
      desk.pressWithoutWaiting(.enter)
      let before = CanvasSnapshot(desk.canvas).description
      desk.pressWithoutWaiting("Ctrl-N")
      for _ in 1..<way { desk.pressWithoutWaiting(.tab) }
      for character in notes { desk.pressWithoutWaiting(.text(String(character))) }
      #expect(CanvasSnapshot(desk.canvas).description == before)
      desk.expectPlace(.signIn)
    }
    desk.expectPlace(.bookings).expectFocus(.notes).expectField(.notes, notes)
  }

  @Test("What is pasted during a slow sign-in keeps its place among the keys, and runs nothing")
  func paste() async throws {
    let way = try await strokesToNotes()
    let desk = try await slowSignIn { desk in
      desk.pressWithoutWaiting(.enter, "Ctrl-N")
      for _ in 1..<way { desk.pressWithoutWaiting(.tab) }
      desk.app.receive([.key(.character("a")), .paste("b\u{11}\nc"), .key(.character("d"))])
      desk.expectPlace(.signIn)
    }
    desk.expectFocus(.notes)
    #expect(desk.intake?.form.text(.notes).filter { !$0.isWhitespace } == "abcd")
    #expect(!desk.hasQuit)
  }

  @Test("A megabyte in a field, a list or the palette is cut to what they take, and soon there")
  func hugePaste() async throws {
    let desk = try await DeskDriver.signedIn()
    let text = String(repeating: "gate 12\n", count: 131_072)
    let start = ContinuousClock.now
    await desk.paste(text)
    desk.expectLine(containing: "Filter: gate 12 gate 12")
    await desk.press(.escape, "F9").paste(text)
    await desk.press(.escape, "Ctrl-N").go(to: .notes).paste(text)
    // A debug build on a busy machine; a release build needs a fifth of a second for all three.
    #expect(ContinuousClock.now - start < .seconds(30))
    desk.expectPlace(.bookings).expectFocus(.notes)
    #expect(desk.intake?.form.text(.notes).hasPrefix("gate 12") == true)
  }

  /// The keys from the list of bookings to the notes of the intake.
  private func strokesToNotes() async throws -> Int {
    let desk = try await DeskDriver.signedIn()
    await desk.press("Ctrl-N").go(to: .notes)
    return desk.keystrokes
  }
}
