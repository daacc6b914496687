/// The migrations a program knows, in order.
package struct MigrationSet: Sendable, Hashable {
  package let migrations: [Migration]

  /// The version of the last migration; 0 if there is none.
  package var head: Int { migrations.last?.version ?? 0 }

  package init(_ migrations: [Migration]) throws(MigrationError) {
    self.migrations = migrations.sorted { $0.version < $1.version }
    for (first, second) in zip(self.migrations, self.migrations.dropFirst()) where first.version == second.version {
      throw .invalidSet("\(first.label) and \(second.label) have the same number")
    }
  }

  /// Pairs the files `NNNN_name.up.sql` and `NNNN_name.down.sql`.
  package init(files: [(name: String, text: String)]) throws(MigrationError) {
    var ups: [Name: String] = [:]
    var downs: [Name: String] = [:]
    for file in files {
      guard let (name, direction) = Name.parse(file.name) else {
        throw .invalidSet("\(file.name) is not named NNNN_name.up.sql or NNNN_name.down.sql")
      }
      switch direction {
      case .up: ups[name] = file.text
      case .down: downs[name] = file.text
      }
    }
    for name in downs.keys where ups[name] == nil {
      throw .invalidSet("\(Migration.label(name.version, name.name)) has a down script but no up script")
    }
    try self.init(ups.map { Migration(version: $0.version, name: $0.name, up: $1, down: downs[$0]) })
  }

  /// The migrations that the program was built with.
  package static func embedded() throws(MigrationError) -> MigrationSet {
    try MigrationSet(files: EmbeddedMigrations.files)
  }

  package subscript(version: Int) -> Migration? {
    migrations.first { $0.version == version }
  }

  /// What a file name says.
  private struct Name: Hashable {
    let version: Int
    let name: String

    static func parse(_ file: String) -> (Name, MigrationDirection)? {
      let parts = file.split(separator: ".", omittingEmptySubsequences: false)
      guard parts.count == 3, parts[2] == "sql", let direction = MigrationDirection(rawValue: String(parts[1])),
        let gap = parts[0].firstIndex(of: "_"), parts[0][..<gap].count == 4,
        let version = Int(parts[0][..<gap]), version > 0
      else { return nil }
      let name = parts[0][gap...].dropFirst()
      return name.isEmpty ? nil : (Name(version: version, name: String(name)), direction)
    }
  }
}
