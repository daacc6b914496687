import LabCore
import LabStore
import Tui

extension Intake {
  /// The columns of the panel with price, tubes and warnings, where there is room for it.
  static let panelColumns = 30

  /// Draws the form with the live panel beside it, or with one line of price below it on narrow screens.
  func draw(on canvas: inout Canvas, in area: Rect) {
    guard area.columns >= 76 else {
      form.draw(on: &canvas, in: area.droppingBottom(1))
      let line = PricePanel(quote: quote, currency: currency).line()
      canvas.put(line, row: area.endRow - 1, column: area.column + 2, width: area.columns - 2, role: .priceTotal)
      asking?.draw(on: &canvas, in: area)
      return
    }
    let columns = area.columns >= 110 ? 40 : Self.panelColumns
    let panel = area.right(columns)
    let left = area.droppingRight(columns + 2)
    drawPanel(on: &canvas, in: panel)
    for row in area.row..<area.endRow {
      canvas.put(canvas.glyphs.vertical, row: row, column: panel.column - 2, role: .box)
    }
    form.draw(on: &canvas, in: left, overlay: area)
    asking?.draw(on: &canvas, in: area)
  }

  private func drawPanel(on canvas: inout Canvas, in area: Rect) {
    let tubes = plan.map { $0.groups.count + $0.warnings.count + 3 } ?? 0
    var rest = area
    for (text, role) in people {
      for line in TextWidth.wrap(text, width: rest.columns) where rest.rows > 0 {
        canvas.put(line, row: rest.row, column: rest.column, width: rest.columns, role: role)
        rest = rest.droppingTop(1)
      }
    }
    if !people.isEmpty { rest = rest.droppingTop(1) }
    let used = PricePanel(quote: quote, currency: currency, day: otherDay).draw(
      on: &canvas, in: rest.top(max(6, rest.rows - tubes - 2)))
    rest = rest.droppingTop(used + 1)
    rest = rest.droppingTop(TubePanel(plan: plan).draw(on: &canvas, in: rest) + 1)
    for text in notes {
      for line in TextWidth.wrap(text, width: rest.columns) where rest.rows > 0 {
        canvas.put(line, row: rest.row, column: rest.column, width: rest.columns, role: .messageWarning)
        rest = rest.droppingTop(1)
      }
    }
  }

  /// Whom the booking is for: the client with the number to call, and the pet.
  private var people: [(String, Role)] {
    var lines: [(String, Role)] = []
    if let client = record?.client {
      lines.append(("\(client.name)", .textStrong))
      if let phone = client.phone { lines.append((phone.text(atHome: country), .text)) }
    }
    if let pet = chosenPet, !pet.isPlaceholder {
      // The kind on one line, what is measured on the next, so that no figure is torn from its unit.
      let parts = pet.summary(on: now.date).split(separator: " · ").map(String.init)
      lines.append((parts.prefix(2).joined(separator: " · "), .text))
      if parts.count > 2 { lines.append((parts.dropFirst(2).joined(separator: " · "), .text)) }
    }
    return lines
  }

  /// Each preparation once, with the codes it is for.
  private var preparations: [String] {
    var order: [String] = []
    var codes: [String: [String]] = [:]
    for test in (expansion?.lines ?? []).map(\.test) {
      guard let words = test.preparation else { continue }
      if codes[words] == nil { order.append(words) }
      codes[words, default: []].append(test.code)
    }
    return order.map { words in "\((codes[words] ?? []).joined(separator: ", ")): \(words)" }
  }

  /// What else is worth saying: warnings, a discount within reach, preparation.
  private var notes: [String] {
    let near = quote?.nearMisses.map(\.words) ?? []
    return warnings + near + preparations
  }
}
