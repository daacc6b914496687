import Words

/// The results of a report side by side: name, value, unit, usual interval and mark.
struct ResultColumns {
  private let results: [ReportResult]
  private let page: TextWrap

  init(_ results: [ReportResult], _ page: TextWrap) {
    self.results = results
    self.page = page
  }

  /// Words are too long for a column: they stand behind their name, like a number on a narrow screen.
  var lines: [ReportText.Line] {
    let numbers = results.filter { page.measure($0.text) <= 12 }
    func widest(_ title: String, _ text: (ReportResult) -> String?, most: Int) -> Int {
      min(most, max(page.measure(title), numbers.map { page.measure(text($0) ?? "") }.max() ?? 0))
    }
    let flag = widest(say("Mark"), { $0.flag?.mark }, most: 12)
    let interval = widest(say("Usual"), { $0.interval?.text }, most: 20)
    let unit = widest(say("Unit"), \.unit, most: 14)
    let value = widest(say("Value"), \.text, most: 12)
    let name = min(widest(say("Result"), \.name, most: 36), max(10, page.width - flag - interval - unit - value - 8))
    func row(_ name: String, _ value: String, _ unit: String, _ interval: String, _ flag: String) -> String {
      [(name, 0), (value, 1), (unit, 2), (interval, 3)].map { text, column in
        page.padded(text, to: columns[column])
      }.joined(separator: "  ") + "  " + flag
    }
    let columns = [name, value, unit, interval]
    var lines = [
      ReportText.Line(text: row(say("Result"), say("Value"), say("Unit"), say("Usual"), say("Mark")), style: .strong)
    ]
    for result in results {
      let style: ReportText.Line.Style = (result.flag ?? .normal) == .normal ? .plain : .raised
      let names = page.broken(result.name, into: name)
      let line = row(
        names[0], result.text, result.unit ?? "", result.interval?.text ?? "", result.flag?.mark ?? ""
      ).trimmedEnd
      // What has no room in its columns is told below one another: a mark is never cut off.
      guard page.measure(result.text) <= 12, page.measure(line) <= page.width else {
        let all = [result.text, result.unit, result.interval?.text, result.flag?.mark].compactMap(\.self)
        lines += page.lines(
          all.filter { !$0.isEmpty }.joined(separator: "  "), style, after: result.name, indent: name + 2)
        continue
      }
      lines.append(ReportText.Line(text: line, style: style))
      lines += names.dropFirst().map { ReportText.Line(text: $0, style: style) }
    }
    return lines
  }
}

extension String {
  /// The text without blanks at its end.
  fileprivate var trimmedEnd: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
