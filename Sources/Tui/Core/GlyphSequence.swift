/// One base character with its marks, safe to show in a terminal cell.
struct Glyph {
  var base: Unicode.Scalar
  var marks: [Unicode.Scalar] = []
  var width: Int

  /// The most marks that are kept on a base; ncurses holds few code points in a cell.
  static let mostMarks = 3

  static let replacement = Glyph(base: "\u{FFFD}", width: 1)
}

/// Splits untrusted text into glyphs that terminals agree on.
///
/// Control, direction and invisible characters become U+FFFD. Emoji sequences are shown as their first emoji, flags as U+FFFD,
/// presentation selectors are dropped, and letters of one conjunct take a cell each, since that is what terminals do.
struct GlyphSequence: Sequence, IteratorProtocol {
  private var scalars: Substring.UnicodeScalarView.Iterator
  private var ahead: Unicode.Scalar?

  init(_ text: some StringProtocol) {
    scalars = Substring(text).unicodeScalars.makeIterator()
    ahead = scalars.next()
  }

  mutating func next() -> Glyph? {
    guard let base = ahead else { return nil }
    ahead = scalars.next()
    let value = base.value
    if value < 0x20 || value >= 0x7F && value < 0xA0 || value == 0xAD || Self.isNoncharacter(value) {
      return .replacement
    }
    if Self.isRegional(value) {
      if let second = ahead, Self.isRegional(second.value) { ahead = scalars.next() }
      return .replacement
    }
    let width = TextWidth.columns(of: base)
    if width == 0 || value == 0x2028 || value == 0x2029 {
      if TextWidth.columns(of: base) == 0 { skipMarks() }
      return .replacement
    }
    var glyph = Glyph(base: base, width: width)
    let isEmoji = value >= 0x2190 && base.properties.isEmoji
    while let mark = ahead, accept(mark, on: &glyph, isEmoji: isEmoji) {}
    return glyph
  }

  /// Takes a scalar into the glyph, or drops it as part of an emoji sequence; false where a new glyph starts.
  private mutating func accept(_ mark: Unicode.Scalar, on glyph: inout Glyph, isEmoji: Bool) -> Bool {
    let value = mark.value
    guard value >= 0x300 else { return false }
    switch value {
    case 0xFE00...0xFE0F, 0xE0100...0xE01EF: break
    case 0x1F3FB...0x1F3FF where isEmoji, 0xE0020...0xE007F where isEmoji: break
    case 0x200D where isEmoji:
      ahead = scalars.next()
      if let joined = ahead, joined.value >= 0x2190, joined.properties.isEmoji { ahead = scalars.next() }
      return true
    case 0x200C, 0x200D:
      // Joiners shape Arabic and Indic letters; on anything else they only hide differences.
      guard glyph.base.value >= 0x600 else { return false }
      append(mark, to: &glyph)
    default:
      guard TextWidth.columns(of: mark) == 0, mark.properties.generalCategory != .format else { return false }
      append(mark, to: &glyph)
    }
    ahead = scalars.next()
    return true
  }

  private func append(_ mark: Unicode.Scalar, to glyph: inout Glyph) {
    if glyph.marks.count < Glyph.mostMarks { glyph.marks.append(mark) }
  }

  /// Swallows the marks after a lone mark, so that a heap of them is one replacement.
  private mutating func skipMarks() {
    while let mark = ahead, mark.value >= 0x300, TextWidth.columns(of: mark) == 0 { ahead = scalars.next() }
  }

  private static func isRegional(_ value: UInt32) -> Bool { value >= 0x1F1E6 && value <= 0x1F1FF }

  private static func isNoncharacter(_ value: UInt32) -> Bool {
    value & 0xFFFE == 0xFFFE || value >= 0xFDD0 && value <= 0xFDEF
  }
}
