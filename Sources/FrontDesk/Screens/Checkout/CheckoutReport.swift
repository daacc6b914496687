import LabCore
import Tui
import Words

/// What the preview has to say below its form: what each way comes to, the best code, and every rule with its outcome.
struct CheckoutReport: Sendable {
  private(set) var preview: CheckoutPreview?
  private(set) var advice: [Line] = []
  /// The rules of each way that is told, in the order in which they are shown.
  private var rules: [[RuleTrace]] = []
  private(set) var currency = Currency.inr
  /// The first line in sight.
  private var top = 0

  /// A line of text with a mark before it and an amount at its end.
  struct Line: Equatable, Sendable {
    var mark: Mark
    var text: String
    var amount = ""
    var role = Role.text

    enum Mark: Sendable { case none, passed, failed, notTried, near }
  }

  mutating func show(_ preview: CheckoutPreview?, for client: String?, in currency: Currency) {
    self.preview = preview
    self.currency = currency
    advice = preview.map { Self.advice($0, for: client, in: currency) } ?? []
    rules = told.map { Self.ranked($0.quote.trace) }
    if preview == nil { top = 0 }
  }

  /// Scrolls; false for a key that means nothing here.
  mutating func handle(_ press: KeyPress) -> Bool {
    switch (press.key, press.modifiers) {
    case (.pageUp, []): top = max(0, top - 5)
    case (.pageDown, []): top = min(top + 5, max(0, lineCount - 3))
    default: return false
    }
    return true
  }

  // MARK: Words

  private static func advice(_ preview: CheckoutPreview, for client: String?, in currency: Currency) -> [Line] {
    func short(_ amount: Money) -> String { amount.shortFormatted(in: currency) }
    let whom = client.map { say(" for \($0)") } ?? ""
    var lines: [Line] = []
    for way in preview.ways {
      guard let verdict = way.quote.couponVerdict else { continue }
      lines.append(
        Line(
          mark: way.isInVain ? .failed : .passed, text: "\(way.code): \(verdict.sentence(in: currency))",
          role: way.isInVain ? .messageWarning : .text))
    }
    if let best = preview.suggestions.first {
      let automatic = preview.without.quote.discount
      let instead = automatic.isZero ? "" : say(", where \(short(automatic)) goes off without a code")
      lines.append(
        Line(
          mark: .passed,
          text: say("Best code\(whom): \(best.code), “\(best.offer)”, takes \(short(best.discount)) off\(instead)."),
          role: .textStrong))
      let next = preview.suggestions.dropFirst().prefix(2).map { "\($0.code) \(short($0.discount))" }
      if !next.isEmpty { lines.append(Line(mark: .none, text: say("Next best: \(next.joined(separator: ", "))."))) }
    } else {
      let automatic = preview.without.quote.discounts.first
      let reason = automatic.map { say(": “\($0.name)” takes \(short($0.amount)) off already") } ?? ""
      lines.append(Line(mark: .none, text: say("No code gains anything\(whom)\(reason)."), role: .textDim))
    }
    if let near = preview.nearMisses.first {
      lines.append(
        Line(mark: .near, text: say("\(short(near.missing)) more qualifies for \(near.code), “\(near.offer)”.")))
    }
    return lines
  }

  /// Every rule of a way: of the offers what takes something off and what lacks little first, the rest in its order.
  private static func ranked(_ trace: [RuleTrace]) -> [RuleTrace] {
    guard let first = trace.firstIndex(where: \.isAboutOffer) else { return trace }
    let offers = trace.filter(\.isAboutOffer)
    let waiting = offers.filter { $0.outcome != .passed }
    var ranked = Array(trace[..<first])
    ranked += offers.filter { $0.outcome == .passed }
    ranked += waiting.filter { $0.nearMiss != nil }
    ranked += waiting.filter { $0.nearMiss == nil }
    ranked += trace[first...].filter { !$0.isAboutOffer }
    return ranked
  }

  private func line(_ rule: RuleTrace) -> Line {
    let mark: Line.Mark =
      switch rule.outcome {
      case .passed: .passed
      case .failed: rule.nearMiss == nil ? .failed : .near
      case .notTried: .notTried
      }
    let role: Role =
      switch mark {
      case .near: .messageWarning
      case .failed, .notTried: .textDim
      case .passed: rule.rule == "total" ? .priceTotal : .text
      case .none: .text
      }
    return Line(mark: mark, text: rule.words, amount: rule.amount?.formatted(in: currency) ?? "", role: role)
  }

  /// The ways whose rules are shown: the codes that were typed, or the price without one.
  private var told: [CheckoutPreview.Way] {
    preview.map { $0.ways.isEmpty ? [$0.without] : $0.ways } ?? []
  }

  private var lineCount: Int { advice.count + rules.reduce(0) { $0 + $1.count + 2 } }

  // MARK: View

  /// From this width on the rules of two codes stand side by side.
  private static let wideColumns = 110

  func draw(on canvas: inout Canvas, in area: Rect) {
    guard area.rows > 1, area.columns > 30 else { return }
    guard let preview else {
      canvas.put(
        say("Pick a test to see what it costs."), row: area.row, column: area.column, width: area.columns,
        role: .textDim)
      return
    }
    let used = drawWays(preview, on: &canvas, in: area)
    var rest = area.droppingTop(used + 1)
    if told.count > 1, area.columns >= Self.wideColumns {
      let columns = (area.columns - 3) / 2
      let advised = drawLines(advice.map(Entry.line), from: 0, on: &canvas, in: rest)
      rest = rest.droppingTop(advised + 1)
      for (side, place) in [(rest.left(columns), 0), (rest.right(columns), 1)] {
        drawLines(headed(place), from: top, on: &canvas, in: side)
      }
    } else {
      let gap = Entry.line(Line(mark: .none, text: ""))
      drawLines(advice.map(Entry.line) + told.indices.flatMap { [gap] + headed($0) }, from: top, on: &canvas, in: rest)
    }
  }

  /// Something to be drawn: a line, or a rule whose words are made once it is in sight.
  private enum Entry {
    case line(Line)
    case rule(RuleTrace)
  }

  private func headed(_ place: Int) -> [Entry] {
    let code = told[place].code
    let title = code.isEmpty ? say("Without a code, rule by rule") : say("With \(code), rule by rule")
    return [.line(Line(mark: .none, text: title, role: .boxTitle))] + rules[place].map(Entry.rule)
  }

  /// Draws lines, wrapped, from one of them on; returns the rows used. What is out of sight costs nothing.
  @discardableResult
  private func drawLines(_ entries: [Entry], from first: Int, on canvas: inout Canvas, in area: Rect) -> Int {
    guard area.rows > 0 else { return 0 }
    var row = area.row
    let start = max(0, min(first, entries.count - 3))
    var next = start
    while next < entries.count, row < area.endRow {
      let line =
        switch entries[next] {
        case .line(let line): line
        case .rule(let rule): self.line(rule)
        }
      row += draw(line, on: &canvas, in: area.droppingTop(row - area.row))
      next += 1
    }
    if start > 0 { canvas.put(canvas.glyphs.arrowUp, row: area.row, column: area.endColumn, role: .textDim) }
    if next < entries.count {
      canvas.put(canvas.glyphs.arrowDown, row: area.endRow - 1, column: area.endColumn, role: .textDim)
    }
    return row - area.row
  }

  /// Draws one line, wrapped, with its mark and its amount; returns the rows used.
  private func draw(_ line: Line, on canvas: inout Canvas, in area: Rect) -> Int {
    let room = area.columns - 2 - (line.amount.isEmpty ? 0 : TextWidth.columns(of: line.amount) + 1)
    let wrapped = line.text.isEmpty ? [""] : TextWidth.wrap(line.text, width: max(10, room))
    if let glyph = line.mark.glyph(canvas.glyphs) {
      canvas.put(glyph, row: area.row, column: area.column, role: line.mark.role)
    }
    canvas.put(line.amount, row: area.row, column: area.column, width: area.columns, role: line.role, align: .trailing)
    for (offset, text) in wrapped.prefix(area.rows).enumerated() {
      canvas.put(text, row: area.row + offset, column: area.column + 2, width: room, role: line.role)
    }
    return min(wrapped.count, area.rows)
  }

  /// The columns of the table of ways; where there is little room, what adds up to the total gives way first.
  private enum Column: String, CaseIterable {
    case tests = "Tests"
    case discount = "Discount"
    case way = "Way"
    case tax = "Tax"
    case total = "Total"

    static let width = 13

    /// Of a quote that the table is about, and in the columns that there are.
    static func shown(for quote: Quote, room: Int) -> [Column] {
      var shown = allCases
      if quote.taxes.allSatisfy(\.amount.isZero) { shown.removeAll { $0 == .tax } }
      if quote.distanceCharge.isZero { shown.removeAll { $0 == .way } }
      for column in [Column.tax, .way, .tests] where shown.count * width > room { shown.removeAll { $0 == column } }
      return shown
    }

    func figure(_ quote: Quote, in currency: Currency) -> String {
      switch self {
      case .tests: quote.subtotal.formatted(in: currency)
      case .discount: quote.discount.isZero ? "–" : (-quote.discount).formatted(in: currency)
      case .way: quote.distanceCharge.formatted(in: currency)
      case .tax: quote.tax.formatted(in: currency)
      case .total: quote.total.formatted(in: currency)
      }
    }
  }

  /// Draws a row for each way to pay; returns the rows used.
  private func drawWays(_ preview: CheckoutPreview, on canvas: inout Canvas, in area: Rect) -> Int {
    let names = 18
    let columns = Column.shown(for: preview.without.quote, room: area.columns - names)
    func put(_ texts: [String], name: String, row: Int, role: Role) {
      canvas.put(name, row: row, column: area.column + 2, width: names - 2, role: role)
      for (place, text) in texts.enumerated() {
        canvas.put(
          text, row: row, column: area.column + names + place * Column.width, width: Column.width, role: role,
          align: .trailing)
      }
    }
    put(columns.map(\.rawValue), name: "", row: area.row, role: .tableHeader)
    let cheapest = preview.cheapest
    for (place, way) in ([preview.without] + preview.ways).enumerated() {
      let isBest = way.code == cheapest.code
      let row = area.row + 1 + place
      put(
        columns.map { $0.figure(way.quote, in: currency) }, name: way.code.isEmpty ? say("Without a code") : way.code,
        row: row, role: isBest ? .priceTotal : .text)
      if isBest, !preview.ways.isEmpty {
        canvas.put(canvas.glyphs.tick, row: row, column: area.column, role: .statusDone)
      }
    }
    return 2 + preview.ways.count
  }
}

extension CheckoutReport.Line.Mark {
  func glyph(_ glyphs: GlyphSet) -> Unicode.Scalar? {
    switch self {
    case .none: nil
    case .passed: glyphs.tick
    case .failed: glyphs.cross
    case .notTried: glyphs.dot
    case .near: glyphs.warning
    }
  }

  var role: Role {
    switch self {
    case .none, .notTried: .textDim
    case .passed: .statusDone
    case .failed: .statusProblem
    case .near: .messageWarning
    }
  }
}
