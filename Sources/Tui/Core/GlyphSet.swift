/// The signs of the chrome: Unicode where the locale can show them, ASCII where not; every one is one column wide.
package enum GlyphSet: Sendable {
  case unicode, ascii

  package var horizontal: Unicode.Scalar { pick("─", "-") }
  package var vertical: Unicode.Scalar { pick("│", "|") }
  package var topLeft: Unicode.Scalar { pick("┌", "+") }
  package var topRight: Unicode.Scalar { pick("┐", "+") }
  package var bottomLeft: Unicode.Scalar { pick("└", "+") }
  package var bottomRight: Unicode.Scalar { pick("┘", "+") }
  package var ellipsis: Unicode.Scalar { pick("…", "~") }
  package var tick: Unicode.Scalar { pick("✓", "v") }
  package var cross: Unicode.Scalar { pick("✗", "x") }
  package var dot: Unicode.Scalar { pick("·", ".") }
  package var arrowUp: Unicode.Scalar { pick("↑", "^") }
  package var arrowDown: Unicode.Scalar { pick("↓", "v") }
  package var marker: Unicode.Scalar { pick("▸", ">") }
  package var barFull: Unicode.Scalar { pick("█", "#") }
  package var barEmpty: Unicode.Scalar { pick("░", ".") }
  /// The signs of a line of small bars, from nothing to the most.
  package var levels: [Unicode.Scalar] {
    self == .unicode ? ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"] : ["_", ".", ":", "-", "=", "+", "*", "#"]
  }
  package var mask: Unicode.Scalar { pick("•", "*") }
  package var warning: Unicode.Scalar { pick("▲", "!") }

  /// What stands in for a character that must not or cannot be shown.
  package var replacement: Unicode.Scalar { pick("\u{FFFD}", "?") }

  private func pick(_ rich: Unicode.Scalar, _ plain: Unicode.Scalar) -> Unicode.Scalar {
    self == .unicode ? rich : plain
  }
}
