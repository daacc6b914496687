package import Postgres

/// Takes a database from one version of its schema to another, and knows where it stands.
///
/// Each migration and its entry in the history are one transaction: it is done and recorded, or it has not happened. The migrator prints
/// nothing; a run reports its steps to `progress`.
package struct Migrator: Sendable {
  private let connection: Connection
  private let set: MigrationSet
  private let lock: MigrationLock
  private let progress: @Sendable (MigrationProgress) -> Void

  /// The connection has to be a direct one, of the schema's owner; `patience` is how long to wait for another migration.
  package init(
    connection: Connection, set: MigrationSet, patience: Duration = .seconds(60),
    progress: @escaping @Sendable (MigrationProgress) -> Void = { _ in }
  ) {
    self.connection = connection
    self.set = set
    self.progress = progress
    lock = MigrationLock(connection: connection, attempts: Int(patience / .milliseconds(200)), progress: progress)
  }

  // MARK: Asking

  /// Compares the database with the migrations; every applied one is hashed again.
  package func status() async throws -> MigrationStatus {
    let checksums = try await MigrationHistory.checksums(of: set.migrations.map(\.up), connection)
    let applied = try await MigrationHistory.applied(connection)
    return MigrationStatus(known: set.migrations, checksums: checksums, applied: applied)
  }

  /// The steps to a version, without taking them; nil is the last one.
  package func plan(to target: Int? = nil) async throws -> MigrationPlan {
    try plan(to: target ?? set.head, from: try await status())
  }

  /// Everything that was ever done, oldest first.
  package func history() async throws -> MigrationHistoryReport {
    MigrationHistoryReport(events: try await MigrationHistory.events(connection))
  }

  /// Checks that the database is what the migrations say and that its data keep the rules.
  package func validate() async throws -> ValidationReport {
    let status = try await status()
    return try await SchemaValidation(connection: connection).report(status: status)
  }

  // MARK: Migrating

  /// Applies what is pending, up to and with a version; nil is the last one.
  package func up(to target: Int? = nil) async throws -> MigrationRun {
    try await run(.up, to: target ?? set.head)
  }

  /// Rolls back every migration above a version; 0 rolls back all.
  package func down(to target: Int) async throws -> MigrationRun {
    try await run(.down, to: target)
  }

  /// Takes the migrations up to a version as applied without running them: how a legacy database is adopted.
  ///
  /// The tables that the last of them creates have to be there.
  package func stamp(_ version: Int) async throws -> MigrationRun {
    guard let last = set[version] else { throw MigrationError.unknownVersion(version, head: set.head) }
    return try await lock.hold {
      try await MigrationHistory.prepare(connection)
      let status = try await status()
      guard status.version <= version else {
        throw MigrationError.wrongDirection(current: status.version, target: version, direction: .up)
      }
      let missing = try await missingTables(of: last)
      guard missing.isEmpty else { throw MigrationError.notAdoptable(last.label, missing: missing) }
      let open = status.entries.filter { $0.version <= version && $0.state != .applied }
      let records = open.compactMap { entry in
        set[entry.version].map { MigrationHistory.record($0, .stamp, checksum: entry.checksum) }
      }
      _ = try await connection.transaction(records)
      return MigrationRun(version: version, steps: [])
    }
  }

  private func run(_ direction: MigrationDirection, to target: Int) async throws -> MigrationRun {
    try await lock.hold {
      try await MigrationHistory.prepare(connection)
      let status = try await status()
      guard status.complaints.isEmpty else { throw MigrationError.drift(status.complaints) }
      let isForward = target >= status.version
      guard status.version == target || isForward == (direction == .up) else {
        throw MigrationError.wrongDirection(current: status.version, target: target, direction: direction)
      }
      let plan = try plan(to: target, from: status)
      let checksums = Dictionary(status.entries.map { ($0.version, $0.checksum) }) { $1 }
      let steps = plan.steps.compactMap { step -> MigrationStep? in
        guard let migration = set[step.version], let checksum = checksums[step.version] else { return nil }
        return MigrationStep(migration: migration, step: step, checksum: checksum, connection: connection)
      }
      if direction == .down { try await DownRehearsal(steps: steps, connection: connection).run(progress) }
      for step in steps {
        progress(.starting(step.step))
        try await step.run(progress)
        progress(.finished(step.step))
      }
      return MigrationRun(version: target, steps: plan.steps)
    }
  }

  private func plan(to target: Int, from status: MigrationStatus) throws(MigrationError) -> MigrationPlan {
    guard target == 0 || set[target] != nil else { throw .unknownVersion(target, head: set.head) }
    guard status.complaints.isEmpty else { throw .drift(status.complaints) }
    let direction: MigrationDirection = target >= status.version ? .up : .down
    let range = min(target, status.version)..<max(target, status.version)
    let between = set.migrations.filter { range.contains($0.version - 1) }
    var steps: [MigrationPlan.Step] = []
    for migration in direction == .up ? between : between.reversed() {
      guard let script = migration.script(direction) else { throw .noWayBack(migration.label) }
      let statements = ScriptScanner.statements(of: script)
      if let control = statements.first(where: \.controlsTransaction) {
        throw .endsTransaction(migration.label, line: control.line)
      }
      steps.append(
        MigrationPlan.Step(
          version: migration.version, name: migration.name, direction: direction, statements: statements.count))
    }
    return MigrationPlan(current: status.version, target: target, steps: steps)
  }

  private func missingTables(of migration: Migration) async throws -> [String] {
    let tables = ScriptScanner.statements(of: migration.up).compactMap(\.createdTable)
    return try await connection.query(
      "select name from unnest(\(tables)::text[]) as name where to_regclass(name) is null"
    ).rows.map { try $0.decode("name") }
  }
}
