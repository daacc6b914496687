import LabCore
import Tui

/// The price list as options, made once per shelf: the words of forty rows at every key took most of a keystroke.
struct TestMenu: Sendable {
  private let catalogue: Catalogue
  private let currency: Currency
  /// Each line of the price list, asked for once.
  private let options: [CartItem: ChoiceOption]

  init(_ catalogue: Catalogue, in currency: Currency) {
    self.catalogue = catalogue
    self.currency = currency
    let entries = catalogue.tests.map(CatalogueEntry.test) + catalogue.panels.map(CatalogueEntry.panel)
    options = Dictionary(
      entries.map { ($0.item, TestOption.option($0, 1, catalogue, currency)) }, uniquingKeysWith: { first, _ in first })
  }

  /// Answers what was typed at the prices of a day, best first; a number and x before it asks for several.
  func options(for query: String, on day: CalendarDate) -> [ChoiceOption] {
    let (count, words) = TestOption.quantity(in: query)
    let catalogue = catalogue.on(day)
    return catalogue.search(words, limit: 40).map { option($0, count, in: catalogue) }
  }

  /// The option of a line of the price list at the price of a day.
  func option(_ entry: CatalogueEntry, on day: CalendarDate) -> ChoiceOption {
    option(entry, 1, in: catalogue.on(day))
  }

  private func option(_ entry: CatalogueEntry, _ count: Int, in catalogue: Catalogue) -> ChoiceOption {
    if count == 1, !catalogue.isRepriced(entry.item), let made = options[entry.item] { return made }
    return TestOption.option(entry, count, catalogue, currency)
  }
}
