@testable import FrontDesk
import TestSupport
import Testing
import Tui

/// What the screens look like, with the role of every stretch; colours are the themes' business.
@Suite("Screens", .clinic)
@MainActor
struct ScreenGoldenTests {
  nonisolated static let usual = Size(rows: 24, columns: 80)
  nonisolated static let sizes = [usual, Size(rows: 40, columns: 120), Size(rows: 60, columns: 200)]

  private func name(_ state: String, _ size: Size) -> String { "\(state)-\(size.columns)x\(size.rows)" }

  @Test("Sign-in", arguments: sizes + [Size(rows: 20, columns: 60)])
  func signIn(_ size: Size) async throws {
    let desk = try await DeskDriver.start(size: size)
    desk.expectGolden(name("sign-in", size))
  }

  @Test("Sign-in with the accounts of the demo")
  func signInOfDemo() async throws {
    let accounts = TestClinic.accounts.map {
      Settings.ShownAccount(
        organization: $0.slug, role: $0.role, name: $0.name, phone: $0.phone, password: $0.password)
    }
    let desk = try await DeskDriver.start(settings: Settings(shownAccounts: accounts, origin: "test"))
    desk.expectGolden("sign-in-demo-80x24")
  }

  @Test("Sign-in refused")
  func signInRefused() async throws {
    let desk = try await DeskDriver.start()
    await desk.type("city").press(.enter).type("98111").press(.enter).type("wrong words").press(.enter)
    desk.expectGolden("sign-in-refused-80x24")
  }

  @Test("The day's list", arguments: sizes)
  func list(_ size: Size) async throws {
    let desk = try await DeskDriver.signedIn(size: size)
    desk.expectGolden(name("list", size))
  }

  @Test("The intake as it opens", arguments: sizes)
  func intakeEmpty(_ size: Size) async throws {
    let desk = try await DeskDriver.signedIn(size: size)
    await desk.press("Ctrl-N")
    desk.expectGolden(name("intake-empty", size))
  }

  @Test("The intake with a repeat visit", arguments: sizes)
  func intakeFilled(_ size: Size) async throws {
    let desk = try await DeskDriver.signedIn(size: size)
    await desk.fillRepeatVisit()
    desk.expectGolden(name("intake-filled", size))
  }

  @Test("The intake in ASCII")
  func intakeInASCII() async throws {
    let desk = try await DeskDriver.signedIn(glyphs: .ascii)
    await desk.fillRepeatVisit()
    desk.expectGolden("intake-filled-80x24-ascii")
  }

  @Test("The intake at the smallest size")
  func intakeSmallest() async throws {
    let desk = try await DeskDriver.signedIn(size: Size(rows: 20, columns: 60))
    await desk.fillRepeatVisit()
    desk.expectGolden("intake-filled-60x20")
  }

  @Test("A new client's form is longer than the screen: the focus stands in it, and marks say where there is more")
  func newClientScrolls() async throws {
    let desk = try await DeskDriver.signedIn(size: Size(rows: 20, columns: 60))
    await desk.press("Ctrl-N").type("98860 54321").press(.enter)
    for field in IntakeField.allCases where desk.intake?.form[field]?.takesFocus == true {
      await desk.go(to: field)
      let label = desk.intake?.form[field]?.label ?? ""
      let row = desk.canvas.cursor?.row ?? 0
      #expect(desk.lines[row].dropFirst(2).hasPrefix(label), "\(field): \(desk.lines[row])")
    }
    await desk.go(to: .petName).go(to: .distance)
    desk.expectGolden("intake-new-client-60x20")
  }

  @Test("Clients found while typing")
  func clients() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.press("Ctrl-N").type("98450")
    desk.expectGolden("intake-clients-80x24")
  }

  @Test("Tests found while typing")
  func tests() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.press("Ctrl-N").type("bruno").press(.enter).type("f")
    desk.expectGolden("intake-tests-80x24")
  }

  @Test("Collectors with the reasons why not")
  func collectors() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.fillRepeatVisit()
    await desk.replace(.time, "12:00").go(to: .collector).press("Alt-Down")
    desk.expectGolden("intake-collectors-80x24")
  }

  @Test("Fields to correct")
  func problems() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.press("Ctrl-N", "Ctrl-S")
    desk.expectGolden("intake-problems-80x24")
  }

  @Test("A confirmed booking", arguments: sizes)
  func confirmed(_ size: Size) async throws {
    let desk = try await DeskDriver.signedIn(size: size)
    await desk.fillRepeatVisit().press("Ctrl-S")
    desk.expectGolden(name("confirmed", size))
  }

  @Test("Help of a field")
  func help() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.press("Ctrl-N", "F1")
    desk.expectGolden("help-80x24")
  }

  @Test("The palette")
  func palette() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.press("F9")
    desk.expectGolden("palette-80x24")
  }

  @Test("Leaving a booking that is not confirmed")
  func dialog() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.press("Ctrl-N").type("bruno").press(.enter, .escape)
    desk.expectGolden("dialog-80x24")
  }

  @Test("A window that is too small")
  func tooSmall() async throws {
    let desk = try await DeskDriver.signedIn(size: Size(rows: 19, columns: 59))
    desk.expectGolden("too-small-59x19")
  }

  @Test("What Tab visits in the intake, for a client who is known, and for a new one")
  func tabWalk() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.press("Ctrl-N")
    var walk = "An empty intake\n" + (desk.intake?.form.tabWalk() ?? "")
    await desk.type("5550001234").press(.enter)
    walk += "\n\nA new client\n" + (desk.intake?.form.tabWalk() ?? "")
    expectGolden(walk, named: "intake-tab-walk")
  }
}

@Suite("The first screen of an empty database", .databasePerTest)
@MainActor
struct FirstStartGoldenTests {
  @Test("First start", arguments: ScreenGoldenTests.sizes + [Size(rows: 20, columns: 60)])
  func firstStart(_ size: Size) async throws {
    let desk = try await DeskDriver.start(size: size)
    desk.expectGolden("first-start-\(size.columns)x\(size.rows)")
  }
}
