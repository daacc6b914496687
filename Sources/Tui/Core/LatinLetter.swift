/// Plain stand-ins for accented Latin letters and typographic signs.
enum LatinLetter {
  /// Returns the plain letter of an accented one, which its Unicode name tells: LATIN SMALL LETTER E WITH ACUTE.
  static func base(of scalar: Unicode.Scalar) -> Unicode.Scalar? {
    guard scalar.value >= 0xC0, scalar.value < 0x250 || scalar.value >= 0x1E00 && scalar.value < 0x1F00,
      let name = scalar.properties.name
    else { return nil }
    let words = name.split(separator: " ")
    guard words.count > 4, words[0] == "LATIN", words[2] == "LETTER", words[3].count == 1, words[4] == "WITH",
      let letter = words[3].unicodeScalars.first
    else { return nil }
    return words[1] == "SMALL" ? Unicode.Scalar(letter.value | 0x20) : letter
  }

  /// Returns an ASCII sign of the same width that reads alike.
  static func ascii(for scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar {
    case "\u{A0}", "\u{202F}", "\u{2009}": " "
    case "‐", "‑", "‒", "–", "—", "−": "-"
    case "‘", "’", "′": "'"
    case "“", "”", "″": "\""
    case "·", "…": "."
    case "•": "*"
    case "×": "x"
    case "→": ">"
    case "←": "<"
    default: base(of: scalar)
    }
  }
}
