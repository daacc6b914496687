import LabCore
import LabStore
import Tui
import Words

/// Receives tubes one after the other: a number is scanned or typed, Enter takes it, and what came of it stands below.
///
/// A scanner may be faster than the database: numbers wait in line and are sent together.
struct ReceivePanel: Sendable {
  private var field = TextField(maximumLength: 40, placeholder: "26-000123")
  /// What came of the numbers, the newest first.
  private(set) var receipts: [TubeReceipt] = []
  /// Numbers that wait for their turn.
  private(set) var waiting: [String] = []
  /// Numbers that are on their way to the database.
  private(set) var sent: [String] = []
  private(set) var problem: String?

  /// What became of the panel.
  enum Outcome: Sendable {
    case open
    case closed
    case asks(Work)
  }

  /// Says that a number is typed or not yet answered.
  var isDirty: Bool { !field.isEmpty || !waiting.isEmpty || !sent.isEmpty }

  var receivedCount: Int { receipts.count(where: \.isReceived) }

  mutating func handle(_ press: KeyPress) -> Outcome {
    switch (press.key, press.modifiers) {
    case (.escape, []):
      guard field.isEmpty else {
        field.text = ""
        return .open
      }
      guard waiting.isEmpty, sent.isEmpty else {
        problem = say("\((waiting + sent).count.counted("number")) not received yet; Ctrl-U drops what waits.")
        return .open
      }
      return .closed
    case (.character("u"), .control) where field.isEmpty && !waiting.isEmpty:
      waiting = []
      problem = nil
      return .open
    case (.enter, []): return take()
    default:
      problem = nil
      _ = field.handle(press)
      return .open
    }
  }

  mutating func paste(_ text: String) -> Outcome {
    // A list of numbers may be pasted, one to a line.
    let lines = text.split(whereSeparator: \.isNewline)
    problem = nil
    guard lines.count > 1 else {
      _ = field.paste(text)
      return .open
    }
    waiting += lines.map { String($0).singleSpaced }.filter { !$0.isEmpty }
    return send()
  }

  /// Takes the number in the field; without one, what could not be sent is tried again.
  mutating func take() -> Outcome {
    let number = field.text.singleSpaced
    field.text = ""
    if !number.isEmpty { waiting.append(number) }
    return send()
  }

  private mutating func send() -> Outcome {
    guard sent.isEmpty, !waiting.isEmpty else { return .open }
    problem = nil
    sent = waiting
    waiting = []
    return .asks(.lab(.receive(sent)))
  }

  /// Shows what came of the numbers and sends those that came meanwhile.
  mutating func receive(_ answers: [TubeReceipt]) -> Outcome {
    receipts.insert(contentsOf: answers.reversed(), at: 0)
    sent = []
    return send()
  }

  /// Says why nothing was received; the numbers wait for the next Enter.
  mutating func refuse(_ error: DeskError) {
    waiting = sent + waiting
    sent = []
    problem = error.sentence
  }

  var remark: Message? {
    if let problem { return .error("\(problem)\(waiting.isEmpty ? "" : say(" Enter tries again."))") }
    guard let last = receipts.first else {
      return .info(say("Scan the label or type its number, such as 123 or 26-000123, and press Enter."))
    }
    let words = "\(last.number ?? last.typed): \(last.sentence)."
    return last.isReceived ? .info("\(words) \(last.subject)") : .warning(words)
  }

  func draw(on canvas: inout Canvas, in area: Rect) {
    canvas.fill(area, role: .popup)
    canvas.box(area, title: say("Receive tubes"))
    let inner = area.inset(rows: 1, columns: 2)
    canvas.put(say("Number"), row: inner.row, column: inner.column, width: 8, role: .fieldLabelFocus)
    field.draw(
      on: &canvas, row: inner.row, column: inner.column + 8, width: min(24, inner.columns - 8), isFocused: true)
    let line = [
      say("\(receivedCount.counted("tube")) received"),
      sent.count + waiting.count > 0 ? say("\(sent.count + waiting.count) on the way") : nil,
    ].compactMap(\.self).joined(separator: ", ")
    canvas.put(
      line, row: inner.row, column: inner.column + 34, width: max(0, inner.columns - 34), role: .textDim,
      align: .trailing)
    for (place, receipt) in receipts.prefix(max(0, inner.rows - 3)).enumerated() {
      let row = inner.row + 2 + place
      let mark = receipt.isReceived ? canvas.glyphs.tick : canvas.glyphs.cross
      let role: Role = receipt.isReceived ? .statusDone : .statusProblem
      canvas.put(mark, row: row, column: inner.column, role: role)
      canvas.put(receipt.number ?? receipt.typed, row: row, column: inner.column + 2, width: 11, role: .textStrong)
      let half = receipt.subject.isEmpty ? inner.columns - 14 : max(20, (inner.columns - 14) / 2)
      canvas.put(receipt.sentence, row: row, column: inner.column + 14, width: half - 1, role: role)
      canvas.put(
        receipt.subject, row: row, column: inner.column + 14 + half, width: max(0, inner.columns - 14 - half),
        role: .popup)
    }
    canvas.put(
      say("Enter receives the tube · Esc goes back to the list"), row: area.endRow - 2, column: inner.column,
      width: inner.columns, role: .textDim)
  }
}

extension Optional where Wrapped == ReceivePanel {
  /// Changes the panel where there is one; it goes when it is closed.
  mutating func act(_ body: (inout ReceivePanel) -> ReceivePanel.Outcome) -> [Effect] {
    guard var panel = self else { return [] }
    switch body(&panel) {
    case .open:
      self = panel
      return []
    case .closed:
      self = nil
      return [.act(EverywhereActions.refresh.id)]
    case .asks(let work):
      self = panel
      return [.work(work, slot: .receiving)]
    }
  }
}
