/// Splits untrusted text into glyphs that terminals agree on.
///
/// Control, direction and invisible characters become U+FFFD. Emoji sequences are shown as their first emoji, flags as U+FFFD,
/// presentation selectors are dropped, and letters of one conjunct take a cell each, since that is what terminals do.
enum GlyphReader {
  /// Returns the glyph at a position of valid UTF-8 and moves behind it; nil at the end.
  static func next(_ bytes: Span<UInt8>, _ position: inout Int) -> Glyph? {
    guard position < bytes.count else { return nil }
    let first = bytes[position]
    if first &- 0x20 < 0x5F, position + 1 == bytes.count || bytes[position + 1] < 0x80 {
      position += 1
      return Glyph(Unicode.Scalar(first), width: 1)
    }
    let base = scalar(bytes, &position)
    let value = base.value
    if value < 0x20 || value >= 0x7F && value < 0xA0 || value == 0xAD || isNoncharacter(value) { return .replacement }
    if isRegional(value) {
      if let second = peek(bytes, position), isRegional(second.value) { _ = scalar(bytes, &position) }
      return .replacement
    }
    let width = TextWidth.columns(of: base)
    if width == 0 {
      skipMarks(bytes, &position)
      return .replacement
    }
    if value == 0x2028 || value == 0x2029 { return .replacement }
    var glyph = Glyph(base, width: width)
    while position < bytes.count, bytes[position] >= 0xCC, accept(bytes, &position, on: &glyph) {}
    return glyph
  }

  /// Takes a scalar into the glyph, or drops it as part of an emoji sequence; false where a new glyph starts.
  private static func accept(_ bytes: Span<UInt8>, _ position: inout Int, on glyph: inout Glyph) -> Bool {
    var behind = position
    let mark = scalar(bytes, &behind)
    switch mark.value {
    case ..<0x300, 0x2010...0x205E, 0x20A0...0x20CF, 0x2100...0x22FF, 0x2500...0x25FC: return false
    case 0xFE00...0xFE0F, 0xE0100...0xE01EF: break
    case 0x1F3FB...0x1F3FF, 0xE0020...0xE007F:
      guard isEmoji(glyph.base) else { return false }
    case 0x200D where isEmoji(glyph.base):
      if let joined = peek(bytes, behind), isEmoji(joined) { _ = scalar(bytes, &behind) }
    case 0x200C, 0x200D:
      // Joiners shape Arabic and Indic letters; on anything else they only hide differences.
      guard glyph.base.value >= 0x600 else { return false }
      glyph.add(mark)
    default:
      guard TextWidth.columns(of: mark) == 0, mark.properties.generalCategory != .format else { return false }
      glyph.add(mark)
    }
    position = behind
    return true
  }

  /// Swallows the marks after a lone mark, so that a heap of them is one replacement.
  private static func skipMarks(_ bytes: Span<UInt8>, _ position: inout Int) {
    while position < bytes.count, bytes[position] >= 0xCC {
      var behind = position
      guard TextWidth.columns(of: scalar(bytes, &behind)) == 0 else { return }
      position = behind
    }
  }

  private static func peek(_ bytes: Span<UInt8>, _ position: Int) -> Unicode.Scalar? {
    var position = position
    return position < bytes.count ? scalar(bytes, &position) : nil
  }

  /// Decodes one scalar; the standard library guarantees that the bytes of a string are valid.
  private static func scalar(_ bytes: Span<UInt8>, _ position: inout Int) -> Unicode.Scalar {
    let first = UInt32(bytes[position])
    let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    var value = length == 1 ? first : first & (0xFF >> UInt32(length + 1))
    for offset in 1..<max(1, length) where position + offset < bytes.count {
      value = value << 6 | UInt32(bytes[position + offset] & 0x3F)
    }
    position += length
    return Unicode.Scalar(value) ?? "\u{FFFD}"
  }

  private static func isEmoji(_ scalar: Unicode.Scalar) -> Bool { scalar.value >= 0x2190 && scalar.properties.isEmoji }

  private static func isRegional(_ value: UInt32) -> Bool { value >= 0x1F1E6 && value <= 0x1F1FF }

  private static func isNoncharacter(_ value: UInt32) -> Bool {
    value & 0xFFFE == 0xFFFE || value >= 0xFDD0 && value <= 0xFDEF
  }
}
