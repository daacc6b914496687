package import LabCore
import Postgres
import Words

/// What can be edited about a test; its price has days of its own.
package struct TestParticulars: Sendable, Equatable {
  package var code: String
  package var name: String
  package var category: Category
  package var tags: [String]
  package var sampleType: SampleType?
  package var tubeType: TubeType?
  package var sampleQuantity: Volume?
  package var preparation: String?
  package var instructions: String?
  package var turnaroundHours: Int?
  package var taxCode: TaxCode?
  package var loincCode: LoincCode?

  /// A category that there is, or one that is made with the test.
  package enum Category: Sendable, Equatable {
    case existing(CategoryID)
    case new(String)
  }

  package init(
    code: String, name: String, category: Category, tags: [String] = [], sampleType: SampleType? = nil,
    tubeType: TubeType? = nil, sampleQuantity: Volume? = nil, preparation: String? = nil, instructions: String? = nil,
    turnaroundHours: Int? = nil, taxCode: TaxCode? = nil, loincCode: LoincCode? = nil
  ) {
    self.code = code
    self.name = name
    self.category = category
    self.tags = tags
    self.sampleType = sampleType
    self.tubeType = tubeType
    self.sampleQuantity = sampleQuantity
    self.preparation = preparation
    self.instructions = instructions
    self.turnaroundHours = turnaroundHours
    self.taxCode = taxCode
    self.loincCode = loincCode
  }
}

extension Desk {
  /// Adds a test, with a first price that holds from today.
  package func addTest(_ new: TestParticulars, price: Money, reduced: Money?) async throws -> TestID {
    try await transaction(.write) { connection in
      let category = try await new.category.id(on: connection)
      let id: TestID = try await connection.query(
        """
        insert into tests (organization_id, category_id, code, name, price, discounted_price, sample_type, tube_type,
          sample_quantity_ml, preparation, sample_collection_instructions, report_time_hours, tax_code, loinc_code)
        values ((select desk.organization_id()), \(category), \(new.storedCode), \(new.name), \(price),
          \(reduced)::bigint, \(new.sampleType?.storedName), \(new.tubeType?.storedName),
          \(new.sampleQuantity?.microlitres)::numeric / 1000, \(new.preparation), \(new.instructions),
          \(new.turnaroundHours)::integer, \(new.taxCode?.text), \(new.loincCode?.text))
        returning id
        """
      ).rows[0].decode("id")
      try await new.writeTags(of: id, on: connection)
      return id
    }
  }

  /// Writes the particulars of the version that was read.
  package func edit(_ id: TestID, version: Int64, _ new: TestParticulars) async throws {
    try await transaction(.write) { connection in
      let category = try await new.category.id(on: connection)
      let written = try await connection.query(
        """
        update tests set category_id = \(category), code = \(new.storedCode), name = \(new.name),
          sample_type = \(new.sampleType?.storedName), tube_type = \(new.tubeType?.storedName),
          sample_quantity_ml = \(new.sampleQuantity?.microlitres)::numeric / 1000, preparation = \(new.preparation),
          sample_collection_instructions = \(new.instructions), report_time_hours = \(new.turnaroundHours)::integer,
          tax_code = \(new.taxCode?.text), loinc_code = \(new.loincCode?.text)
        where organization_id = (select desk.organization_id()) and id = \(id) and version = \(version)
        """)
      try written.held(by: "test")
      try await new.writeTags(of: id, on: connection)
    }
  }

  /// Takes a test off the list or puts it back; what is booked already stays.
  package func setActive(_ id: TestID, version: Int64, _ isActive: Bool) async throws {
    try await query(
      .write,
      """
      update tests set is_active = \(isActive)
      where organization_id = (select desk.organization_id()) and id = \(id) and version = \(version)
      """
    ).held(by: "test")
  }

  /// Renames a category or switches it off, with which its tests can be booked no more.
  package func edit(_ id: CategoryID, version: Int64, name: String, isActive: Bool) async throws {
    try await query(
      .write,
      """
      update test_categories set name = \(name), is_active = \(isActive)
      where organization_id = (select desk.organization_id()) and id = \(id) and version = \(version)
      """
    ).held(by: "category")
  }
}

extension QueryResult {
  /// Refuses where the version that was read is no longer the one that stands.
  func held(by noun: String) throws {
    guard affectedRows == 1 else {
      throw DeskError(.stale, say("Another desk has just changed this \(noun). Nothing was saved; look at it again."))
    }
  }
}

extension TestParticulars {
  fileprivate var storedCode: String? { code.isEmpty ? nil : code }

  /// Takes away the words that are no longer meant and adds the others.
  fileprivate func writeTags(of test: TestID, on connection: isolated Connection) async throws {
    _ = try await connection.pipeline([
      """
      delete from test_tags
      where organization_id = (select desk.organization_id()) and test_id = \(test) and tag <> all(\(tags)::text[])
      """,
      """
      insert into test_tags (organization_id, test_id, tag)
      select (select desk.organization_id()), \(test), t.tag from unnest(\(tags)::text[]) as t (tag)
      where not exists (select from test_tags g
        where g.organization_id = (select desk.organization_id()) and g.test_id = \(test) and g.tag = t.tag)
      """,
    ])
  }
}

extension TestParticulars.Category {
  /// The key of the category, which is made where it is new; a name that is there already is taken.
  fileprivate func id(on connection: isolated Connection) async throws -> CategoryID {
    switch self {
    case .existing(let id): return id
    case .new(let name):
      let known = try await connection.query(
        """
        select id from test_categories
        where organization_id = (select desk.organization_id()) and lower(name) = lower(\(name)) order by id limit 1
        """)
      if let row = known.rows.first { return try row.decode("id") }
      return try await connection.query(
        "insert into test_categories (organization_id, name) values ((select desk.organization_id()), \(name)) returning id"
      ).rows[0].decode("id")
    }
  }
}
