import Testing

@testable import Tui

@Suite("Measured themes")
struct ThemeCheckTests {
  private func check(_ name: String) throws -> ThemeCheck { ThemeCheck(try #require(Theme.embedded(name))) }

  @Test("Contrast is that of WCAG 2")
  func contrast() {
    #expect(abs(Contrast.ratio(.rgb(0, 0, 0), .rgb(255, 255, 255)) - 21) < 0.001)
    #expect(Contrast.ratio(.rgb(90, 90, 90), .rgb(90, 90, 90)) == 1)
    // #767676 is the lightest grey that can be read on white at 4.5 to one.
    #expect(abs(Contrast.ratio(.rgb(0x76, 0x76, 0x76), .rgb(255, 255, 255)) - 4.54) < 0.01)
    #expect(Contrast.ratio(.ansi(9), .indexed(16)) == Contrast.ratio(.rgb(255, 0, 0), .ansi(0)))
  }

  @Test("Black and white are one apart to everybody", arguments: ColorVision.allCases)
  func lightness(_ vision: ColorVision) {
    #expect(abs(vision.distance(.rgb(0, 0, 0), .rgb(255, 255, 255)) - 1) < 0.01)
    #expect(vision.distance(.rgb(80, 120, 200), .rgb(80, 120, 200)) == 0)
  }

  @Test(
    "Colours that a kind of eyes confuses come together for it, and stay apart for the others",
    arguments: [
      (ColorVision.protanopia, PaintColor.rgb(0xB0, 0x50, 0x30), PaintColor.rgb(0x5A, 0x60, 0x2B)),
      (.deuteranopia, .rgb(0xC0, 0x60, 0x50), .rgb(0x86, 0x82, 0x49)),
      (.tritanopia, .rgb(0x30, 0x70, 0xD0), .rgb(0x10, 0x83, 0x8B)),
    ])
  func confusion(_ vision: ColorVision, _ one: PaintColor, _ other: PaintColor) {
    #expect(vision.distance(one, other) < 0.05)
    #expect(ColorVision.full.distance(one, other) > 0.1)
  }

  @Test("Every text can be read on its ground, at every number of colours", arguments: Theme.embeddedNames)
  func legibility(_ name: String) throws {
    let failing = try check(name).legibility.filter { !$0.isGood }
    #expect(failing.isEmpty, "\(failing.map { "\($0.role.name) at \($0.depth): \($0.ratio), needs \($0.needed)" })")
  }

  @Test("The high contrast is seven to one for every role at every number of colours")
  func highContrast() throws {
    let check = try check("contrast")
    #expect(check.legibility.count == (Role.allCases.count - 1) * ThemeCheck.depths.count)
    #expect(check.legibility.allSatisfy { $0.needed == 7 && $0.ratio >= 7 })
  }

  @Test("The statuses differ from each other and from text, at every number of colours", arguments: Theme.embeddedNames)
  func distances(_ name: String) throws {
    let failing = try check(name).distances.filter { !$0.isGood }
    #expect(
      failing.isEmpty,
      "\(failing.map { "\($0.one.name), \($0.other.name) at \($0.depth), \($0.vision): \($0.distance)" })")
  }

  @Test("The colour-blind theme holds to every kind of eyes, further apart than the others have to be")
  func colourVision() throws {
    let distances = try check("colour-blind").distances
    #expect(distances.count == 15 * ColorVision.allCases.count * ThemeCheck.depths.count)
    #expect(distances.allSatisfy { $0.needed == ThemeCheck.leastSafeDistance })
    #expect(Set(distances.map(\.vision)) == Set(ColorVision.allCases))
  }

  @Test("A theme that cannot be read or told apart fails, by its claims")
  func failures() throws {
    let grey = try Theme(
      name: "grey",
      json5: "{ claims: ['contrast', 'colour-vision'], roles: { text: { fg: '#777777', bg: '#888888' } } }")
    let check = ThemeCheck(grey)
    #expect(!check.isGood)
    #expect(check.legibility.allSatisfy { !$0.isGood })
    #expect(check.distances.allSatisfy { !$0.isGood })
    let odd = try Theme(name: "odd", json5: "{ claims: ['beauty'] }")
    #expect(odd.warnings.count == 1)
  }

  @Test("Colours that are the terminal's cannot be measured")
  func unmeasured() throws {
    let plain = ThemeCheck(try Theme(name: "plain", json5: "{ roles: { text: {}, title: { fg: 'red' } } }"))
    #expect(plain.legibility.isEmpty && plain.distances.isEmpty && plain.isGood)
  }

  @Test("A theme is shown role by role", arguments: Theme.embeddedNames)
  func sheet(_ name: String) throws {
    let theme = try #require(Theme.embedded(name))
    let depths = ColorDepth.allCases.reversed().map { "\($0)\n\(ThemeSheet(theme, depth: $0).text)" }
    let text = depths.joined(separator: "\n\n").split(separator: "\u{1B}", omittingEmptySubsequences: false)
    try Golden.expect(text: text.joined(separator: "^["), "theme-\(name)")
  }
}
