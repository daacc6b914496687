import LabCore
import Tui
import Words

/// The way of a day drawn to scale, north above: the clinic, the stops by their numbers, and straight lines between.
struct RouteMap: Equatable, Sendable {
  /// A place on the map.
  struct Mark: Equatable, Sendable {
    /// What stands at the place, such as `3`.
    var label: String
    /// What the legend says of it.
    var words: String
    /// Nil where nobody knows the place; it stands in the legend alone.
    var point: GeoPoint?
    var role: Role = .textStrong
  }

  var clinic: GeoPoint?
  var marks: [Mark]
  /// Whether the marks are visited in their order; others are places alone.
  var isRoute = true
  var title = say("Map")

  static let clinicLabel = "C"

  /// The known places in the order of the way, which begins and ends at the clinic.
  private var way: [GeoPoint] {
    [clinic].compactMap(\.self) + marks.compactMap(\.point) + [clinic].compactMap(\.self)
  }

  /// `12.4 km, from the clinic and back`.
  var wayText: String {
    guard isRoute else { return marks.count.counted("visit") }
    let far = Distance.way(over: way).text
    return clinic == nil ? say("\(far) from stop to stop") : say("\(far) from the clinic and back")
  }

  func draw(on canvas: inout Canvas, in area: Rect) {
    // The legend stands beside the map where both have room, and below it otherwise.
    let isWide = area.columns >= 100
    let legendRows = min(marks.count + 2, max(3, area.rows / 2))
    let legend = isWide ? area.right(38) : area.bottom(legendRows)
    let box = isWide ? area.droppingRight(39) : area.droppingBottom(legendRows)
    canvas.box(box, title: title)
    drawPlaces(on: &canvas, in: box.inset(rows: 1, columns: 2))
    drawLegend(on: &canvas, in: isWide ? legend.droppingTop(1) : legend)
  }

  private func drawPlaces(on canvas: inout Canvas, in area: Rect) {
    guard !area.isEmpty else { return }
    let known = way
    guard !known.isEmpty else {
      let words = say("No place of this day has coordinates.")
      canvas.put(words, row: area.row, column: area.column, width: area.columns, role: .textDim)
      return
    }
    var grid = DotGrid(size: area.size)
    let scale = MapScale(holding: known, width: grid.width, height: grid.height)
    let dots = known.map(scale.dot)
    if isRoute {
      for (start, end) in zip(dots, dots.dropFirst()) { grid.line(from: start, to: end) }
    }
    grid.draw(on: &canvas, in: area)
    var taken: Set<Point> = []
    if let clinic { put(Self.clinicLabel, at: scale.dot(clinic), role: .title, on: &canvas, in: area, &taken) }
    for mark in marks {
      guard let point = mark.point else { continue }
      put(mark.label, at: scale.dot(point), role: mark.role, on: &canvas, in: area, &taken)
    }
  }

  /// Puts a label at its dot, or at the nearest cells that no other label has.
  private func put(
    _ label: String, at dot: (x: Int, y: Int), role: Role, on canvas: inout Canvas, in area: Rect,
    _ taken: inout Set<Point>
  ) {
    let width = TextWidth.columns(of: label)
    let home = Point(row: dot.y / DotGrid.dotsPerRow, column: dot.x / DotGrid.dotsPerColumn)
    for (down, right) in Self.rings {
      let row = home.row + down
      let column = min(max(0, home.column + right), area.columns - width)
      let cells = (column..<column + width).map { Point(row: row, column: $0) }
      // One free cell stays between two labels of a row, so that 1 and 2 do not read as 12.
      let around = cells + [Point(row: row, column: column - 1), Point(row: row, column: column + width)]
      guard (0..<area.rows).contains(row), column >= 0, taken.isDisjoint(with: around) else { continue }
      canvas.put(label, row: area.row + row, column: area.column + column, width: width, role: role)
      taken.formUnion(cells)
      return
    }
  }

  /// Offsets from a cell, the nearest first; rows count twice, as cells are twice as high as wide.
  private static let rings: [(down: Int, right: Int)] = (-4...4).flatMap { down in
    (-10...10).map { (down: down, right: $0) }
  }.sorted {
    (abs($0.down) * 2 + abs($0.right), $0.down, $0.right) < (abs($1.down) * 2 + abs($1.right), $1.down, $1.right)
  }

  private func drawLegend(on canvas: inout Canvas, in area: Rect) {
    guard !area.isEmpty else { return }
    canvas.put(wayText, row: area.row, column: area.column + 1, width: area.columns - 1, role: .textStrong)
    let clinicWords = clinic == nil ? say("the clinic has no coordinates") : "clinic"
    let lines =
      [(Self.clinicLabel, clinicWords, Role.title)]
      + marks.map {
        ($0.label, $0.point == nil ? say("\($0.words) (no coordinates)") : $0.words, $0.role)
      }
    let room = area.rows - 1
    for (offset, line) in lines.prefix(room).enumerated() {
      let row = area.row + 1 + offset
      if offset == room - 1, lines.count > room {
        canvas.put(say("and \(lines.count - offset) more"), row: row, column: area.column + 4, role: .textDim)
        return
      }
      canvas.put(line.0, row: row, column: area.column, width: 3, role: line.2, align: .trailing)
      canvas.put(line.1, row: row, column: area.column + 4, width: area.columns - 4)
    }
  }
}

/// How places become dots: the same scale in both directions, the middle of all places in the middle.
private struct MapScale {
  private let west: Double
  private let south: Double
  private let eastPerDegree: Double
  private let metresPerDot: Double
  private let offset: (x: Double, y: Double)
  private let height: Int

  private static let metresPerDegree = 111_195.0

  init(holding points: [GeoPoint], width: Int, height: Int) {
    let latitudes = points.map(\.latitude)
    let longitudes = points.map(\.longitude)
    let (south, north) = (latitudes.min() ?? 0, latitudes.max() ?? 0)
    let (west, east) = (longitudes.min() ?? 0, longitudes.max() ?? 0)
    let middle = GeoPoint(latitude: (south + north) / 2, longitude: west)
    // The length of a degree eastwards in the middle of the map, by the same sphere as all ways.
    let degree = middle.flatMap { start in
      GeoPoint(latitude: start.latitude, longitude: min(180, west + 1)).map(start.metresInStraightLine)
    }
    eastPerDegree = max(1, degree ?? Self.metresPerDegree)
    let (broad, high) = ((east - west) * eastPerDegree, (north - south) * Self.metresPerDegree)
    metresPerDot = max(1, broad / Double(max(1, width - 1)), high / Double(max(1, height - 1)))
    offset = (
      (Double(width - 1) - broad / metresPerDot) / 2, (Double(height - 1) - high / metresPerDot) / 2
    )
    self.west = west
    self.south = south
    self.height = height
  }

  func dot(_ point: GeoPoint) -> (x: Int, y: Int) {
    let x = (point.longitude - west) * eastPerDegree / metresPerDot + offset.x
    let y = (point.latitude - south) * Self.metresPerDegree / metresPerDot + offset.y
    return (Int(x.rounded()), height - 1 - Int(y.rounded()))
  }
}
