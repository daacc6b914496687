import Words

/// What a line of a cart asks for.
package enum CartItem: Hashable, Sendable {
  case test(TestID)
  case panel(PanelID)
}

/// A line of a cart: a test or a panel and how often.
package struct CartEntry: Hashable, Sendable {
  package let item: CartItem
  package var quantity: Int

  /// The most of one kind that a booking takes.
  package static let quantityRange = 1...50

  package init(_ item: CartItem, quantity: Int = 1) {
    self.item = item
    self.quantity = quantity
  }
}

/// What a client asked for, in the order it was typed.
package struct Cart: Hashable, Sendable {
  package var entries: [CartEntry]

  package init(_ entries: [CartEntry] = []) {
    self.entries = entries
  }

  package var isEmpty: Bool { entries.isEmpty }

  /// Adds one more of the item: a new line, or one more on the line it has.
  package mutating func add(_ item: CartItem) {
    if let index = entries.firstIndex(where: { $0.item == item }) {
      entries[index].quantity = min(entries[index].quantity + 1, CartEntry.quantityRange.upperBound)
    } else {
      entries.append(CartEntry(item))
    }
  }

  package mutating func remove(_ item: CartItem) {
    entries.removeAll { $0.item == item }
  }
}

/// A test that a cart comes down to.
package struct CartLine: Hashable, Sendable {
  package let test: TestDefinition
  package let quantity: Int
  /// The panels that contain it, in the cart's order; empty when it was asked for by itself alone.
  package let panels: [PanelID]
  /// What the first units cost where that is not the catalogue's price; at most one for each unit.
  package let specialPrices: [SpecialPrice]

  package init(
    test: TestDefinition, quantity: Int = 1, panels: [PanelID] = [], specialPrices: [SpecialPrice] = []
  ) {
    self.test = test
    self.quantity = quantity
    self.panels = panels
    self.specialPrices = Array(specialPrices.prefix(max(0, quantity)))
  }

  /// The line with its first units at the prices that were agreed for them.
  package func keeping(_ agreed: [Money]) -> CartLine {
    CartLine(
      test: test, quantity: quantity, panels: panels,
      specialPrices: agreed.map { .agreed($0) } + specialPrices.dropFirst(agreed.count))
  }
}

/// A cart taken apart into tests: panels opened, and a test that stands in several of them counted once.
package struct CartExpansion: Hashable, Sendable {
  package let lines: [CartLine]
  /// One sentence for each test that was asked for more than once and is done once.
  package let notes: [String]
  /// Keys that the catalogue no longer has or no longer offers.
  package let missing: [CartItem]

  package var unitCount: Int { lines.reduce(0) { $0 + $1.quantity } }
}

extension Catalogue {
  /// Takes a cart apart; a component asked for on several ways is done as often as the way that wants it most.
  package func expand(_ cart: Cart) -> CartExpansion {
    var order: [TestID] = []
    var asked: [TestID: Int] = [:]
    var alone: Set<TestID> = []
    var panelsOf: [TestID: [Panel]] = [:]
    var missing: [CartItem] = []
    var packages = PackageShares()
    var wanted: [CartItem: Int] = [:]
    for entry in cart.entries { wanted[entry.item, default: 0] += max(0, entry.quantity) }

    var seen: Set<CartItem> = []
    for entry in cart.entries where seen.insert(entry.item).inserted {
      let quantity = wanted[entry.item] ?? 0
      guard quantity > 0 else { continue }
      var components: [TestID] = []
      switch entry.item {
      case .test(let id):
        components = [id]
        alone.insert(id)
      case .panel(let id):
        guard let panel = panel(id), panel.isActive else {
          missing.append(entry.item)
          continue
        }
        components = panel.testIDs
        for testID in components { panelsOf[testID, default: []].append(panel) }
        packages.add(panel, of: tests(of: panel), quantity: quantity)
      }
      for id in components {
        guard let test = test(id), test.isActive else {
          if !missing.contains(.test(id)) { missing.append(.test(id)) }
          continue
        }
        if asked[test.id] == nil { order.append(test.id) }
        asked[test.id] = max(asked[test.id] ?? 0, quantity)
      }
    }
    let lines = order.compactMap { id in
      test(id).map { test in
        CartLine(
          test: test, quantity: asked[id] ?? 1, panels: (panelsOf[id] ?? []).map(\.id),
          specialPrices: packages.units(of: id))
      }
    }
    let notes = lines.compactMap { line -> String? in
      let panels = panelsOf[line.test.id] ?? []
      guard panels.count + (alone.contains(line.test.id) ? 1 : 0) > 1 else { return nil }
      let times = line.quantity == 1 ? "once" : say("\(line.quantity) times")
      return say("\(line.test.name) is part of \(panels.map(\.name).listed()) and is done \(times).")
    }
    return CartExpansion(lines: lines, notes: notes, missing: missing)
  }
}
