/// A line of the price list that can be put into a cart.
package enum CatalogueEntry: Hashable, Sendable {
  case test(TestDefinition)
  case panel(Panel)

  package var code: String {
    switch self {
    case .test(let test): test.code
    case .panel(let panel): panel.code
    }
  }

  package var name: String {
    switch self {
    case .test(let test): test.name
    case .panel(let panel): panel.name
    }
  }

  package var isActive: Bool {
    switch self {
    case .test(let test): test.isActive
    case .panel(let panel): panel.isActive
    }
  }

  package var item: CartItem {
    switch self {
    case .test(let test): .test(test.id)
    case .panel(let panel): .panel(panel.id)
    }
  }
}

/// The tests and panels of the organisation, ready for type-ahead and for the expansion of carts.
///
/// It has the prices of the day it was read on, or those of another day by `on(_:)`.
package struct Catalogue: Sendable {
  private let listedTests: [TestDefinition]
  private let listedPanels: [Panel]
  package let prices: PriceBook
  /// The day whose prices it has; nil for the day it was read on.
  private var day: CalendarDate?
  private let testIndex: [TestID: Int]
  private let panelIndex: [PanelID: Int]
  private let keys: [EntryKey]

  private struct EntryKey: Sendable {
    let entry: CatalogueEntry
    let code: SearchKey
    let name: SearchKey
    let tags: [SearchKey]
  }

  /// Inactive entries stay findable by key, so that old bookings read well, but are never offered.
  package init(tests: [TestDefinition], panels: [Panel] = [], prices: PriceBook = PriceBook()) {
    listedTests = tests
    listedPanels = panels
    self.prices = prices
    testIndex = Dictionary(tests.indices.map { (tests[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
    panelIndex = Dictionary(panels.indices.map { (panels[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
    let testKeys = tests.filter(\.isActive).map { test in
      EntryKey(
        entry: .test(test), code: SearchKey(test.code), name: SearchKey(test.name),
        tags: (test.tags + [test.category]).map { SearchKey($0) })
    }
    let panelKeys = panels.filter(\.isActive).map { panel in
      EntryKey(
        entry: .panel(panel), code: SearchKey(panel.code), name: SearchKey(panel.name),
        tags: panel.tags.map { SearchKey($0) })
    }
    keys = panelKeys + testKeys
  }

  package var tests: [TestDefinition] { day == nil ? listedTests : listedTests.map(priced) }
  package var panels: [Panel] { day == nil ? listedPanels : listedPanels.map(priced) }

  package func test(_ id: TestID) -> TestDefinition? { testIndex[id].map { priced(listedTests[$0]) } }
  package func panel(_ id: PanelID) -> Panel? { panelIndex[id].map { priced(listedPanels[$0]) } }

  /// The same catalogue with the prices of a day; nothing is built anew, so that it may be asked for at every key.
  package func on(_ date: CalendarDate) -> Catalogue {
    var copy = self
    copy.day = date
    return copy
  }

  /// Says whether an item costs something else than on the day on which the catalogue was read.
  package func isRepriced(_ item: CartItem) -> Bool {
    guard day != nil else { return false }
    switch item {
    case .test(let id):
      guard let index = testIndex[id] else { return false }
      let (before, after) = (listedTests[index], priced(listedTests[index]))
      return (before.price, before.discountedPrice) != (after.price, after.discountedPrice)
    case .panel(let id):
      guard let index = panelIndex[id] else { return false }
      return listedPanels[index].price != priced(listedPanels[index]).price
        || listedPanels[index].testIDs.contains { isRepriced(.test($0)) }
    }
  }

  private func priced(_ test: TestDefinition) -> TestDefinition {
    guard let day, let version = prices.price(of: test.id, on: day) else { return test }
    var priced = test
    priced.price = version.price
    priced.discountedPrice = version.discountedPrice
    return priced
  }

  private func priced(_ panel: Panel) -> Panel {
    guard let day else { return panel }
    var priced = panel
    priced.price = prices.price(of: panel.id, on: day)?.price
    return priced
  }

  private func priced(_ entry: CatalogueEntry) -> CatalogueEntry {
    switch entry {
    case .test(let test): .test(priced(test))
    case .panel(let panel): .panel(priced(panel))
    }
  }

  package func tests(of panel: Panel) -> [TestDefinition] { panel.testIDs.compactMap { test($0) } }

  package func name(of item: CartItem) -> String? {
    switch item {
    case .test(let id): test(id)?.name
    case .panel(let id): panel(id)?.name
    }
  }

  /// Finds what a desk types, best first: the code, then words that begin so, then any part, then initials.
  ///
  /// Equal ranks are settled by where the match stands, then by name and by key, so that a list never jumps.
  package func search(_ query: String, limit: Int = 20) -> [CatalogueEntry] {
    let words = SearchKey.folded(query).split(separator: UInt8(ascii: " "))
    guard !words.isEmpty else {
      return keys.map(\.entry).sorted { ($0.name, $0.code) < ($1.name, $1.code) }.prefix(limit).map(priced)
    }
    let whole = SearchKey.folded(query)
    var hits: [(rank: Int, position: Int, entry: CatalogueEntry)] = []
    for key in keys {
      guard let (rank, position) = Self.rank(key, words, whole[...]) else { continue }
      hits.append((rank, position, key.entry))
    }
    hits.sort { left, right in
      (left.rank, left.position, left.entry.name, left.entry.code)
        < (right.rank, right.position, right.entry.name, right.entry.code)
    }
    return hits.prefix(limit).map { priced($0.entry) }
  }

  private static func rank(
    _ key: EntryKey, _ words: [ArraySlice<UInt8>], _ whole: ArraySlice<UInt8>
  ) -> (rank: Int, position: Int)? {
    if key.code.whole[...] == whole { return (0, 0) }
    if key.code.whole.starts(with: whole) { return (1, 0) }
    let positions = words.compactMap { key.name.wordIndex(beginningWith: $0) }
    if positions.count == words.count { return (2, positions.min() ?? 0) }
    let fields = [key.code, key.name] + key.tags
    if words.allSatisfy({ word in fields.contains { $0.wordIndex(beginningWith: word) != nil } }) { return (3, 0) }
    // A single letter stands somewhere in every name: it is held against beginnings alone.
    if words.allSatisfy({ word in word.count > 1 && fields.contains { $0.position(of: word) != nil } }) {
      return (4, key.name.position(of: words[0]) ?? Int.max)
    }
    let letters = words.flatMap { $0 }
    if letters.count >= 2, key.name.initials.starts(with: letters) { return (5, 0) }
    return nil
  }
}
