import LabCore
import Tui

/// The price list as options, made once per shelf: the words of forty rows at every key took most of a keystroke.
struct TestMenu: Sendable {
  private var catalogue: Catalogue
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

  /// The same list at the prices of a day; nothing is built anew but what costs something else then.
  func on(_ day: CalendarDate) -> TestMenu {
    var copy = self
    copy.catalogue = catalogue.on(day)
    return copy
  }

  /// Answers what was typed, best first; a number and x before it asks for several.
  func options(for query: String) -> [ChoiceOption] {
    let (count, words) = TestOption.quantity(in: query)
    return catalogue.search(words, limit: 40).map { option($0, count) }
  }

  /// The option of an entry of a cart; nil where the price list no longer has it.
  func option(_ entry: CartEntry) -> ChoiceOption? {
    switch entry.item {
    case .test(let id): catalogue.test(id).map { option(.test($0), entry.quantity) }
    case .panel(let id): catalogue.panel(id).map { option(.panel($0), entry.quantity) }
    }
  }

  /// The option of a line of the price list.
  func option(_ entry: CatalogueEntry, _ count: Int = 1) -> ChoiceOption {
    if count == 1, !catalogue.isRepriced(entry.item), let made = options[entry.item] { return made }
    return TestOption.option(entry, count, catalogue, currency)
  }
}
