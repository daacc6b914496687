import Glibc

/// The contrast of two colours as WCAG 2 has it: 1 for the same colour, 21 for black on white.
package enum Contrast {
  package static func ratio(_ one: PaintColor, _ other: PaintColor) -> Double {
    let luminances = [one.linear.luminance, other.linear.luminance].sorted()
    return (luminances[1] + 0.05) / (luminances[0] + 0.05)
  }
}

/// A colour by its shares of light, each from 0 to 1, as displays mix them.
struct LinearColor: Equatable {
  var red: Double
  var green: Double
  var blue: Double

  /// The relative luminance of WCAG 2.
  var luminance: Double { 0.2126 * red + 0.7152 * green + 0.0722 * blue }

  /// Reads the eight bits of sRGB that a display is sent.
  init(_ red: Int, _ green: Int, _ blue: Int) {
    self.init(red: Self.light(red), green: Self.light(green), blue: Self.light(blue))
  }

  init(red: Double, green: Double, blue: Double) {
    (self.red, self.green, self.blue) = (red, green, blue)
  }

  private static func light(_ value: Int) -> Double {
    let part = Double(value) / 255
    return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
  }
}

extension PaintColor {
  /// The light of the colour; named and numbered ones as xterm paints them.
  var linear: LinearColor {
    switch self {
    case .ansi(let index), .indexed(let index):
      let (red, green, blue) = ThemeColor.components(Int(index))
      return LinearColor(red, green, blue)
    case .rgb(let red, let green, let blue): return LinearColor(Int(red), Int(green), Int(blue))
    }
  }
}
