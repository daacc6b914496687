import Foundation
import Testing

@testable import Tui

@Suite("Themes")
struct ThemeTests {
  private func theme(_ roles: String, palette: String = "", parents: [String: String] = [:], inherits: String? = nil)
    throws -> Theme
  {
    let parent = inherits.map { "inherits: '\($0)'," } ?? ""
    return try Theme(
      name: "test", json5: "{ \(parent) palette: { \(palette) }, roles: { \(roles) } }", parents: { parents[$0] })
  }

  @Test("Every role has a dotted name that leads back to it", arguments: Role.allCases)
  func roleNames(_ role: Role) {
    #expect(Role(name: role.name) == role)
    #expect(!role.name.contains { $0.isUppercase })
  }

  @Test("Every theme of the program loads without a warning", arguments: Theme.embeddedNames)
  func embeddedThemes(_ name: String) throws {
    #expect(try #require(Theme.embedded(name)).warnings == [])
  }

  @Test("The program carries the files of the folder, by name and content")
  func embeddedFiles() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Themes").standardized
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".json5") }
      .sorted()
    #expect(EmbeddedThemes.files.map(\.name) == names)
    for file in EmbeddedThemes.files {
      #expect(try String(contentsOf: folder.appending(path: file.name), encoding: .utf8) == file.text, "\(file.name)")
    }
  }

  @Test("A role without style takes that of its prefix, and colours left out are those of the text")
  func prefixes() throws {
    let theme = try theme("text: { fg: 'white', bg: 'black' }, field: { fg: 'red' }, 'field.label': 'green'")
    #expect(theme.paint(for: .fieldFocus, depth: .ansi16) == Paint(foreground: .ansi(1), background: .ansi(0)))
    #expect(theme.paint(for: .fieldLabelFocus, depth: .ansi16).foreground == .ansi(2))
    #expect(theme.paint(for: .badge, depth: .ansi16).foreground == .ansi(7))
  }

  @Test("A child replaces palette and roles of its parent")
  func inheritance() throws {
    let parent = "{ palette: { ink: '#111111' }, roles: { text: 'ink', title: 'ink' } }"
    let theme = try theme("title: 'red'", palette: "ink: '#222222'", parents: ["base": parent], inherits: "base")
    #expect(theme.paint(for: .text, depth: .trueColor).foreground == .rgb(0x22, 0x22, 0x22))
    #expect(theme.paint(for: .title, depth: .trueColor).foreground == .ansi(1))
  }

  @Test("Inheritance that is circular or leads nowhere is refused")
  func badInheritance() {
    #expect(throws: Theme.LoadError.unknownParent(theme: "test", parent: "none")) { try theme("", inherits: "none") }
    #expect(throws: Theme.LoadError.circularInheritance(theme: "test")) {
      try theme("", parents: ["test": "{ inherits: 'test' }"], inherits: "test")
    }
  }

  @Test("What is not understood is a warning")
  func warnings() throws {
    let theme = try Theme(
      name: "odd",
      json5: "{ colour: 1, palette: { a: 'mauvish' }, roles: { nothing: 'red', text: { fg: 'a', blink: 1 } } }")
    #expect(theme.warnings.count == 5)
  }

  @Test(
    "Colours are brought down to the nearest of 256",
    arguments: [
      ((0, 0, 0), 16), ((255, 255, 255), 231), ((255, 0, 0), 196), ((128, 128, 128), 244), ((95, 135, 175), 67),
      ((22, 25, 31), 234),
    ] as [((UInt8, UInt8, UInt8), UInt8)])
  func downsampling256(_ color: (UInt8, UInt8, UInt8), _ expected: UInt8) {
    #expect(ThemeColor.nearestIndexed(color.0, color.1, color.2) == expected)
  }

  @Test("Colours are brought down to sixteen by distance, or as the palette says")
  func downsampling16() throws {
    let theme = try theme("text: { fg: 'a', bg: 'b' }", palette: "a: '#f00000', b: ['#101010', 'blue']")
    #expect(theme.paint(for: .text, depth: .ansi16) == Paint(foreground: .ansi(9), background: .ansi(4)))
  }

  @Test("Without colour every theme is told by attributes alone", arguments: Theme.embeddedNames)
  func mono(_ name: String) throws {
    let theme = try #require(Theme.embedded(name))
    for role in Role.allCases {
      let paint = theme.paint(for: role, depth: .mono)
      #expect(paint.foreground == nil && paint.background == nil)
    }
    for pair in [(Role.selection, Role.text), (.fieldFocus, .field), (.tabActive, .tab), (.popupSelection, .popup)] {
      #expect(theme.paint(for: pair.0, depth: .mono) != theme.paint(for: pair.1, depth: .mono))
    }
  }

  @Test("What must stand out does so at every depth", arguments: Theme.embeddedNames, ColorDepth.allCases)
  func distinction(_ name: String, _ depth: ColorDepth) throws {
    let theme = try #require(Theme.embedded(name))
    for pair in [
      (Role.selection, Role.text), (.fieldSelected, .fieldFocus), (.popupSelection, .popup), (.tabActive, .tab),
      (.statusOverdue, .statusPending), (.messageError, .messageInfo), (.keyDisabled, .keyLabel),
    ] { #expect(theme.paint(for: pair.0, depth: depth) != theme.paint(for: pair.1, depth: depth), "\(pair)") }
  }

  @Test("Text can be read on its ground in every theme", arguments: Theme.embeddedNames)
  func contrast(_ name: String) throws {
    let theme = try #require(Theme.embedded(name))
    // The ink of a code is a solid black.
    let faint: Set<Role> = [.keyDisabled, .box, .codeInk]
    for role in Role.allCases where !faint.contains(role) {
      let paint = theme.paint(for: role, depth: .trueColor)
      guard case .rgb(let r, let g, let b) = paint.foreground, case .rgb(let r2, let g2, let b2) = paint.background
      else { continue }
      let needed = name == "contrast" ? 7.0 : 4.5
      let ratio = Self.contrast((r, g, b), (r2, g2, b2))
      #expect(ratio >= needed, "\(role.name) has \(ratio)")
    }
  }

  private static func contrast(_ one: (UInt8, UInt8, UInt8), _ other: (UInt8, UInt8, UInt8)) -> Double {
    let luminance = { (color: (UInt8, UInt8, UInt8)) -> Double in
      let linear = { (value: UInt8) -> Double in
        let part = Double(value) / 255
        return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
      }
      return 0.2126 * linear(color.0) + 0.7152 * linear(color.1) + 0.0722 * linear(color.2)
    }
    let (light, dark) = (max(luminance(one), luminance(other)), min(luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
  }
}

@Suite("JSON5")
struct JSON5Tests {
  @Test("Comments, bare keys, single quotes and trailing commas are read")
  func reading() throws {
    let value = try JSON5(parsing: "// c\n{ a: 'x', \"b.c\": [1, -2.5, true, null,], /* d */ e: {}, }")
    #expect(value["a"] == .string("x"))
    #expect(value["b.c"] == .array([.number(1), .number(-2.5), .bool(true), .null]))
    #expect(value["e"] == .object([]))
    #expect(try JSON5(parsing: #"'\u00e9\n\'x'"#) == .string("é\n'x"))
  }

  @Test(
    "Errors say where they are",
    arguments: [
      ("{ a }", 1, 5), ("{\n a: }", 2, 5), ("[1 2]", 1, 4), ("'abc", 1, 5), ("{} x", 1, 4), ("", 1, 1), ("/* x", 1, 4),
    ])
  func errors(_ text: String, _ line: Int, _ column: Int) {
    do {
      _ = try JSON5(parsing: text)
      Issue.record("\(text) was read")
    } catch {
      #expect(error.line == line && error.column == column, "\(error)")
    }
  }

  @Test("Deep nesting is refused instead of exhausting the stack")
  func depth() {
    #expect(throws: JSON5.SyntaxError.self) { try JSON5(parsing: String(repeating: "[", count: 100_000)) }
  }
}
