@testable import FrontDesk
import Postgres
import TestSupport
import Testing
import Tui

/// What a desk does while its database is out of reach.
@Suite("No connection", .clinic)
@MainActor
struct ConnectionTests {
  private static let sign = "no connection"

  @Test("Saving while cut off says so and loses nothing; once the database is back, the same form makes one booking")
  func saving() async throws {
    let desk = try await DeskDriver.signedIn()
    let rows = try await Rows.open()
    await desk.fillRepeatVisit()
    let key = try #require(desk.intake?.key)
    try await rows.cutOff()
    await desk.press("Ctrl-S")
    desk.expectMessage("The database cannot be reached. What you typed is kept").expectLine(containing: Self.sign)
    await desk.go(to: .notes).type("Ring twice").press("Ctrl-S")
    desk.expectMessage("▲ No connection to the database. What you typed is kept; save when it is back.")
    desk.expectGolden("no-connection-80x24")
    try await rows.giveBack()
    await desk.passTime()
    desk.expectNoLine(containing: Self.sign).expectMessage("The database answers again. What you typed is kept.")
    desk.expectField(.notes, "Ring twice").expectPicks(.tests, ["CBC", "LFT"])
    #expect(desk.intake?.key == key)
    await desk.press("Ctrl-S")
    desk.expectConfirmed()
    #expect(try await rows.count("select count(*) from bookings where request_key is not null") == 1)
  }

  @Test("Whoever wants to save does not wait for the next attempt")
  func savingTriesAtOnce() async throws {
    let desk = try await DeskDriver.signedIn()
    let rows = try await Rows.open()
    await desk.fillRepeatVisit()
    try await rows.cutOff()
    await desk.press("Ctrl-S")
    await desk.untilItWaits()
    try await rows.giveBack()
    await desk.press("Ctrl-S")
    desk.expectNoLine(containing: Self.sign).expectMessage("The database answers again.")
    await desk.press("Ctrl-S")
    desk.expectConfirmed()
  }

  @Test("The pauses between the attempts grow to half a minute")
  func pauses() async throws {
    let desk = try await DeskDriver.signedIn()
    let rows = try await Rows.open()
    try await rows.cutOff()
    await desk.press("Ctrl-R")
    for _ in 0..<6 { await desk.passTime() }
    #expect(desk.waits == [1, 2, 4, 5, 5, 5, 5].map { .seconds($0) })
    try await rows.giveBack()
    await desk.passTime()
    desk.expectNoLine(containing: Self.sign)
  }

  @Test("The end of the listening connection shows at once, and its return ends the waiting")
  func listener() async throws {
    let desk = try await DeskDriver.signedIn()
    let rows = try await Rows.open()
    try await rows.cutOff()
    desk.app.listenerLost()
    desk.expectLine(containing: Self.sign)
    await desk.untilItWaits()
    try await rows.giveBack()
    desk.app.listenerRestored()
    #expect(await eventually { !desk.app.state.isOffline })
    await desk.idle()
    desk.expectNoLine(containing: Self.sign).expectMessage("The database answers again.")
    #expect(desk.waits == [.seconds(1)])
  }

  @Test("An address typed while the record could not be read stays when it is")
  func typedAddress() async throws {
    let desk = try await DeskDriver.signedIn()
    let rows = try await Rows.open()
    await desk.press("Ctrl-N").type("bruno")
    try await rows.cutOff()
    await desk.press(.enter)
    desk.expectMessage("cannot be reached")
    await desk.go(to: .address).type("9 Hill Street, Bengaluru").press(.tab)
    try await rows.giveBack()
    await desk.passTime()
    desk.expectPicks(.pet, ["Bruno"]).expectField(.address, "9 Hill Street, Bengaluru")
  }

  @Test("What could not be looked up is looked up when the database is back")
  func missingReads() async throws {
    let desk = try await DeskDriver.signedIn()
    let rows = try await Rows.open()
    await desk.press("Ctrl-N")
    try await rows.cutOff()
    await desk.type("bruno").press(.enter)
    desk.expectMessage("cannot be reached")
    try await rows.giveBack()
    await desk.passTime()
    desk.expectLine(containing: "Priya Sharma").expectPicks(.pet, ["Bruno"])
  }
}

extension Rows {
  /// Takes the database from every desk of the test, as a pulled cable does.
  fileprivate func cutOff() async throws {
    try await change("update pg_database set datallowconn = false where datname = current_database()")
    try await change(
      """
      select pg_terminate_backend(pid, 10000) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()
      """)
  }

  /// Lets the desks connect again.
  fileprivate func giveBack() async throws {
    try await change("update pg_database set datallowconn = true where datname = current_database()")
  }
}
