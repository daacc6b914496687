import LabCore
import Postgres

// The price list over SQL; inactive entries are read too, because old bookings name them.

extension Catalogue {
  static let testsStatement = testsStatement(where: "")
  static let panelsStatement = panelsStatement(where: "")

  /// The statements that read the tests and panels of one cart, for pricing it without the rest of the list.
  static func statements(for cart: Cart) -> (tests: SQL, panels: SQL) {
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
        where: """
          and (t.id = any(\(tests)::bigint[]) or t.id in (select i.test_id from test_panel_tests i
            where i.organization_id = (select desk.organization_id()) and i.panel_id = any(\(panels)::bigint[])))
          """),
      panelsStatement(where: "and p.id = any(\(panels)::bigint[])")
    )
  }

  private static func testsStatement(where condition: SQL) -> SQL {
    """
    select t.id, coalesce(t.code, '') as code, t.name, c.name as category, t.price, t.discounted_price, t.sample_type,
      t.tube_type, round(t.sample_quantity_ml * 1000)::bigint as microlitres,
      t.preparation, t.sample_collection_instructions as instructions, t.tat_hours, t.is_active and c.is_active as is_active, t.tax_code,
      array(select g.tag from test_tags g
        where g.organization_id = t.organization_id and g.test_id = t.id order by g.tag) as tags
    from tests t join test_categories c on c.organization_id = t.organization_id and c.id = t.category_id
    where t.organization_id = (select desk.organization_id()) \(condition)
    order by t.id
    """
  }

  private static func panelsStatement(where condition: SQL) -> SQL {
    """
    select p.id, coalesce(p.code, '') as code, p.name, p.is_active,
      array(select i.test_id from test_panel_tests i
        where i.organization_id = p.organization_id and i.panel_id = p.id order by i.position, i.test_id) as tests
    from test_panels p
    where p.organization_id = (select desk.organization_id()) \(condition)
    order by p.id
    """
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
      isActive: try row.decode("is_active"))
  }
}

extension Panel {
  init(_ row: Row) throws {
    self.init(
      id: try row.decode("id"), code: try row.decode("code"), name: try row.decode("name"),
      testIDs: try row.decode("tests", as: [Int64].self).map { TestID($0) }, isActive: try row.decode("is_active"))
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
