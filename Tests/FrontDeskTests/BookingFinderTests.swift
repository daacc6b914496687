@testable import FrontDesk
import LabCore
import LabStore
import Postgres
import TestSupport
import Testing
import Tui

@Suite("Finding bookings of other days", .clinic)
@MainActor
struct BookingFinderTests {
  nonisolated static let usual = Size(rows: 24, columns: 80)
  nonisolated static let small = Size(rows: 20, columns: 60)
  nonisolated static let wide = Size(rows: 50, columns: 160)

  private func numbers(_ desk: DeskDriver) -> [String] { desk.bookings?.list.bookings.map(\.number) ?? [] }

  @Test(
    "A number is found however it is spelled, and nothing else counts with it",
    arguments: ["2", "b2", "B-000002", "b 02"])
  func number(_ text: String) async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.press("Ctrl-F").type(text).press("Ctrl-S")
    #expect(numbers(desk) == ["B-000002"])
    desk.expectLine(containing: "B-000002").expectMessage("Esc goes back to the day")
    await desk.press(.escape)
    desk.expectLine(containing: "Sat 21 Nov 2026")
    #expect(numbers(desk).contains("B-000005"))
  }

  @Test("A client's bookings over the years, latest first, each with its day", arguments: [usual, small, wide])
  func client(_ size: Size) async throws {
    let desk = try await DeskDriver.signedIn(size: size)
    await desk.press("Ctrl-F", .tab).type("meera").press(.enter, "Ctrl-S")
    #expect(numbers(desk) == ["B-000003", "B-000002"])
    desk.expectGolden("list-found-\(size.columns)x\(size.rows)")
  }

  @Test("By status and by collector, within the days that are named")
  func statusAndCollector() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.press("Ctrl-F", .tab, .tab).type("closed").press(.enter, "Ctrl-S")
    #expect(numbers(desk) == ["B-000001", "B-000002"])
    await desk.press("Ctrl-F", .tab, .tab, .tab).type("ravi").press(.enter)
    await desk.press("Ctrl-U").type("t").press("Ctrl-S")
    desk.expectLine(containing: "Ravi Kumar · 21 Nov 2026")
    #expect(numbers(desk) == ["B-000005"])
  }

  @Test(
    "Days the wrong way round and a number that is none are said; the sheet keeps what was typed", arguments: [usual])
  func problems(_ size: Size) async throws {
    let desk = try await DeskDriver.signedIn(size: size)
    await desk.press("Ctrl-F").type("x9").press("Ctrl-S")
    desk.expectMessage("A number is 17 or B-000017.").expectGolden("list-find-\(size.columns)x\(size.rows)")
    await desk.press("Ctrl-U", .tab, .tab, .tab, .tab, "Ctrl-U").type("tom").press(.tab, "Ctrl-U").type("y")
    await desk.press("Ctrl-S")
    desk.expectMessage("The last day is before the first.")
    await desk.press(.escape)
    desk.expectLine(containing: "Sat 21 Nov 2026")
  }

  @Test("A found booking opens, and Esc leads back to what was found; another day ends the search")
  func opens() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.press("Ctrl-F").type("1").press("Ctrl-S", .enter)
    desk.expectLine(containing: "Booking B-000001").expectLine(containing: "Priya Sharma")
    await desk.press(.escape)
    #expect(numbers(desk) == ["B-000001"])
    await desk.press("Alt-Left")
    desk.expectLine(containing: "Fri 20 Nov 2026")
  }

  @Test("From the work of the lab one key opens the booking, for those who may see it")
  func fromTheLab() async throws {
    let desk = try await DeskDriver.signedIn(as: TestClinic.receptionist)
    // Reception begins with what is to be delivered; all open work is two views further.
    await desk.press("F5").press(.tab, .tab).type("tuffy").press("Ctrl-B")
    desk.expectPlace(.bookings).expectLine(containing: "Booking B-000003")
    let lab = try await DeskDriver.signedIn(as: TestClinic.labTechnician)
    await lab.type("tuffy").press("Ctrl-B")
    lab.expectPlace(.reports)
  }

  @Test("A booking that is not found opens nothing later, when another list holds its number")
  func notFound() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.press("F5").press(.tab, .tab).type("tuffy")
    try await changeElsewhere("update bookings set booking_number = 'X-3' where booking_number = 'B-000003'")
    await desk.press("Ctrl-B")
    desk.expectPlace(.bookings).expectLine(containing: "No booking is like that.")
    try await changeElsewhere("update bookings set booking_number = 'B-000003' where booking_number = 'X-3'")
    await desk.press(.escape)
    #expect(numbers(desk).contains("B-000003"))
    #expect(desk.bookings?.view == nil)
  }

  @Test("Enter before the list is read opens its first booking; an action in between takes that back")
  func early() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.rapidly("Alt-Left", "Alt-Right", .enter)
    desk.expectLine(containing: "─ Booking B-")
    await desk.press(.escape).rapidly("Alt-Left", "Alt-Right", .enter, "Alt-Home")
    #expect(desk.bookings?.view == nil)
    desk.expectLine(containing: "Sat 21 Nov 2026")
  }
}
