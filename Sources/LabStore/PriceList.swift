package import LabCore
import Postgres

/// The tests, panels and categories of the organisation as those see them who look after the price list.
package struct PriceList: Sendable, Equatable {
  package var tests: [ListedTest]
  package var panels: [ListedPanel]
  package var categories: [TestCategory]
  /// The codes under which a test can be taxed.
  package var taxCodes: [TaxCode]

  package init(
    tests: [ListedTest] = [], panels: [ListedPanel] = [], categories: [TestCategory] = [], taxCodes: [TaxCode] = []
  ) {
    self.tests = tests
    self.panels = panels
    self.categories = categories
    self.taxCodes = taxCodes
  }

  /// The panels that contain a test.
  package func panels(with test: TestID) -> [ListedPanel] { panels.filter { $0.panel.testIDs.contains(test) } }

  /// The tests of a panel in its order.
  package func tests(of panel: Panel) -> [ListedTest] {
    panel.testIDs.compactMap { id in tests.first { $0.id == id } }
  }
}

/// A test with what only its maintenance needs; its prices are those of today.
package struct ListedTest: Sendable, Equatable, Identifiable {
  package var id: TestID { test.id }
  /// Its `isActive` says whether it can be booked, which a category that is switched off prevents too.
  package var test: TestDefinition
  package var categoryID: CategoryID
  /// Whether the test itself is switched on.
  package var isSwitchedOn: Bool
  /// The price that is to come next.
  package var next: TestPrice?
  package var version: Int64
}

/// A panel with what only its maintenance needs.
package struct ListedPanel: Sendable, Equatable, Identifiable {
  package var id: PanelID { panel.id }
  package var panel: Panel
  /// The price that is to come next.
  package var next: PanelPrice?
  package var version: Int64
}

/// A section of the test catalogue.
package struct TestCategory: Sendable, Equatable, Identifiable {
  package var id: CategoryID
  package var name: String
  /// The tests of a category that is switched off cannot be booked.
  package var isActive: Bool
  package var tests: Int
  package var version: Int64
}

/// One version of a price with who set it.
package struct PriceEntry: Sendable, Equatable {
  /// Nil where a panel costs what its tests cost alone.
  package var price: Money?
  package var discountedPrice: Money?
  package var effectiveFrom: CalendarDate
  package var effectiveUntil: CalendarDate?
  package var setBy: String?
  package var setAt: LocalDateTime
}

extension Desk {
  /// Reads the price list in one round trip.
  package func priceList() async throws -> PriceList {
    let results = try await transaction(
      .report,
      [
        Catalogue.testsStatement, Catalogue.panelsStatement, ListedTest.statement, ListedPanel.statement,
        TestCategory.statement, TaxTable.statement,
      ])
    // The statements see what was committed before each of them, so that rows are matched by their keys.
    let tests = Dictionary(
      try results[0].rows.map(TestDefinition.init).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let panels = Dictionary(
      try results[1].rows.map(Panel.init).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return PriceList(
      tests: try results[2].rows.compactMap { row in
        try tests[try row.decode("id")].map { try ListedTest($0, row) }
      },
      panels: try results[3].rows.compactMap { row in
        try panels[try row.decode("id")].map { try ListedPanel($0, row) }
      },
      categories: try results[4].rows.map(TestCategory.init),
      taxCodes: try results[5].rows.map { TaxCode(try $0.decode("code")) }.sorted())
  }

  /// Reads every version of the price of a test, the newest first.
  package func priceHistory(of test: TestID) async throws -> [PriceEntry] {
    try await query(
      .lookUp,
      """
      select p.price, p.discounted_price, p.effective_from, p.effective_until, s.name as set_by,
        p.created_at at time zone o.time_zone as set_at
      from test_prices p join organizations o on o.id = p.organization_id
      left join staff s on s.organization_id = p.organization_id and s.id = p.set_by
      where p.organization_id = (select desk.organization_id()) and p.test_id = \(test)
      order by p.effective_from desc
      """
    ).rows.map(PriceEntry.init)
  }

  /// Reads every version of the price of a panel, the newest first.
  package func priceHistory(of panel: PanelID) async throws -> [PriceEntry] {
    try await query(
      .lookUp,
      """
      select p.price, null::bigint as discounted_price, p.effective_from, p.effective_until, s.name as set_by,
        p.created_at at time zone o.time_zone as set_at
      from panel_prices p join organizations o on o.id = p.organization_id
      left join staff s on s.organization_id = p.organization_id and s.id = p.set_by
      where p.organization_id = (select desk.organization_id()) and p.panel_id = \(panel)
      order by p.effective_from desc
      """
    ).rows.map(PriceEntry.init)
  }
}

// Each of the two statements answers in the order of the statement of `Catalogue` that it completes.

extension ListedTest {
  fileprivate static let statement: SQL = """
    select t.id, t.category_id, t.is_active, t.version, v.price, v.discounted_price, v.effective_from, v.effective_until
    from tests t
    left join lateral (select p.* from test_prices p
      where p.organization_id = t.organization_id and p.test_id = t.id and p.effective_from > \(Catalogue.today)
      order by p.effective_from limit 1) v on true
    where t.organization_id = (select desk.organization_id())
    order by t.id
    """

  fileprivate init(_ test: TestDefinition, _ row: Row) throws {
    let hasNext = try row.decode("effective_from", as: CalendarDate?.self) != nil
    self.init(
      test: test, categoryID: try row.decode("category_id"), isSwitchedOn: try row.decode("is_active"),
      next: hasNext ? try TestPrice(row) : nil, version: try row.decode("version"))
  }
}

extension ListedPanel {
  fileprivate static let statement: SQL = """
    select p.id, p.version, v.price, v.effective_from, v.effective_until
    from test_panels p
    left join lateral (select w.* from panel_prices w
      where w.organization_id = p.organization_id and w.panel_id = p.id and w.effective_from > \(Catalogue.today)
      order by w.effective_from limit 1) v on true
    where p.organization_id = (select desk.organization_id())
    order by p.id
    """

  fileprivate init(_ panel: Panel, _ row: Row) throws {
    let hasNext = try row.decode("effective_from", as: CalendarDate?.self) != nil
    self.init(panel: panel, next: hasNext ? try PanelPrice(row) : nil, version: try row.decode("version"))
  }
}

extension TestCategory {
  fileprivate static let statement: SQL = """
    select c.id, c.name, c.is_active, c.version,
      (select count(*) from tests t where t.organization_id = c.organization_id and t.category_id = c.id) as tests
    from test_categories c where c.organization_id = (select desk.organization_id()) order by lower(c.name), c.id
    """

  fileprivate init(_ row: Row) throws {
    self.init(
      id: try row.decode("id"), name: try row.decode("name"), isActive: try row.decode("is_active"),
      tests: try row.decode("tests"), version: try row.decode("version"))
  }
}

extension PriceEntry {
  fileprivate init(_ row: Row) throws {
    self.init(
      price: try row.decode("price"), discountedPrice: try row.decode("discounted_price"),
      effectiveFrom: try row.decode("effective_from"), effectiveUntil: try row.decode("effective_until"),
      setBy: try row.decode("set_by"), setAt: try row.decode("set_at"))
  }
}
