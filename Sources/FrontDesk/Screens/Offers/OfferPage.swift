import LabCore
import LabStore
import Tui
import Words

/// One offer to be read: its rules in words, what came of it, and its codes.
struct OfferPage: Sendable {
  private(set) var summary: OfferSummary
  var codes: CodeList
  var batches: [CouponBatch] = []
  private let currency: Currency
  private let today: CalendarDate
  private var testNames: [String]

  init(_ summary: OfferSummary, _ catalogue: Catalogue, in currency: Currency, at now: LocalDateTime) {
    self.summary = summary
    self.currency = currency
    today = now.date
    testNames = summary.offer.testNames(in: catalogue)
    codes = CodeList(of: summary.id, in: currency, at: now)
  }

  var id: OfferID { summary.id }

  mutating func replace(_ summary: OfferSummary, _ catalogue: Catalogue) {
    self.summary = summary
    testNames = summary.offer.testNames(in: catalogue)
  }

  /// Reads everything that the page shows besides the offer itself.
  mutating func read() -> [Effect] {
    codes.read() + [.work(.offers(.readBatches(summary.id)), slot: .background)]
  }

  // MARK: Drawing

  func draw(on canvas: inout Canvas, in area: Rect, isActive: Bool) {
    let rest = drawRules(on: &canvas, in: area, leaving: 6)
    codes.draw(on: &canvas, in: rest, isActive: isActive)
  }

  /// Draws the offer beside the list.
  func drawBeside(on canvas: inout Canvas, in area: Rect) {
    _ = drawRules(on: &canvas, in: area, leaving: 0)
  }

  private func drawRules(on canvas: inout Canvas, in area: Rect, leaving least: Int) -> Rect {
    let state = summary.offer.state(on: today)
    let room = area.columns - 4
    let name = canvas.put(
      summary.offer.name, row: area.row, column: area.column + 2, width: room - 14, role: .textStrong)
    canvas.put(
      state.displayName, row: area.row, column: area.column + name + 4, width: 12, role: state.listRole)
    var rest = area.droppingTop(1)
    for (text, role) in lines {
      for line in TextWidth.wrap(text, width: room) where rest.rows > least {
        canvas.put(line, row: rest.row, column: area.column + 2, width: room, role: role)
        rest = rest.droppingTop(1)
      }
    }
    return rest.rows > least ? rest.droppingTop(1) : rest
  }

  private var lines: [(text: String, role: Role)] {
    var lines: [(String, Role)] = []
    let sentences = summary.offer.rules(tests: testNames, in: currency)
    // Two sentences a line: the rules are read at one glance, and the codes keep their room.
    lines.append((sentences.joined(separator: " "), .text))
    let occasion = [summary.eventTag, summary.description].compactMap(\.self).joined(separator: " · ")
    if !occasion.isEmpty { lines.append((occasion, .textDim)) }
    let figures =
      summary.uses == 0
      ? say("No booking has had it yet.")
      : say(
        "\(summary.uses.counted("booking")) had it: \(summary.givenAway.shortFormatted(in: currency)) given away, "
          + "\(summary.brought.shortFormatted(in: currency)) brought.")
    lines.append((figures, summary.uses == 0 ? .textDim : .textStrong))
    return lines
  }
}
