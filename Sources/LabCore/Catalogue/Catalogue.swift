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
package struct Catalogue: Sendable {
  package let tests: [TestDefinition]
  package let panels: [Panel]
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
  package init(tests: [TestDefinition], panels: [Panel] = []) {
    self.tests = tests
    self.panels = panels
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

  package func test(_ id: TestID) -> TestDefinition? { testIndex[id].map { tests[$0] } }
  package func panel(_ id: PanelID) -> Panel? { panelIndex[id].map { panels[$0] } }

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
      return Array(keys.map(\.entry).sorted { ($0.name, $0.code) < ($1.name, $1.code) }.prefix(limit))
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
    return hits.prefix(limit).map(\.entry)
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
