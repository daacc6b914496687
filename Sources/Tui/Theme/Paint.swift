/// How many colours a terminal shows.
package enum ColorDepth: Int, Sendable, Comparable, CaseIterable {
  case mono, ansi16, ansi256, trueColor

  package static func < (left: ColorDepth, right: ColorDepth) -> Bool { left.rawValue < right.rawValue }
}

/// A colour as a terminal takes it.
package enum PaintColor: Hashable, Sendable {
  /// One of the sixteen named colours, 0–15.
  case ansi(UInt8)
  /// One of the 256 colours of xterm.
  case indexed(UInt8)
  case rgb(UInt8, UInt8, UInt8)
}

/// Attributes of text apart from its colour.
package struct PaintAttributes: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let bold = PaintAttributes(rawValue: 1)
  package static let dim = PaintAttributes(rawValue: 2)
  package static let italic = PaintAttributes(rawValue: 4)
  package static let underline = PaintAttributes(rawValue: 8)
  package static let reverse = PaintAttributes(rawValue: 16)

  static let names: [(name: String, attribute: PaintAttributes)] = [
    ("bold", .bold), ("dim", .dim), ("italic", .italic), ("underline", .underline), ("reverse", .reverse),
  ]
}

/// How a role looks; a colour that is nil is the terminal's own.
package struct Paint: Hashable, Sendable {
  package var foreground: PaintColor?
  package var background: PaintColor?
  package var attributes: PaintAttributes

  package init(foreground: PaintColor? = nil, background: PaintColor? = nil, attributes: PaintAttributes = []) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }
}
