@testable import FrontDesk
import TestSupport
import Testing
import Tui

/// Nothing that can be pressed brings the program down or draws where it may not.
@Suite("Random keys", .clinic)
@MainActor
struct RandomKeyTests {
  /// The same sequence on every machine.
  private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state
    }
  }

  private static let characters: [Character] = Array("brunocbcl98450 2x@-/:.é作🐶न\u{301}")
  private static let keys: [Key] = [
    .enter, .enter, .tab, .tab, .backTab, .escape, .backspace, .delete, .up, .down, .left, .right, .home, .end, .pageUp,
    .pageDown, .insert,
  ]
  private static let chords = "npsrldaekuwybf ".map { KeyPress.control($0) }

  private static func input(_ generator: inout Generator) -> Input {
    switch Int.random(in: 0..<100, using: &generator) {
    case ..<45: .key(.character(characters.randomElement(using: &generator) ?? "a"))
    case ..<75: .key(KeyPress(keys.randomElement(using: &generator) ?? .enter))
    case ..<87: .key(chords.randomElement(using: &generator) ?? .control("n"))
    case ..<90: .key(KeyPress(.down, .alt))
    case ..<93: .key(KeyPress(.function(Int.random(in: 1...9, using: &generator))))
    case ..<95: .paste("paste \u{1B}[31m\u{202E}\n\t98450 12345")
    case ..<96: .focus(Bool.random(using: &generator))
    case ..<97: .scanned("26-000123")
    case ..<98:
      .mouse(
        MouseEvent(
          [.press, .wheelUp, .wheelDown].randomElement(using: &generator) ?? .press,
          at: Point(row: Int.random(in: 0..<30, using: &generator), column: Int.random(in: 0..<100, using: &generator)))
      )
    default:
      .resize(
        Size(rows: Int.random(in: 1...70, using: &generator), columns: Int.random(in: 1...210, using: &generator)))
    }
  }

  @Test(
    "3,000 events at random sizes leave a screen that is whole and has a way back", arguments: [20_261_121 as UInt64])
  func survives(_ seed: UInt64) async throws {
    let desk = try await DeskDriver.signedIn(mouse: true)
    var generator = Generator(state: seed)
    for number in 1...3000 {
      let input = Self.input(&generator)
      await desk.send(input)
      let canvas = desk.canvas
      for row in 0..<canvas.size.rows {
        let text = canvas.text(row: row)
        guard
          text.unicodeScalars.contains(where: {
            $0.value < 0x20 || (0x7F...0x9F).contains($0.value) || $0.value == 0x202E
          })
        else { continue }
        desk.fail(
          "Seed \(seed), event \(number), \(input): a control character in row \(row).",
          sourceLocation: #_sourceLocation)
        return
      }
      if let cursor = canvas.cursor, !canvas.bounds.contains(cursor) {
        desk.fail("Seed \(seed), event \(number), \(input): the cursor is outside.", sourceLocation: #_sourceLocation)
        return
      }
    }
    await desk.resize(to: Size(rows: 24, columns: 80))
    for _ in 0..<6 where desk.bookings?.isListInFront != true {
      await desk.press(.escape)
      if desk.dialog != nil { await desk.press("k") }
      if desk.place != .bookings { await desk.press("F2") }
    }
    #expect(desk.bookings?.isListInFront == true, "Seed \(seed): no way back to the list.")
    await desk.press("Ctrl-N")
    desk.expectField(.client, desk.intake?.form.text(.client) ?? "?")
  }
}

extension BookingsScreen {
  fileprivate var isListInFront: Bool {
    if case .list = mode { true } else { false }
  }
}
