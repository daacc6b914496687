@testable import FrontDesk
import LabCore
import Postgres
import TestSupport
import Testing
import Tui

/// A scanner types fast and ends with Enter; what it types is a number or data, never a command.
@Suite("Scanned codes", .clinic)
@MainActor
struct ScanTests {
  @Test("A booking's number above the list opens the booking, of any day")
  func booking() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.press("Alt-Right").scan("B-000005")
    desk.expectLine(containing: "Booking B-000005")
  }

  @Test("A tube's number above the list of bookings goes to its tests")
  func tubeAtBookings() async throws {
    let desk = try await DeskDriver.signedIn()
    let rows = try await Rows.open()
    let tube = try #require(try await rows.text("select accession_number from specimens order by id limit 1"))
    await desk.scan(tube)
    desk.expectPlace(.reports).expectLine(containing: "Filter: \(tube)")
  }

  @Test("In the list of tests a number finds what belongs to it; where tubes are received it is received")
  func lab() async throws {
    let desk = try await DeskDriver.signedIn(as: TestClinic.labTechnician)
    await desk.scan("B-000003")
    desk.expectLine(containing: "Filter: B-000003")
    await desk.press(.escape, "Ctrl-N").scan("26-999999")
    desk.expectLine(containing: "Receive tubes").expectLine(containing: "26-999999")
    let panel = (desk.app.state.screen as? ReportsScreen)?.receiving
    #expect(panel?.receipts.count == 1)
  }

  @Test("In a form it is typed as data: nothing is submitted, and the focus stays")
  func form() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.fillRepeatVisit().go(to: .notes).scan("26-000123")
    desk.expectFocus(.notes).expectField(.notes, "26-000123").expectMessage("came from a scanner")
    #expect(desk.confirmedNumber == nil)
    await desk.press(.enter)
    desk.expectNoLine(containing: "came from a scanner")
  }

  @Test("It answers no question and runs no action")
  func questions() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.fillRepeatVisit().press("Ctrl-Q").scan("4006381333931")
    desk.expectDialog("Not saved yet")
    await desk.press(.escape, "F9").scan("quit1234")
    #expect(!desk.hasQuit && desk.app.state.overlay != nil)
  }

  @Test("A password that comes as fast signs in")
  func password() async throws {
    let account = TestClinic.receptionist
    let desk = try await DeskDriver.start(
      settings: Settings(slug: account.slug, phone: account.phone, origin: "test"))
    await desk.scan(account.password)
    desk.expectPlace(.bookings)
  }

  @Test(
    "Numbers of bookings and tubes are told from all else",
    arguments: [
      ("B-000123", .booking("B-000123")), ("b000123", .booking("B-000123")), ("26-000123", .tube("26-000123")),
      ("26000123", .tube("26-000123")), ("26-1000000", .tube("26-1000000")), ("9845012345", nil),
      ("4006381333931", nil),
      ("B-", nil), ("26-", nil), ("2-000123", nil), ("26-00x123", nil), ("", nil), ("-", nil), ("B-12-3", nil),
    ] as [(String, ScannedNumber?)])
  func numbers(_ text: String, _ expected: ScannedNumber?) {
    #expect(ScannedNumber(text) == expected)
  }
}
