import Postgres

/// One entry of the history.
package struct MigrationEvent: Sendable, Hashable, Encodable {
  package enum Action: String, Sendable, Hashable, Encodable, PostgresEncodable, PostgresDecodable {
    case apply
    case rollback
    /// Taken as applied without being run: how a legacy database is adopted.
    case stamp
  }

  package let sequence: Int
  package let version: Int
  package let name: String
  package let action: Action
  package let checksum: String
  package let application: String
  package let user: String
  /// UTC, as ISO 8601 spells it.
  package let at: String
  package let elapsedMilliseconds: Int
}

/// The whole history, oldest first.
package struct MigrationHistoryReport: MigrationReport {
  package let events: [MigrationEvent]

  package var text: String {
    guard !events.isEmpty else { return "No migration has been run on this database." }
    return TextTable(
      events.map { event in
        [
          event.at, event.action.rawValue, Migration.label(event.version, event.name),
          "\(event.elapsedMilliseconds) ms", event.user, event.application,
        ]
      }
    ).text
  }
}
