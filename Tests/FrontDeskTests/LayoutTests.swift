@testable import FrontDesk
import LabCore
import LabStore
import Postgres
import TestSupport
import Testing
import Tui
import Words

/// Every screen at every size that it is made for, without Unicode, with names of every script, and in a longer language.
@Suite("Layouts", .clinic)
@MainActor
struct LayoutTests {
  /// A screen, who sees it, and the keys that lead there.
  struct View: Sendable, CustomTestStringConvertible {
    var name: String
    var account: TestClinic.Account
    var open: @MainActor @Sendable (DeskDriver) async -> Void
    var testDescription: String { name }

    init(
      _ name: String, _ account: TestClinic.Account, _ open: @escaping @MainActor @Sendable (DeskDriver) async -> Void
    ) {
      self.name = name
      self.account = account
      self.open = open
    }

    /// A page that the palette leads to.
    init(_ page: String, of account: TestClinic.Account) {
      self.init(page, account) { desk in await desk.press("F9").type(page).press(.enter) }
    }
  }

  nonisolated static let sizes = [
    Size(rows: 20, columns: 60), Size(rows: 24, columns: 80), Size(rows: 40, columns: 120),
    Size(rows: 60, columns: 200),
  ]

  nonisolated static let views: [View] = [
    View("bookings", TestClinic.receptionist) { await $0.press("F2") },
    View("intake", TestClinic.receptionist) { await $0.fillRepeatVisit() },
    View("booking", TestClinic.receptionist) { await $0.press(.down, .enter) },
    View("look-up", TestClinic.receptionist) { await $0.press("F3").type("b") },
    View("file", TestClinic.receptionist) { await $0.press("F3").type("bruno").press(.enter) },
    View("collectors", TestClinic.receptionist) { await $0.press("F4") },
    View("places", TestClinic.receptionist) { await $0.press("F4", .enter) },
    View("checkout", TestClinic.receptionist) {
      await $0.press("F6").type("bruno").press(.enter).type("cbc").press(.enter)
    },
    View("clinic", TestClinic.admin) { await $0.press("F7") },
    View("more", TestClinic.admin) { await $0.press("F8") },
    View("reports", TestClinic.labTechnician) { await $0.press(.down, .up) },
    View("report", TestClinic.labTechnician) { await $0.press("Ctrl-S", "Ctrl-S") },
    View("tests and prices", of: TestClinic.admin), View("results", of: TestClinic.admin),
    View("home visit charge", of: TestClinic.admin), View("hours", of: TestClinic.admin),
    View("offers", of: TestClinic.admin), View("open tubes", of: TestClinic.admin),
    View("numbers", of: TestClinic.owner), View("staff", of: TestClinic.admin),
    View("organisations", of: TestClinic.superuser), View("settings", of: TestClinic.admin),
    View("my account", of: TestClinic.receptionist),
    View("audit trail", of: TestClinic.admin),
    View("receive", TestClinic.labTechnician) { await $0.press("Ctrl-N").type("26-000005").press(.enter) },
    View("new test", TestClinic.admin) { await $0.press("F9").type("tests and prices").press(.enter, "Ctrl-N") },
    View("palette", TestClinic.receptionist) { await $0.press("F2", "F9") },
    View("help", TestClinic.receptionist) { await $0.press("Ctrl-N", "F1") },
  ]

  @Test(
    "Each screen at each size, in ASCII, stretched by two fifths, and with long and foreign names", arguments: views)
  func screen(_ view: View) async throws {
    var sections: [String] = []
    if view.name.hasPrefix("report") { try await ReportsTests.furnish() }
    let desk = try await DeskDriver.signedIn(as: view.account)
    await view.open(desk)
    for size in Self.sizes {
      await desk.resize(to: size)
      sections.append(section("\(size.columns)x\(size.rows)", desk, view))
    }
    await desk.close()
    sections.append(section("80x24, ASCII", try await reopened(view, glyphs: .ascii), view))
    let stretched = try await Language.$ofTask.withValue(.stretched) { try await reopened(view) }
    sections.append(section("80x24, stretched", stretched, view))
    for statement in Self.names { try await changeElsewhere(statement) }
    let foreign = try await reopened(view)
    for size in Self.sizes.prefix(2) {
      await foreign.resize(to: size)
      sections.append(section("\(size.columns)x\(size.rows), names", foreign, view))
    }
    expectGolden(
      sections.joined(separator: "\n"), named: "layout-\(view.name.split(separator: " ").joined(separator: "-"))")
  }

  private func reopened(_ view: View, glyphs: GlyphSet = .unicode) async throws -> DeskDriver {
    let desk = try await DeskDriver.signedIn(as: view.account, glyphs: glyphs)
    await view.open(desk)
    await desk.close()
    return desk
  }

  /// Views with moments that the server made when the test ran.
  private static let showsTimesOfServer = [
    "audit trail", "my account", "staff", "home visit charge", "booking", "organisations",
  ]

  /// A screen as text, each row as wide as the screen; moments of the server's clock are blotted out.
  private func section(_ title: String, _ desk: DeskDriver, _ view: View) -> String {
    let canvas = desk.canvas
    let rows = (0..<canvas.size.rows).map { row in
      let text = canvas.text(row: row)
      #expect(TextWidth.columns(of: text) == canvas.size.columns, "\(title), row \(row + 1)")
      return "│\(Self.blotted(text, of: view))│"
    }
    return (["=== \(title)"] + rows).joined(separator: "\n")
  }

  /// The text with days and times of the server's clock blotted out, letter by letter.
  private static func blotted(_ text: String, of view: View) -> String {
    guard showsTimesOfServer.contains(view.name) else { return text }
    let blot = { (piece: Substring) in String(repeating: "?", count: piece.count) }
    return text.replacing(weekday) { blot($0.output.0) }.replacing(day) { blot($0.output.0) }
      .replacing(time) { blot($0.output.0) }
  }

  // Plain and stretched names alike.
  private static var weekday: some RegexComponent<(Substring, Substring)> {
    /(Mon|Tue|Wed|Thu|Fri|Sat|Sun|Möñ|Tüé|Wéd|Thü|Frï|Sàt|Süñ) (?=\d)/
  }
  private static var day: some RegexComponent<(Substring, Substring)> {
    /\d+ (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Jàñ|Féb|Màr|Åpr|Màý|Jüñ|Jül|Åüg|Sép|Öçt|Növ|Déç)/
  }
  private static var time: some RegexComponent<(Substring, Substring?)> { /\d\d:\d\d(:\d\d)?/ }

  /// Names that break columns: long ones, wide ones, joined ones, and those written with marks.
  private static let names: [SQL] = [
    """
    update users set full_name = (array['Venkatanarasimharajuvaripeta Krishnamoorthy Subramanian', 'प्रिया शर्मा',
      '田中さくら子', 'Zoë Ångström-Nuñez 👩‍👩‍👧', 'Nguyễn Thị Minh Khai'])[1 + id % 5] where organization_id = 1
    """,
    """
    update pets set name = (array['Llanfairpwllgwyngyll the Third', 'बादल', '犬犬犬犬犬犬犬犬', 'Rex 🐕‍🦺', 'Ñandú'])[1 + id % 5]
    where organization_id = 1
    """,
    """
    update staff set name = (array['Thiruvananthapuram Padmanabhaswamy Iyer', 'आशा राव', '王小明', 'Zoë 🧑‍🔬'])[1 + id % 4]
    where organization_id = 1
    """,
    """
    update tests set name = (array['Immunoreactive trypsinogen and pancreatic lipase with reflex', 'पूर्ण रक्त गणना',
      '全血球計算検査', 'Thyroxine 🩸'])[1 + id % 4] where organization_id = 1
    """,
  ]
}
