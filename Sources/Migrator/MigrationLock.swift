import Postgres

/// Keeps two migrations of one database apart.
///
/// It tries again and again outside any transaction instead of blocking in one, which would hold up `create index concurrently`.
struct MigrationLock {
  /// Spells LABR in ASCII; the lock is one per database.
  private static let key: SQL = "1279345234, 1"

  let connection: Connection
  /// How often to try, five times a second.
  let attempts: Int
  let progress: @Sendable (MigrationProgress) -> Void

  /// Runs a body while nobody else migrates this database.
  func hold<T: Sendable>(_ body: () async throws -> T) async throws -> T {
    try await refusePooler()
    try await take()
    do {
      let value = try await body()
      try await release()
      return value
    } catch {
      // In a task of its own, because this one may have been cancelled. A lost connection has let go of the lock already.
      _ = await Task { try await release() }.result
      throw error
    }
  }

  private func take() async throws {
    var holder = ""
    for _ in 0..<max(1, attempts) {
      let isMine: Bool = try await connection.query("select pg_try_advisory_lock(\(Self.key))").onlyRow().decode(at: 0)
      if isMine { return }
      let found = try await self.holder()
      if found != holder {
        holder = found
        progress(.waiting(holder: found))
      }
      _ = try await connection.query("select pg_sleep(0.2)")
    }
    throw MigrationError.locked(holder: holder)
  }

  private func release() async throws {
    _ = try await connection.query("select pg_advisory_unlock(\(Self.key))")
  }

  private func holder() async throws -> String {
    let rows = try await connection.query(
      """
      select format('%s, process %s, user %s, since %s UTC', coalesce(nullif(application_name, ''), 'an unnamed program'),
        pid, coalesce(usename, '?'), coalesce(to_char(backend_start at time zone 'UTC', 'YYYY-MM-DD HH24:MI'), '?'))
      from pg_locks join pg_stat_activity using (pid)
      where locktype = 'advisory' and (classid, objid, objsubid) = (1279345234, 1, 2) and granted
        and pg_locks.database = (select oid from pg_database where datname = current_database())
      """
    ).rows
    return try rows.first?.decode(at: 0) ?? "one that has just ended"
  }

  /// A pooler answers with a process number of its own, and would hand the lock to someone else.
  private func refusePooler() async throws {
    let pid: Int32 = try await connection.query("select pg_backend_pid()").onlyRow().decode(at: 0)
    guard pid == connection.backendPID else { throw MigrationError.pooled }
  }
}
