import LabCore
import Tui

/// Tests and panels as options of the tests field; the id carries kind, key and quantity: `t12`, `p3`, `t12*2`.
enum TestOption {
  /// The option of a line of the price list.
  static func option(
    _ entry: CatalogueEntry, _ count: Int = 1, _ catalogue: Catalogue, _ currency: Currency
  ) -> ChoiceOption {
    let code = entry.code.isEmpty ? entry.name : entry.code
    let title = count > 1 ? "\(count)x \(code)" : code
    switch entry {
    case .test(let test):
      let detail = [test.name, test.handlingText].filter { !$0.isEmpty }.joined(separator: " · ")
      return ChoiceOption(
        id: "t\(test.id)\(suffix(count))", title: title, detail: detail,
        note: (test.catalogPrice * count).shortFormatted(in: currency))
    case .panel(let panel):
      let tests = catalogue.tests(of: panel)
      let price = (panel.shares(of: tests) ?? tests.map(\.catalogPrice)).sum() * count
      return ChoiceOption(
        id: "p\(panel.id)\(suffix(count))", title: title,
        detail: "\(panel.name) · \(tests.map(\.code).joined(separator: ", "))",
        note: price.shortFormatted(in: currency))
    }
  }

  /// Reads an option's id back.
  static func entry(of id: String) -> CartEntry? {
    let parts = id.dropFirst().split(separator: "*")
    guard let kind = id.first, let text = parts.first, let key = Int64(text) else { return nil }
    let count = parts.count > 1 ? Int(parts[1]) ?? 1 : 1
    return CartEntry(kind == "p" ? .panel(PanelID(key)) : .test(TestID(key)), quantity: count)
  }

  private static func suffix(_ count: Int) -> String { count > 1 ? "*\(count)" : "" }

  /// Splits `2x cbc` into two and `cbc`; numbers without an x belong to the name.
  static func quantity(in query: String) -> (count: Int, words: String) {
    let digits = query.prefix { $0.isASCII && $0.isNumber }
    let rest = query.dropFirst(digits.count)
    guard let count = Int(digits), CartEntry.quantityRange.contains(count),
      let mark = rest.first, mark == "x" || mark == "*", rest.dropFirst().first.map({ $0 == " " }) ?? false
    else { return (1, query) }
    return (count, String(rest.dropFirst()).trimmed)
  }
}
