package import LabCore
import Postgres

/// What the tests of the organisation measure, and findings that are often written, for those who look after them.
package struct ResultCatalogue: Sendable, Equatable {
  package var tests: [MeasuredTest]
  package var templates: [ReportTemplate]

  package init(tests: [MeasuredTest] = [], templates: [ReportTemplate] = []) {
    self.tests = tests
    self.templates = templates
  }
}

/// A test with its parameters in the order of the report.
package struct MeasuredTest: Sendable, Equatable, Identifiable {
  package var id: TestID
  package var code: String
  package var name: String
  package var isActive: Bool
  package var parameters: [ListedParameter]
}

/// A parameter with what only its maintenance needs.
package struct ListedParameter: Sendable, Equatable, Identifiable {
  package var id: ParameterID { parameter.id }
  package var parameter: TestParameter
  package var position: Int
  package var version: Int64
  package var intervals: [ListedInterval]
}

/// An interval with what only its maintenance needs.
package struct ListedInterval: Sendable, Equatable, Identifiable {
  package var id: IntervalID
  package var interval: ReferenceInterval
  package var version: Int64
}

/// What can be said about a parameter.
package struct ParameterParticulars: Sendable, Equatable {
  package var position: Int
  package var code: String?
  package var name: String
  package var unit: String?
  package var decimals: Int?
  package var kind: TestParameter.Kind

  package init(
    position: Int, code: String? = nil, name: String, unit: String? = nil, decimals: Int? = nil,
    kind: TestParameter.Kind = .number
  ) {
    self.position = position
    self.code = code
    self.name = name
    self.unit = unit
    self.decimals = decimals
    self.kind = kind
  }
}

/// A parameter as it is to be, with all of its intervals.
package struct ParameterChange: Sendable, Equatable {
  package var test: TestID
  /// The parameter that was read; nil makes one.
  package var old: ListedParameter?
  package var particulars: ParameterParticulars
  package var intervals: [ReferenceInterval]

  package init(
    test: TestID, old: ListedParameter?, particulars: ParameterParticulars, intervals: [ReferenceInterval]
  ) {
    self.test = test
    self.old = old
    self.particulars = particulars
    self.intervals = intervals
  }
}

extension Desk {
  /// Reads every test with its parameters and intervals, and the templates, in one round trip.
  package func resultCatalogue() async throws -> ResultCatalogue {
    let results = try await transaction(
      .report,
      [
        """
        select id, coalesce(code, name) as code, name, is_active from tests
        where organization_id = (select desk.organization_id()) order by lower(coalesce(code, name)), id
        """,
        """
        select id, test_id, position, code, name, unit, decimals, kind, is_active, version, null::text as species,
          null::numeric as low, null::numeric as high, null::numeric as critical_low, null::numeric as critical_high
        from test_parameters where organization_id = (select desk.organization_id()) order by position, id
        """,
        """
        select id, parameter_id, species, low, high, critical_low, critical_high, version from reference_intervals
        where organization_id = (select desk.organization_id()) order by species is not null, lower(species), id
        """,
        """
        select id, test_id, title, body, is_active, version from report_templates
        where organization_id = (select desk.organization_id()) order by lower(title), id
        """,
      ])
    var intervals: [ParameterID: [ListedInterval]] = [:]
    for row in results[2].rows {
      guard let interval = try ReferenceInterval(row) else { continue }
      intervals[try row.decode("parameter_id"), default: []].append(
        ListedInterval(id: try row.decode("id"), interval: interval, version: try row.decode("version")))
    }
    var parameters: [TestID: [ListedParameter]] = [:]
    for row in results[1].rows {
      let parameter = try TestParameter(row)
      parameters[try row.decode("test_id"), default: []].append(
        ListedParameter(
          parameter: parameter, position: try row.decode("position"), version: try row.decode("version"),
          intervals: intervals[parameter.id] ?? []))
    }
    return ResultCatalogue(
      tests: try results[0].rows.map { row in
        let id: TestID = try row.decode("id")
        return MeasuredTest(
          id: id, code: try row.decode("code"), name: try row.decode("name"), isActive: try row.decode("is_active"),
          parameters: parameters[id] ?? [])
      }, templates: try results[3].rows.map(ReportTemplate.init))
  }

  /// Saves a parameter with its intervals, all or nothing; versions of reports keep what they say.
  ///
  /// Throws `.stale` where another desk has changed the parameter, or one of the intervals, since they were read.
  package func save(_ change: ParameterChange) async throws -> ParameterID {
    try await transaction(.write) { connection in
      let new = change.particulars
      let id: ParameterID
      if let old = change.old {
        id = old.id
        try await connection.query(
          """
          update test_parameters set position = \(new.position), code = \(new.code), name = \(new.name),
            unit = \(new.unit), decimals = \(new.decimals)::integer, kind = \(new.kind)
          where organization_id = (select desk.organization_id()) and id = \(id) and version = \(old.version)
          """
        ).held(by: "parameter")
      } else {
        id = try await connection.query(
          """
          insert into test_parameters (organization_id, test_id, position, code, name, unit, decimals, kind)
          values ((select desk.organization_id()), \(change.test), \(new.position), \(new.code), \(new.name),
            \(new.unit), \(new.decimals)::integer, \(new.kind))
          returning id
          """
        ).onlyRow().decode("id")
      }
      for line in change.old?.intervals ?? [] {
        guard let newer = change.intervals.first(where: { $0.species == line.interval.species }) else {
          try await connection.query(
            """
            delete from reference_intervals where organization_id = (select desk.organization_id()) and id = \(line.id)
              and version = \(line.version)
            """
          ).held(by: "interval")
          continue
        }
        guard newer != line.interval else { continue }
        try await connection.query(
          """
          update reference_intervals set low = \(newer.low)::numeric, high = \(newer.high)::numeric,
            critical_low = \(newer.criticalLow)::numeric, critical_high = \(newer.criticalHigh)::numeric
          where organization_id = (select desk.organization_id()) and id = \(line.id) and version = \(line.version)
          """
        ).held(by: "interval")
      }
      let known = Set((change.old?.intervals ?? []).map(\.interval.species))
      for interval in change.intervals where !known.contains(interval.species) {
        _ = try await connection.query(
          """
          insert into reference_intervals (organization_id, parameter_id, species, low, high, critical_low, critical_high)
          values ((select desk.organization_id()), \(id), \(interval.species?.storedName), \(interval.low)::numeric,
            \(interval.high)::numeric, \(interval.criticalLow)::numeric, \(interval.criticalHigh)::numeric)
          """)
      }
      return id
    }
  }

  /// Takes a parameter off the forms or puts it back.
  package func setActive(_ id: ParameterID, version: Int64, _ isActive: Bool) async throws {
    try await query(
      .write,
      """
      update test_parameters set is_active = \(isActive)
      where organization_id = (select desk.organization_id()) and id = \(id) and version = \(version)
      """
    ).held(by: "parameter")
  }

  /// Adds findings that are often written, for a test or for all.
  package func addTemplate(for test: TestID?, title: String, body: String) async throws -> TemplateID {
    try await query(
      .write,
      """
      insert into report_templates (organization_id, test_id, title, body)
      values ((select desk.organization_id()), \(test), \(title), \(body)) returning id
      """
    ).onlyRow().decode("id")
  }

  /// Writes a template as it is from now on.
  package func edit(_ template: ReportTemplate) async throws {
    try await query(
      .write,
      """
      update report_templates set test_id = \(template.test), title = \(template.title), body = \(template.body),
        is_active = \(template.isActive)
      where organization_id = (select desk.organization_id()) and id = \(template.id) and version = \(template.version)
      """
    ).held(by: "template")
  }
}
