@testable import FrontDesk
import Postgres
import TestSupport
import Testing
import Tui

/// What was typed is never lost, and nothing typed ever traps the cursor.
@Suite("Typing in the intake", .clinic)
@MainActor
struct TypingTests {
  @Test("Esc on a booking that is not confirmed asks, and Enter or Esc stays")
  func escapeStays() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.fillRepeatVisit().press(.escape)
    desk.expectDialog("not confirmed yet")
    await desk.press(.enter)
    desk.expectDialog(nil).expectPicks(.tests, ["CBC", "LFT"]).expectPicks(.client, ["Priya Sharma"])
    await desk.press(.escape, .escape)
    desk.expectDialog(nil).expectPicks(.tests, ["CBC", "LFT"])
  }

  @Test("A booking can wait while the list is looked at")
  func keep() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.fillRepeatVisit().press(.escape, "k")
    desk.expectLine(containing: "Nala").expectMessage("A booking is still open")
    await desk.press("Ctrl-N")
    desk.expectPicks(.tests, ["CBC", "LFT"]).expectPicks(.client, ["Priya Sharma"])
  }

  @Test("Only the letter of its own discards it")
  func discard() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.fillRepeatVisit().press(.escape, "d")
    desk.expectDialog(nil).expectMessage("discarded")
    #expect(desk.intake == nil)
  }

  @Test("Quitting and signing out with an open booking ask first", arguments: [["Ctrl-Q"], ["F10", "o"]])
  func leaving(_ keys: [String]) async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.fillRepeatVisit()
    for key in keys { await desk.press(Stroke(stringLiteral: key)) }
    desk.expectDialog("Not saved yet")
    await desk.press(.enter)
    desk.expectPlace(.bookings).expectPicks(.tests, ["CBC", "LFT"])
    #expect(!desk.hasQuit)
    for key in keys { await desk.press(Stroke(stringLiteral: key)) }
    await desk.press("d")
    #expect(desk.hasQuit || desk.place == .signIn)
  }

  @Test("Wrong values are marked and never hold the cursor; saving goes to the first of them")
  func wrongValues() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.fillRepeatVisit()
    await desk.replace(.distance, "far away").press(.tab)
    desk.expectFocus(.date).expectProblem(.distance, "A distance is")
    await desk.replace(.date, "32/13").press(.tab)
    desk.expectFocus(.time)
    #expect(desk.intake?.form[.date]?.error != nil)
    await desk.replace(.time, "99:99").press(.tab)
    desk.expectFocus(.collector)
    #expect(desk.intake?.form[.time]?.error != nil)
    desk.expectField(.distance, "far away").expectField(.date, "32/13").expectField(.time, "99:99")
    desk.expectMessage("3 to correct")
    await desk.press("Ctrl-S")
    desk.expectFocus(.distance)
    await desk.replace(.distance, "5").replace(.date, "t").replace(.time, "1630").press("Ctrl-S")
    desk.expectConfirmed()
  }

  @Test("A visit in the past is refused with the day in words")
  func past() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.fillRepeatVisit().replace(.date, "20/11/2026").press("Ctrl-S")
    desk.expectProblem(.date, "has passed")
  }

  @Test("An empty form says what is missing and goes to the first field")
  func empty() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.press("Ctrl-N", "Ctrl-S")
    desk.expectFocus(.client)
    #expect((desk.intake?.form.errors.count ?? 0) >= 3)
  }

  @Test("Ctrl-D in the tests takes those of the last visit")
  func duplicate() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.press("Ctrl-N").type("bruno").press(.enter, "Ctrl-D")
    desk.expectPicks(.tests, ["CBC", "LFT"])
  }

  @Test("Changing the client takes the other one's pets and addresses away")
  func otherClient() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.fillRepeatVisit()
    await desk.replace(.client, "nala").press(.enter)
    desk.expectPicks(.client, ["Thomas D'Souza"]).expectPicks(.pet, ["Nala"])
    #expect(desk.intake?.form.text(.address).contains("Chapel") == true)
  }

  @Test("Pasted text stays in its field and takes no action")
  func paste() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.fillRepeatVisit().go(to: .notes).paste("Gate code 12\u{1B}[2J\u{13}\nsecond line")
    desk.expectFocus(.notes)
    #expect(desk.intake?.form.text(.notes).contains("Gate code 12") == true)
    #expect(desk.confirmedNumber == nil)
  }

  @Test("Growing and shrinking the window loses nothing; below the smallest size it says so")
  func resize() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.fillRepeatVisit()
    let before = CanvasSnapshot(desk.canvas).description
    await desk.resize(to: Size(rows: 20, columns: 60))
    desk.expectLine(containing: "Bruno")
    await desk.resize(to: Size(rows: 19, columns: 60))
    desk.expectLine(containing: "too small").expectNoLine(containing: "Bruno")
    await desk.resize(to: Size(rows: 60, columns: 200))
    desk.expectLine(containing: "Bruno")
    await desk.resize(to: Size(rows: 24, columns: 80))
    #expect(CanvasSnapshot(desk.canvas).description == before)
  }

  @Test("Keys typed below the smallest size still reach the form")
  func tooSmall() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.press("Ctrl-N").resize(to: Size(rows: 10, columns: 40)).type("bruno").press(.enter)
      .resize(to: Size(rows: 24, columns: 80))
    desk.expectPicks(.pet, ["Bruno"])
  }

  @Test("Refreshing the list keeps the selected booking, though others come before it")
  func refresh() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.press(.down, .down)
    let before = desk.selectedLine
    #expect(before != nil)
    let rows = try await Rows.open()
    try await rows.change(
      """
      with b as (
        insert into bookings (organization_id, user_id, pet_id, booking_date, status, collection_method)
        values (1, 1, 1, '2026-11-21 08:00Z', 'confirmed', 'home') returning *
      )
      insert into visits (organization_id, booking_id, collection_method, starts_at, blocked_until, status)
      select organization_id, id, collection_method, booking_date, booking_date, status from b
      """)
    await desk.press("Ctrl-R")
    desk.expectLine(containing: "08:00")
    #expect(desk.selectedLine == before)
  }

  @Test("A notice of a change reads the list again")
  func notice() async throws {
    let desk = try await DeskDriver.signedIn()
    let rows = try await Rows.open()
    try await rows.change("update pets set name = 'Nalini' where name = 'Nala'")
    desk.app.notice(table: "bookings", id: 5)
    await desk.idle()
    desk.expectLine(containing: "Nalini")
  }

  @Test("The days before and after are a key away")
  func days() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.press("Alt-Left")
    desk.expectLine(containing: "Fri 20 Nov 2026").expectLine(containing: "No bookings")
    await desk.press("Alt-Home")
    desk.expectLine(containing: "Sat 21 Nov 2026").expectLine(containing: "Nala")
  }
}
