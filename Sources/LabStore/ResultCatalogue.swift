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

  /// Adds a parameter to a test.
  package func addParameter(to test: TestID, _ new: ParameterParticulars) async throws -> ParameterID {
    try await query(
      .write,
      """
      insert into test_parameters (organization_id, test_id, position, code, name, unit, decimals, kind)
      values ((select desk.organization_id()), \(test), \(new.position), \(new.code), \(new.name), \(new.unit),
        \(new.decimals)::integer, \(new.kind))
      returning id
      """
    ).onlyRow().decode("id")
  }

  /// Writes the particulars of the version that was read; versions of reports keep what they say.
  package func edit(_ id: ParameterID, version: Int64, _ new: ParameterParticulars) async throws {
    try await query(
      .write,
      """
      update test_parameters set position = \(new.position), code = \(new.code), name = \(new.name), unit = \(new.unit),
        decimals = \(new.decimals)::integer, kind = \(new.kind)
      where organization_id = (select desk.organization_id()) and id = \(id) and version = \(version)
      """
    ).held(by: "parameter")
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

  /// Sets the interval of a parameter for a species; `version` nil makes one.
  package func setInterval(
    _ interval: ReferenceInterval, of parameter: ParameterID, replacing old: ListedInterval?
  ) async throws {
    guard let old else {
      _ = try await query(
        .write,
        """
        insert into reference_intervals (organization_id, parameter_id, species, low, high, critical_low, critical_high)
        values ((select desk.organization_id()), \(parameter), \(interval.species?.storedName),
          \(interval.low)::numeric, \(interval.high)::numeric, \(interval.criticalLow)::numeric,
          \(interval.criticalHigh)::numeric)
        """)
      return
    }
    try await query(
      .write,
      """
      update reference_intervals set species = \(interval.species?.storedName), low = \(interval.low)::numeric,
        high = \(interval.high)::numeric, critical_low = \(interval.criticalLow)::numeric,
        critical_high = \(interval.criticalHigh)::numeric
      where organization_id = (select desk.organization_id()) and id = \(old.id) and version = \(old.version)
      """
    ).held(by: "interval")
  }

  /// Removes an interval; versions of reports keep what they say.
  package func remove(_ interval: ListedInterval) async throws {
    try await query(
      .write,
      """
      delete from reference_intervals
      where organization_id = (select desk.organization_id()) and id = \(interval.id) and version = \(interval.version)
      """
    ).held(by: "interval")
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
