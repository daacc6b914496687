@testable import FrontDesk
import LabCore
import TestSupport
import Testing
import Tui

/// The page on which parameters, intervals and templates are looked after.
@Suite("The page of the results", .clinic)
@MainActor
struct ResultsPageTests {
  nonisolated static let sizes = [
    Size(rows: 24, columns: 80), Size(rows: 50, columns: 160), Size(rows: 20, columns: 60),
  ]

  private func page(
    as account: TestClinic.Account = TestClinic.owner, _ size: Size = Size(rows: 24, columns: 80)
  ) async throws -> DeskDriver {
    let desk = try await DeskDriver.signedIn(as: account, size: size)
    await desk.press("F9").type("results").press(.enter)
    return desk.expectPlace(.results)
  }

  /// Adds white cells with two intervals to the blood count.
  private func addWhiteCells(_ desk: DeskDriver) async {
    await desk.type("cbc").press("Ctrl-N").type("White cells").press(.tab).type("10^9/L").press(.tab, .tab).type("1")
    await desk.press(.tab, .tab).type("6 - 17 (2-50)").press(.tab).type("5.5-19.5").press("Ctrl-S")
    desk.expectMessage("White cells is saved.")
  }

  @Test("A parameter is added with its intervals, changed and taken off the forms", arguments: sizes)
  func parameters(_ size: Size) async throws {
    let desk = try await page(as: TestClinic.owner, size)
    await addWhiteCells(desk)
    desk.expectLine(containing: "White cells")
    // On the narrowest screen the intervals are read in the sheet.
    if size.columns >= 80 { desk.expectLine(containing: "Dog 6-17") }
    await desk.press(.enter)
    desk.expectGolden("results-sheet-\(size.columns)x\(size.rows)")
    await desk.press("Ctrl-U").type("WBC").press("Ctrl-S")
    desk.expectMessage("WBC is saved.")
    await desk.press("Ctrl-X").type("o")
    desk.expectMessage("WBC is saved.")
    if size.columns >= 80 { desk.expectLine(containing: "off") }
    await desk.press("Ctrl-O")
    desk.expectGolden("results-\(size.columns)x\(size.rows)")
  }

  @Test("An interval that falls is refused, and nothing typed is lost")
  func refused() async throws {
    let desk = try await page()
    await desk.type("cbc").press("Ctrl-N").type("White cells").press(.tab, .tab, .tab, .tab, .tab).type("17-6")
    await desk.press("Ctrl-S")
    desk.expectMessage("An interval rises").expectLine(containing: "White cells")
    await desk.press(.escape)
    desk.expectLine(containing: "This is not saved yet")
  }

  @Test("A template is added for a test")
  func templates() async throws {
    let desk = try await page()
    await desk.type("cbc").press("Ctrl-T").type("Normal").press(.tab, .tab).type("Nothing unusual.").press("Ctrl-S")
    desk.expectMessage("Normal is saved.").expectLine(containing: "“Normal”")
  }

  @Test("Who may not change tests has no business there")
  func others() async throws {
    let desk = try await DeskDriver.signedIn(as: TestClinic.labTechnician)
    await desk.press("F9").type("results").press(.enter)
    #expect(desk.place != .results)
  }
}
