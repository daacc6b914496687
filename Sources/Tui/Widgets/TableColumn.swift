/// A column of a table and how it gives way on narrow screens.
package struct TableColumn: Equatable, Sendable {
  /// How wide a column is.
  package enum Width: Equatable, Sendable {
    case fixed(Int)
    /// At least the first, growing to the second before flexible columns get anything.
    case between(Int, Int)
    /// At least the minimum, and a share of what is left by weight.
    case flex(minimum: Int, weight: Int = 1)

    var minimum: Int {
      switch self {
      case .fixed(let columns): columns
      case .between(let least, _): least
      case .flex(let minimum, _): minimum
      }
    }
  }

  package var title: String
  package var width: Width
  package var alignment: Alignment
  /// Columns of the highest number are dropped first; 0 always stays.
  package var priority: Int

  package init(_ title: String, _ width: Width, align: Alignment = .leading, priority: Int = 0) {
    self.title = title
    self.width = width
    alignment = align
    self.priority = priority
  }

  static let gap = 2

  /// Returns the indexes and widths of the columns that fit, from left to right.
  static func layout(_ columns: [TableColumn], room: Int) -> [(index: Int, width: Int)] {
    var kept = Array(columns.indices)
    let needed = { (kept: [Int]) in kept.reduce(-gap) { $0 + columns[$1].width.minimum + gap } }
    while kept.count > 1, needed(kept) > room,
      let victim = kept.filter({ columns[$0].priority > 0 }).max(by: {
        (columns[$0].priority, $0) < (columns[$1].priority, $1)
      })
    {
      kept.removeAll { $0 == victim }
    }
    var widths = kept.map { columns[$0].width.minimum }
    var left = max(0, room - needed(kept))
    for (place, index) in kept.enumerated() {
      if case .between(let least, let most) = columns[index].width {
        let growth = min(left, max(0, most - least))
        widths[place] += growth
        left -= growth
      }
    }
    let weights = kept.map { if case .flex(_, let weight) = columns[$0].width { max(1, weight) } else { 0 } }
    var total = weights.reduce(0, +)
    for (place, weight) in weights.enumerated() where weight > 0 {
      let share = left * weight / total
      widths[place] += share
      left -= share
      total -= weight
    }
    return zip(kept, widths).map { (index: $0, width: $1) }
  }
}
