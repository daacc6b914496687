/// How the database and the migrations of the program compare.
package struct MigrationStatus: MigrationReport, Hashable {
  package enum State: String, Sendable, Hashable, Encodable {
    case applied
    /// Not applied yet.
    case pending
    /// Applied, but the file has been edited since.
    case changed
    /// Applied, but the program does not know it.
    case missing
    /// Not applied, although a later one is.
    case skipped
  }

  package struct Entry: Sendable, Hashable, Encodable {
    package let version: Int
    package let name: String
    package let state: State
    package let checksum: String
    /// UTC, as ISO 8601 spells it.
    package let appliedAt: String?
    package let appliedBy: String?

    package var label: String { Migration.label(version, name) }

    /// What is wrong with it; nil if nothing is.
    var complaint: String? {
      switch state {
      case .applied, .pending: nil
      case .changed: "\(label) was edited after it had been applied"
      case .missing: "\(label) is applied but this program does not know it"
      case .skipped: "\(label) was not applied although a later one was"
      }
    }
  }

  /// The last migration applied; 0 for none.
  package let version: Int
  /// The last migration known.
  package let head: Int
  package let entries: [Entry]

  /// Compares what is applied with what is known; the checksums are those of the known ones, in order.
  init(known: [Migration], checksums: [String], applied: [AppliedMigration]) {
    let version = applied.last?.version ?? 0
    self.version = version
    head = known.last?.version ?? 0
    let live = Dictionary(applied.map { ($0.version, $0) }) { $1 }
    var entries = zip(known, checksums).map { migration, checksum in
      let record = live[migration.version]
      let isSame = record?.checksum == checksum && record?.name == migration.name
      let state: State =
        record == nil ? (migration.version < version ? .skipped : .pending) : (isSame ? .applied : .changed)
      return Entry(
        version: migration.version, name: migration.name, state: state, checksum: checksum, appliedAt: record?.at,
        appliedBy: record?.user)
    }
    let versions = Set(known.map(\.version))
    entries += applied.filter { !versions.contains($0.version) }.map { record in
      Entry(
        version: record.version, name: record.name, state: .missing, checksum: record.checksum,
        appliedAt: record.at, appliedBy: record.user)
    }
    self.entries = entries.sorted { $0.version < $1.version }
  }

  /// What stands against migrating; empty if nothing does.
  package var complaints: [String] { entries.compactMap(\.complaint) }

  package var pending: [Entry] { entries.filter { $0.state == .pending } }

  /// Whether every migration known is applied and unchanged.
  package var isCurrent: Bool { entries.allSatisfy { $0.state == .applied } }

  package var text: String {
    let rows = entries.map { entry in
      [entry.label, entry.state.rawValue, entry.appliedAt ?? "", entry.appliedBy ?? ""]
    }
    let summary =
      complaints.isEmpty
      ? (pending.isEmpty ? "The database is up to date." : "\(pending.count) to be applied.")
      : complaints.map { $0 + "." }.joined(separator: "\n")
    return rows.isEmpty ? "There are no migrations." : TextTable(rows).text + "\n" + summary
  }
}
