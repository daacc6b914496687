/// How many terminal columns text takes, as terminals and the C library count them.
package enum TextWidth {
  /// Returns the columns of a scalar: 0 for marks and format characters, 2 for East Asian wide and emoji, otherwise 1.
  package static func columns(of scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x20..<0x300, 0x2010...0x2027, 0x2030...0x205E, 0x20A0...0x20CF, 0x2100...0x22FF, 0x2500...0x25FC: return 1
    case 0x1160...0x11FF, 0xD7B0...0xD7FB: return 0  // Hangul vowels and finals join the syllable before them.
    default: break
    }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: return isWide(scalar) ? 2 : 1
    }
  }

  /// Returns the columns that a text takes once it is made safe to show.
  package static func columns(of text: String) -> Int { columns(of: text.utf8.span) }

  /// Returns the columns of a part of a text.
  package static func columns(of text: some StringProtocol) -> Int {
    let part = Substring(text)
    return columns(of: part.utf8.span)
  }

  static func columns(of bytes: Span<UInt8>) -> Int {
    if isPlain(bytes) { return bytes.count }
    var total = 0
    var position = 0
    while let glyph = GlyphReader.next(bytes, &position) { total += glyph.width }
    return total
  }

  /// Returns the text, cut to the width with an ellipsis where it is longer.
  package static func truncate(_ text: String, to width: Int, glyphs: GlyphSet = .unicode) -> String {
    guard columns(of: text) > width else { return text }
    guard width > 0 else { return "" }
    let bytes = text.utf8.span
    var kept = String.UnicodeScalarView()
    var position = 0
    var used = 0
    while let glyph = GlyphReader.next(bytes, &position), used + glyph.width <= width - 1 {
      glyph.write(to: &kept)
      used += glyph.width
    }
    kept.append(glyphs.ellipsis)
    return String(kept)
  }

  /// Breaks text into lines of at most the given width, at spaces where possible; line feeds always break.
  package static func wrap(_ text: String, width: Int) -> [String] {
    guard width > 0 else { return [] }
    var lines: [String] = []
    for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var line = ""
      var used = 0
      for word in paragraph.split(separator: " ", omittingEmptySubsequences: false) {
        var rest = word[...]
        let columns = Self.columns(of: rest)
        if used > 0 || !line.isEmpty {
          if used + 1 + columns <= width {
            line += " " + rest
            used += 1 + columns
            continue
          }
          lines.append(line)
          line = ""
          used = 0
        }
        while Self.columns(of: rest) > width {
          let head = prefix(of: rest, columns: width)
          guard head.endIndex > rest.startIndex else { break }
          lines.append(String(head))
          rest = rest[head.endIndex...]
        }
        line = String(rest)
        used = Self.columns(of: rest)
      }
      lines.append(line)
    }
    return lines
  }

  /// Returns the longest start of the text, in whole characters, that fits the width; at least one character.
  static func prefix(of text: Substring, columns width: Int) -> Substring {
    var used = 0
    var end = text.startIndex
    while end < text.endIndex {
      let next = text.index(after: end)
      let columns = Self.columns(of: text[end..<next])
      if used + columns > width, end > text.startIndex { break }
      used += columns
      end = next
    }
    return text[..<end]
  }

  /// Says whether every byte is printable ASCII, so that bytes are columns.
  static func isPlain(_ bytes: Span<UInt8>) -> Bool {
    for index in bytes.indices where bytes[index] &- 0x20 >= 0x5F { return false }
    return true
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    guard value >= 0x1100 else { return false }
    if scalar.properties.isEmojiPresentation { return true }
    var low = 0
    var high = wide.count
    while low < high {
      let middle = (low + high) / 2
      if value > wide[middle].last { low = middle + 1 } else { high = middle }
    }
    return low < wide.count && value >= wide[low].first
  }

  /// East Asian Wide and Fullwidth of Unicode 15; emoji come from the standard library's properties.
  private static let wide: [(first: UInt32, last: UInt32)] = [
    (0x1100, 0x115F), (0x2329, 0x232A), (0x2E80, 0x2E99), (0x2E9B, 0x2EF3), (0x2F00, 0x2FD5), (0x2FF0, 0x303E),
    (0x3041, 0x3096), (0x3099, 0x30FF), (0x3105, 0x312F), (0x3131, 0x318E), (0x3190, 0x31E3), (0x31EF, 0x321E),
    (0x3220, 0x3247), (0x3250, 0x4DBF), (0x4E00, 0xA48C), (0xA490, 0xA4C6), (0xA960, 0xA97C), (0xAC00, 0xD7A3),
    (0xF900, 0xFAFF), (0xFE10, 0xFE19), (0xFE30, 0xFE52), (0xFE54, 0xFE66), (0xFE68, 0xFE6B), (0xFF01, 0xFF60),
    (0xFFE0, 0xFFE6), (0x16FE0, 0x16FE4), (0x16FF0, 0x16FF1), (0x17000, 0x187F7), (0x18800, 0x18CD5),
    (0x18D00, 0x18D08), (0x1AFF0, 0x1AFFE), (0x1B000, 0x1B2FB), (0x1F200, 0x1F202), (0x1F210, 0x1F23B),
    (0x1F240, 0x1F248), (0x1F250, 0x1F251), (0x1F260, 0x1F265), (0x1F3FB, 0x1F3FF), (0x20000, 0x2FFFD),
    (0x30000, 0x3FFFD),
  ]
}
