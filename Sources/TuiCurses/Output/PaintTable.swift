import CNcurses
import Tui

/// Keeps the look of every role as a ready cell of ncurses and allocates colour pairs as they are first needed.
@MainActor
struct PaintTable {
  let depth: ColorDepth
  private let colors: Int
  private let hasDefaultColors: Bool
  private let mostPairs: Int
  private var pairs: [PairKey: Int32] = [:]
  private var paints: [Paint?]
  private var looks: [Look]

  /// How a role is drawn: attributes, colour pair, and a blank cell with both.
  struct Look {
    var attributes: attr_t = NC_NORMAL
    var pair: Int32 = 0
    var blank = cchar_t()
  }

  private struct PairKey: Hashable {
    var foreground: Int32
    var background: Int32
  }

  /// Makes the table for the current screen, after `start_color`.
  init(depth: ColorDepth, hasDefaultColors: Bool) {
    self.depth = depth
    self.hasDefaultColors = hasDefaultColors
    colors = Int(nc_colors())
    mostPairs = Int(nc_color_pairs())
    paints = Array(repeating: nil, count: Role.allCases.count)
    looks = Array(repeating: Look(), count: Role.allCases.count)
  }

  /// Takes over the paints of `theme`; says whether any look changed.
  mutating func apply(_ theme: Theme) -> Bool {
    var didChange = false
    for role in Role.allCases {
      let index = Int(role.rawValue)
      let paint = theme.paint(for: role, depth: depth)
      guard paints[index] != paint else { continue }
      paints[index] = paint
      looks[index] = look(for: paint)
      didChange = true
    }
    return didChange
  }

  func look(of role: Role) -> Look { looks[Int(role.rawValue)] }

  private mutating func look(for paint: Paint) -> Look {
    var look = Look()
    for (attribute, code) in Self.attributes where paint.attributes.contains(attribute) { look.attributes |= code }
    if depth > .mono {
      var isBright = false
      let foreground = number(paint.foreground, fallback: 7, isBright: &isBright)
      if isBright { look.attributes |= NC_BOLD }
      let background = number(paint.background, fallback: 0, isBright: &isBright)
      look.pair = pair(PairKey(foreground: foreground, background: background))
    }
    var blank: [wchar_t] = [0x20, 0]
    nc_setcchar(&look.blank, &blank, look.attributes, look.pair)
    return look
  }

  private static let attributes: [(PaintAttributes, attr_t)] = [
    (.bold, NC_BOLD), (.dim, NC_DIM), (.italic, NC_ITALIC), (.underline, NC_UNDERLINE), (.reverse, NC_REVERSE),
  ]

  /// Returns ncurses' number of a colour; −1 is the terminal's own. Eight-colour terminals show bright ones as bold.
  private func number(_ color: PaintColor?, fallback: Int32, isBright: inout Bool) -> Int32 {
    isBright = false
    let index: Int
    switch color {
    case nil: return hasDefaultColors ? -1 : fallback
    case .ansi(let code)?: index = Int(code)
    case .indexed(let code)?: index = Int(code)
    case .rgb(let red, let green, let blue)?: return Int32(red) << 16 | Int32(green) << 8 | Int32(blue)
    }
    if index < colors { return Int32(index) }
    isBright = index >= 8
    return Int32(index & 7)
  }

  private mutating func pair(_ key: PairKey) -> Int32 {
    if key == PairKey(foreground: -1, background: -1) { return 0 }
    if let known = pairs[key] { return known }
    let next = Int32(pairs.count + 1)
    guard next < mostPairs, init_extended_pair(next, key.foreground, key.background) == OK else { return 0 }
    pairs[key] = next
    return next
  }
}
