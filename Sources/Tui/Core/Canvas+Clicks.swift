/// What a click at some place of a frame stands for: keys, so that nothing can be clicked that cannot be pressed.
package struct ClickSpot: Equatable, Sendable {
  package var area: Rect
  package var presses: [KeyPress]
  /// Whether it is a row of a list, which the wheel moves through.
  package var isRow = false
}

extension Canvas {
  /// Lets clicks in an area stand for keys; what is drawn later lies above.
  package mutating func spot(_ area: Rect, _ presses: [KeyPress]) {
    spots.append(ClickSpot(area: area.intersection(bounds), presses: presses))
  }

  /// Lets a click on a row of a list go there, as so many strokes of Up or Down do, and one on the selected row press Enter.
  package mutating func rowSpot(_ area: Rect, _ steps: Int, then last: KeyPress? = nil) {
    let moves = Array(repeating: KeyPress(steps < 0 ? .up : .down), count: abs(steps))
    let presses = steps == 0 ? [KeyPress(.enter)] : moves + [last].compactMap(\.self)
    spots.append(ClickSpot(area: area.intersection(bounds), presses: presses, isRow: true))
  }

  /// Takes clicks off everything below an area.
  package mutating func shield(_ area: Rect) { spot(area, []) }

  /// The keys that a click or a turn of the wheel stands for.
  package func presses(for event: MouseEvent) -> [KeyPress] {
    let spot = spots.last { $0.area.contains(event.point) }
    let isRow = spot?.isRow ?? false
    switch event.kind {
    case .press: return spot?.presses ?? []
    case .wheelUp: return isRow ? Self.turn(.up) : [KeyPress(.pageUp)]
    case .wheelDown: return isRow ? Self.turn(.down) : [KeyPress(.pageDown)]
    }
  }

  /// A notch of the wheel is three rows.
  private static func turn(_ key: Key) -> [KeyPress] { Array(repeating: KeyPress(key), count: 3) }
}
