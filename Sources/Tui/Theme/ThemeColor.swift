/// A colour of a theme: what is wanted, and what to use where only sixteen colours exist.
struct ThemeColor: Hashable, Sendable {
  /// The wanted colour; nil is the terminal's own.
  var wanted: PaintColor?
  /// The replacement among the sixteen colours, 0–15; chosen by distance where the theme names none.
  var ansi: UInt8?

  /// Returns the colour for a depth; mono terminals have none.
  func color(at depth: ColorDepth) -> PaintColor? {
    guard let wanted else { return nil }
    switch depth {
    case .mono: return nil
    case .ansi16: return .ansi(ansi ?? Self.nearestANSI(wanted))
    case .ansi256:
      guard case .rgb(let red, let green, let blue) = wanted else { return wanted }
      return .indexed(Self.nearestIndexed(red, green, blue))
    case .trueColor: return wanted
    }
  }

  /// Reads `#rrggbb`, `#rgb`, a named colour, an index 0–255 or `default`.
  static func parse(_ text: String) -> ThemeColor? {
    if text == "default" { return ThemeColor() }
    if let index = names.firstIndex(of: text) { return ThemeColor(wanted: .ansi(UInt8(index)), ansi: UInt8(index)) }
    if let index = UInt8(text) { return ThemeColor(wanted: .indexed(index)) }
    guard text.hasPrefix("#") else { return nil }
    var digits = String(text.dropFirst())
    if digits.count == 3 { digits = digits.map { "\($0)\($0)" }.joined() }
    guard digits.utf8.count == 6, let value = UInt32(digits, radix: 16) else { return nil }
    return ThemeColor(wanted: .rgb(UInt8(value >> 16), UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF)))
  }

  /// The names of the sixteen colours in their order.
  static let names = [
    "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white", "bright-black", "bright-red",
    "bright-green", "bright-yellow", "bright-blue", "bright-magenta", "bright-cyan", "bright-white",
  ]

  // MARK: Downsampling

  /// Returns the nearest colour of the 6×6×6 cube or the grey ramp of xterm.
  static func nearestIndexed(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> UInt8 {
    let level = { (value: UInt8) in value < 48 ? 0 : value < 115 ? 1 : (Int(value) - 35) / 40 }
    let (r, g, b) = (level(red), level(green), level(blue))
    let cube = 16 + 36 * r + 6 * g + b
    let average = (Int(red) + Int(green) + Int(blue)) / 3
    let step = min(23, max(0, (average - 3) / 10))
    let grey = 232 + step
    let target = (Int(red), Int(green), Int(blue))
    return UInt8(distance(components(grey), target) < distance(components(cube), target) ? grey : cube)
  }

  /// Returns the nearest of the sixteen colours, as xterm paints them.
  static func nearestANSI(_ color: PaintColor) -> UInt8 {
    let target: (Int, Int, Int)
    switch color {
    case .ansi(let index): return index & 15
    case .indexed(let index):
      if index < 16 { return index }
      target = components(Int(index))
    case .rgb(let red, let green, let blue): target = (Int(red), Int(green), Int(blue))
    }
    var best = 0
    for index in 1..<16 where distance(components(index), target) < distance(components(best), target) { best = index }
    return UInt8(best)
  }

  /// Returns red, green and blue of an index of xterm's 256 colours.
  static func components(_ index: Int) -> (Int, Int, Int) {
    switch index {
    case ..<16:
      let (r, g, b) = sixteen[max(0, index)]
      return (r, g, b)
    case ..<232:
      let cube = index - 16
      let value = { (step: Int) in step == 0 ? 0 : 55 + 40 * step }
      return (value(cube / 36), value(cube / 6 % 6), value(cube % 6))
    default:
      let grey = 8 + 10 * (index - 232)
      return (grey, grey, grey)
    }
  }

  private static let sixteen: [(Int, Int, Int)] = [
    (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229),
    (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255), (0, 255, 255),
    (255, 255, 255),
  ]

  private static func distance(_ one: (Int, Int, Int), _ other: (Int, Int, Int)) -> Int {
    let (r, g, b) = (one.0 - other.0, one.1 - other.1, one.2 - other.2)
    return 2 * r * r + 4 * g * g + 3 * b * b
  }
}
