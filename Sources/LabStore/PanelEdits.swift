package import LabCore
import Postgres

/// What can be edited about a panel; its price has days of its own.
package struct PanelParticulars: Sendable, Equatable {
  package var code: String
  package var name: String
  /// In the order in which they are printed; at least one.
  package var tests: [TestID]

  package init(code: String, name: String, tests: [TestID]) {
    self.code = code
    self.name = name
    self.tests = tests
  }
}

extension Desk {
  /// Adds a panel, whose tests cost together what they cost alone until it is given a price.
  package func addPanel(_ new: PanelParticulars) async throws -> PanelID {
    try await transaction(.write) { connection in
      let id: PanelID = try await connection.query(
        """
        insert into test_panels (organization_id, code, name)
        values ((select desk.organization_id()), \(new.storedCode), \(new.name)) returning id
        """
      ).rows[0].decode("id")
      try await new.writeTests(of: id, on: connection)
      return id
    }
  }

  /// Writes the particulars of the version that was read.
  package func edit(_ id: PanelID, version: Int64, _ new: PanelParticulars) async throws {
    try await transaction(.write) { connection in
      try await connection.query(
        """
        update test_panels set code = \(new.storedCode), name = \(new.name)
        where organization_id = (select desk.organization_id()) and id = \(id) and version = \(version)
        """
      ).held(by: "panel")
      try await new.writeTests(of: id, on: connection)
    }
  }

  /// Takes a panel off the list or puts it back; its tests stay on it.
  package func setActive(_ id: PanelID, version: Int64, _ isActive: Bool) async throws {
    try await query(
      .write,
      """
      update test_panels set is_active = \(isActive)
      where organization_id = (select desk.organization_id()) and id = \(id) and version = \(version)
      """
    ).held(by: "panel")
  }
}

extension PanelParticulars {
  fileprivate var storedCode: String? { code.isEmpty ? nil : code }

  /// Takes away the tests that no longer belong to it and puts the others where they stand now.
  fileprivate func writeTests(of panel: PanelID, on connection: isolated Connection) async throws {
    let keys = tests.map(\.rawValue)
    _ = try await connection.pipeline([
      """
      delete from test_panel_tests
      where organization_id = (select desk.organization_id()) and panel_id = \(panel)
        and test_id <> all(\(keys)::bigint[])
      """,
      """
      update test_panel_tests p set position = t.place
      from unnest(\(keys)::bigint[]) with ordinality as t (test_id, place)
      where p.organization_id = (select desk.organization_id()) and p.panel_id = \(panel) and p.test_id = t.test_id
        and p.position <> t.place
      """,
      """
      insert into test_panel_tests (organization_id, panel_id, test_id, position)
      select (select desk.organization_id()), \(panel), t.test_id, t.place
      from unnest(\(keys)::bigint[]) with ordinality as t (test_id, place)
      where not exists (select from test_panel_tests p
        where p.organization_id = (select desk.organization_id()) and p.panel_id = \(panel) and p.test_id = t.test_id)
      """,
    ])
  }
}
