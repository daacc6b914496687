import Testing

@testable import Tui

@Suite("Message line")
struct MessageLineTests {
  private func rows(_ text: String, problems: Int = 0, mostRows: Int = 3, columns: Int = 40) -> [String] {
    var message = MessageLine()
    message.show(text, .warning)
    message.problems = problems
    message.mostRows = mostRows
    let needed = message.rowsNeeded(columns: columns)
    var canvas = Canvas(size: Size(rows: needed, columns: columns))
    message.draw(on: &canvas, in: canvas.bounds)
    return (0..<needed).map { row in
      var text = canvas.text(row: row)
      while text.last == " " { text.removeLast() }
      return text
    }
  }

  @Test(
    "The count of problems gives way to the sentence, first its words and then the whole",
    arguments: [
      ("Age is needed.", "▲ Age is needed.    2 fields to correct"),
      ("The species is needed.", "▲ The species is needed.   2 to correct"),
      ("The species of the pet is needed.", "▲ The species of the pet is needed."),
    ])
  func count(_ text: String, _ expected: String) {
    #expect(rows(text, problems: 2) == [expected])
  }

  @Test("A sentence that is longer than the line takes more rows")
  func wrapped() {
    #expect(
      rows("A distance is 6.5 km, or coordinates such as 12.9716, 77.5946.", problems: 3, columns: 44) == [
        "▲ A distance is 6.5 km, or coordinates such", "  as 12.9716, 77.5946.  3 fields to correct",
      ])
  }

  @Test("No more rows are taken than allowed, and what is left is cut in the last")
  func most() {
    let text = String(repeating: "word ", count: 40)
    #expect(rows(text, mostRows: 1).count == 1)
    let three = rows(text)
    #expect(three.count == 3)
    #expect(three[0].hasSuffix("word"))
    #expect(three[2].hasSuffix("…"))
  }
}
