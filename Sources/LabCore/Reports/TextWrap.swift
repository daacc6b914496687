/// Breaks text into lines of a width, between words where it can.
struct TextWrap {
  let width: Int
  let measure: (String) -> Int

  /// The lines of a text; with a label it stands behind it, and further lines stand below the text.
  func lines(_ text: String, _ style: ReportText.Line.Style, after label: String = "", indent: Int = 0)
    -> [ReportText.Line]
  {
    let space = String(repeating: " ", count: indent)
    return broken(text, into: max(8, width - indent)).enumerated().map { place, part in
      let head = place == 0 ? padded(label, to: indent) : space
      return ReportText.Line(text: part.isEmpty && label.isEmpty ? "" : head + part, style: style)
    }
  }

  /// The text with blanks behind it up to a width.
  func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - measure(text)))
  }

  /// The pieces of a text, each at most as wide as told; blanks at its beginning stay.
  func broken(_ text: String, into width: Int) -> [String] {
    guard measure(text) > width else { return [text] }
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ", omittingEmptySubsequences: false).map(String.init) {
      let longer = line.isEmpty && lines.isEmpty && word.isEmpty ? " " : line.isEmpty ? word : line + " " + word
      if measure(longer) <= width {
        line = longer
        continue
      }
      if !line.trimmed.isEmpty { lines.append(line) }
      line = ""
      var rest = word
      while measure(rest) > width {
        let part = prefix(of: rest, within: width)
        lines.append(part)
        rest = String(rest.dropFirst(part.count))
      }
      line = rest
    }
    return line.isEmpty && !lines.isEmpty ? lines : lines + [line]
  }

  private func prefix(of text: String, within width: Int) -> String {
    var part = ""
    for character in text {
      if !part.isEmpty, measure(part + String(character)) > width { break }
      part.append(character)
    }
    return part
  }
}
