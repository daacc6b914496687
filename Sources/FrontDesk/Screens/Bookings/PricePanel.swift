import LabCore
import Tui
import Words

/// The live price: every line with its amount, what was taken off and why, the way to the client, and the total.
struct PricePanel {
  var quote: Quote?
  var currency: Currency
  /// The day that the prices are of, where it is not today.
  var day: CalendarDate?

  /// Draws from the top of the area and returns the rows used; long carts are cut before the totals are.
  func draw(on canvas: inout Canvas, in area: Rect) -> Int {
    guard area.rows >= 3, area.columns >= 16 else { return 0 }
    let title = day.map { say("Price on \($0.text)") } ?? say("Price")
    canvas.put(title, row: area.row, column: area.column, width: area.columns, role: .boxTitle)
    guard let quote, !quote.lines.isEmpty else {
      canvas.put(
        say("Pick a test to see the price."), row: area.row + 1, column: area.column, width: area.columns,
        role: .textDim)
      return 2
    }
    let sums = sums(of: quote)
    let groups = groups(of: quote)
    let room = area.rows - 2 - sums.count
    let shown = groups.count <= room ? groups : Array(groups.prefix(max(0, room - 1)))
    var row = area.row + 1
    for group in shown {
      amount(group.name, group.amount, role: .price, row: row, on: &canvas, in: area)
      row += 1
    }
    if shown.count < groups.count {
      let rest = groups.dropFirst(shown.count)
      amount(say("and \(rest.count) more"), rest.map(\.amount).sum(), role: .textDim, row: row, on: &canvas, in: area)
      row += 1
    }
    for sum in sums {
      amount(sum.name, sum.amount, role: sum.role, row: row, on: &canvas, in: area)
      row += 1
    }
    return row - area.row
  }

  /// The one line that a narrow screen has room for.
  func line() -> String {
    guard let quote, !quote.lines.isEmpty else { return say("No test yet") }
    var parts = [quote.lines.count.counted("test")]
    if quote.discount > .zero { parts.append(say("less \(quote.discount.formatted(in: currency))")) }
    if quote.distanceCharge > .zero { parts.append(say("visit \(quote.distanceCharge.formatted(in: currency))")) }
    return parts.joined(separator: " · ") + say(" · total \(quote.total.formatted(in: currency))")
  }

  private struct Sum {
    var name: String
    var amount: Money
    var role: Role
  }

  private func sums(of quote: Quote) -> [Sum] {
    var sums = quote.discounts.map { Sum(name: $0.name, amount: -$0.amount, role: .priceDiscount) }
    if quote.distancePricingID != nil {
      let way = quote.distance.map { say("Home visit, \($0.text)") } ?? say("Home visit")
      sums.append(Sum(name: way, amount: quote.distanceCharge, role: .price))
    }
    for tax in quote.taxes where tax.amount != .zero {
      sums.append(Sum(name: say("Tax \(tax.code)"), amount: tax.amount, role: .price))
    }
    sums.append(Sum(name: say("Total"), amount: quote.total, role: .priceTotal))
    return sums
  }

  private func groups(of quote: Quote) -> [(name: String, amount: Money)] {
    var order: [TestID] = []
    var byTest: [TestID: (name: String, count: Int, amount: Money)] = [:]
    for line in quote.lines {
      if byTest[line.testID] == nil { order.append(line.testID) }
      let before = byTest[line.testID] ?? (line.name, 0, .zero)
      byTest[line.testID] = (before.name, before.count + 1, before.amount + line.unitPrice)
    }
    return order.compactMap { byTest[$0] }.map { ($0.count > 1 ? "\($0.count) × \($0.name)" : $0.name, $0.amount) }
  }

  private func amount(
    _ name: String, _ amount: Money, role: Role, row: Int, on canvas: inout Canvas, in area: Rect
  ) {
    let figure = amount.formatted(in: currency)
    let width = TextWidth.columns(of: figure)
    canvas.fill(
      Rect(row: row, column: area.column, rows: 1, columns: area.columns), role: role == .priceTotal ? role : .text)
    canvas.put(
      name, row: row, column: area.column, width: area.columns - width - 1, role: role == .price ? .text : role)
    canvas.put(figure, row: row, column: area.endColumn - width, width: width, role: role)
  }
}
