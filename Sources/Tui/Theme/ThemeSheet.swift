/// Every role of a theme as a sample, for looking at it outside the program.
package struct ThemeSheet {
  package var theme: Theme
  package var depth: ColorDepth

  package init(_ theme: Theme, depth: ColorDepth) {
    self.theme = theme
    self.depth = depth
  }

  /// One line a role: a sample in its look, its name and its colours.
  package var text: String {
    let names = Role.allCases.map(\.name.count).max() ?? 0
    return Role.allCases.map { role in
      let look = theme.paint(for: role, depth: depth)
      let name = role.name + String(repeating: " ", count: names - role.name.count)
      return "\(look.escape) Bruno 26-000123 \u{1B}[0m  \(name)  \(look.words)"
    }
    .joined(separator: "\n")
  }
}

extension Paint {
  /// The control sequence (SGR) that sets this look on a terminal which stands at its own.
  fileprivate var escape: String {
    var codes = ["0"]
    for (attribute, code) in Self.codes where attributes.contains(attribute) { codes.append(code) }
    if let foreground { codes.append(foreground.code(base: 30)) }
    if let background { codes.append(background.code(base: 40)) }
    return "\u{1B}[\(codes.joined(separator: ";"))m"
  }

  private static let codes: [(PaintAttributes, String)] = [
    (.bold, "1"), (.dim, "2"), (.italic, "3"), (.underline, "4"), (.reverse, "7"),
  ]

  /// The look in words, such as `#d5dae2 on #16191f bold`.
  fileprivate var words: String {
    let colors = [foreground?.words ?? "default", background.map { "on \($0.words)" } ?? ""]
    let marks = PaintAttributes.names.filter { attributes.contains($0.attribute) }.map(\.name)
    return (colors + marks).filter { !$0.isEmpty }.joined(separator: " ")
  }
}

extension PaintColor {
  /// The colour's part of an SGR sequence; `base` is 30 for text and 40 for ground.
  fileprivate func code(base: Int) -> String {
    switch self {
    case .ansi(let index): String(index < 8 ? base + Int(index) : base + 52 + Int(index))
    case .indexed(let index): "\(base + 8);5;\(index)"
    case .rgb(let red, let green, let blue): "\(base + 8);2;\(red);\(green);\(blue)"
    }
  }

  fileprivate var words: String {
    switch self {
    case .ansi(let index): ThemeColor.names[Int(index) & 15]
    case .indexed(let index): "\(index)"
    case .rgb(let red, let green, let blue):
      "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
  }
}
