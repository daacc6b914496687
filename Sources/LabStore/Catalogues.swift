import LabCore
import Postgres

// The price list over SQL; inactive entries are read too, because old bookings name them.

extension Catalogue {
  /// The business date, which decides what the price list of now says.
  static let today: SQL = """
    (select (now() at time zone o.time_zone)::date from organizations o where o.id = (select desk.organization_id()))
    """

  static let testsStatement = testsStatement(on: today, where: "")
  static let panelsStatement = panelsStatement(on: today, where: "")

  /// The statements that read the tests and panels of one cart at the prices of a day, without the rest of the list.
  static func statements(for cart: Cart, on day: SQL) -> (tests: SQL, panels: SQL) {
    var tests: [Int64] = []
    var panels: [Int64] = []
    for entry in cart.entries {
      switch entry.item {
      case .test(let id): tests.append(id.rawValue)
      case .panel(let id): panels.append(id.rawValue)
      }
    }
    return (
      testsStatement(
        on: day,
        where: """
          and (t.id = any(\(tests)::bigint[]) or t.id in (select i.test_id from test_panel_tests i
            where i.organization_id = (select desk.organization_id()) and i.panel_id = any(\(panels)::bigint[])))
          """),
      panelsStatement(on: day, where: "and p.id = any(\(panels)::bigint[])")
    )
  }

  /// The version of a day, or the first one for a day before it; a test without versions keeps what stands on itself.
  private static func testsStatement(on day: SQL, where condition: SQL) -> SQL {
    """
    select t.id, coalesce(t.code, '') as code, t.name, c.name as category,
      case when v.price is null then t.price else v.price end as price,
      case when v.price is null then t.discounted_price else v.discounted_price end as discounted_price, t.sample_type,
      t.tube_type, round(t.sample_quantity_ml * 1000)::bigint as microlitres,
      t.preparation, t.sample_collection_instructions as instructions, t.tat_hours,
      t.is_active and c.is_active as is_active, t.tax_code, t.loinc_code,
      array(select g.tag from test_tags g
        where g.organization_id = t.organization_id and g.test_id = t.id order by g.tag) as tags
    from tests t join test_categories c on c.organization_id = t.organization_id and c.id = t.category_id
    cross join (select \(day) as date) d
    left join lateral (select w.price, w.discounted_price from test_prices w
      where w.organization_id = t.organization_id and w.test_id = t.id
      order by w.effective_from > d.date, abs(w.effective_from - d.date) limit 1) v on true
    where t.organization_id = (select desk.organization_id()) \(condition)
    order by t.id
    """
  }

  private static func panelsStatement(on day: SQL, where condition: SQL) -> SQL {
    """
    select p.id, coalesce(p.code, '') as code, p.name, p.is_active,
      array(select i.test_id from test_panel_tests i
        where i.organization_id = p.organization_id and i.panel_id = p.id order by i.position, i.test_id) as tests,
      (select w.price from panel_prices w
        where w.organization_id = p.organization_id and w.panel_id = p.id
          and daterange(w.effective_from, w.effective_until, '[]') @> d.date) as price
    from test_panels p cross join (select \(day) as date) d
    where p.organization_id = (select desk.organization_id()) \(condition)
    order by p.id
    """
  }
}

extension PriceBook {
  static let testsStatement: SQL = """
    select test_id, price, discounted_price, effective_from, effective_until from test_prices
    where organization_id = (select desk.organization_id())
    """

  static let panelsStatement: SQL = """
    select panel_id, price, effective_from, effective_until from panel_prices
    where organization_id = (select desk.organization_id())
    """

  init(tests: QueryResult, panels: QueryResult) throws {
    var ofTests: [TestID: [TestPrice]] = [:]
    for row in tests.rows { ofTests[try row.decode("test_id"), default: []].append(try TestPrice(row)) }
    var ofPanels: [PanelID: [PanelPrice]] = [:]
    for row in panels.rows { ofPanels[try row.decode("panel_id"), default: []].append(try PanelPrice(row)) }
    self.init(tests: ofTests, panels: ofPanels)
  }
}

extension TestPrice {
  init(_ row: Row) throws {
    self.init(
      price: try row.decode("price"), discountedPrice: try row.decode("discounted_price"),
      effectiveFrom: try row.decode("effective_from"), effectiveUntil: try row.decode("effective_until"))
  }
}

extension PanelPrice {
  init(_ row: Row) throws {
    self.init(
      price: try row.decode("price"), effectiveFrom: try row.decode("effective_from"),
      effectiveUntil: try row.decode("effective_until"))
  }
}

extension TestDefinition {
  init(_ row: Row) throws {
    self.init(
      id: try row.decode("id"), code: try row.decode("code"), name: try row.decode("name"),
      category: try row.decode("category"), tags: try row.decode("tags"), price: try row.decode("price"),
      discountedPrice: try row.decode("discounted_price"),
      sampleType: try row.decode("sample_type", as: String?.self).map { SampleType(storedName: $0) },
      tubeType: try row.decode("tube_type", as: String?.self).map { TubeType(storedName: $0) },
      sampleQuantity: try row.decode("microlitres", as: Int?.self).map(Volume.init(microlitres:)),
      preparation: try row.decode("preparation"), instructions: try row.decode("instructions"),
      turnaroundHours: try row.decode("tat_hours"),
      taxCode: try row.decode("tax_code", as: String?.self).map(TaxCode.init),
      loincCode: try row.decode("loinc_code"),
      isActive: try row.decode("is_active"))
  }
}

extension Panel {
  init(_ row: Row) throws {
    self.init(
      id: try row.decode("id"), code: try row.decode("code"), name: try row.decode("name"),
      testIDs: try row.decode("tests", as: [Int64].self).map { TestID($0) }, price: try row.decode("price"),
      isActive: try row.decode("is_active"))
  }
}

extension DrawLimits {
  static let statement: SQL = """
    select species, round(max_ml_per_kg * 1000)::bigint as rate, round(fallback_ml * 1000)::bigint as fallback
    from draw_limits where organization_id = (select desk.organization_id()) order by species
    """
}

extension DrawLimit {
  init(_ row: Row) throws {
    self.init(
      species: try row.decode("species", as: String.self).limitSpecies,
      microlitresPerKilogram: try row.decode("rate"), fallback: Volume(microlitres: try row.decode("fallback")))
  }
}

extension String {
  /// The row `Other` holds for every species without a row of its own.
  fileprivate var limitSpecies: Species { self == "Other" ? .unknown : Species(storedName: self) }
}

extension TaxTable {
  static let statement: SQL = """
    select code, basis_points from tax_codes where organization_id = (select desk.organization_id())
    """

  init(_ result: QueryResult) throws {
    var basisPoints: [TaxCode: Int] = [:]
    for row in result.rows { basisPoints[TaxCode(try row.decode("code"))] = try row.decode("basis_points") }
    self.init(basisPoints: basisPoints)
  }
}
