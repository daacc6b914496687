/// What differs between two texts, line by line, with the lines around it.
package struct LineDifference: CustomStringConvertible {
  package let description: String

  /// Lines kept around a difference.
  private static let context = 2

  package init(from old: String, to new: String) {
    let before = old.split(separator: "\n", omittingEmptySubsequences: false)
    let after = new.split(separator: "\n", omittingEmptySubsequences: false)
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in after.difference(from: before) {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var lines: [(text: String, isChange: Bool)] = []
    var left = 0
    var right = 0
    while left < before.count || right < after.count {
      if removed.contains(left) {
        lines.append(("- \(before[left])", true))
        left += 1
      } else if inserted.contains(right) {
        lines.append(("+ \(after[right])", true))
        right += 1
      } else {
        lines.append(("  \(before[left])", false))
        left += 1
        right += 1
      }
    }
    let shown = lines.indices.filter { index in
      lines[max(0, index - Self.context)...min(lines.count - 1, index + Self.context)].contains(where: \.isChange)
    }
    var text = ""
    var last = -1
    for index in shown {
      if index != last + 1 { text += "  …\n" }
      text += lines[index].text + "\n"
      last = index
    }
    description = text
  }
}
