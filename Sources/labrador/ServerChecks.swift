import EmbeddedPostgres
import Glibc
import Migrator
import Postgres

/// Looks at rights, extensions, schema and settings through one connection.
struct ServerChecks {
  /// From here on, times of this machine and of the server disagree visibly: seconds.
  private static let clockTolerance = 5.0

  let connection: Connection
  let cluster: ClusterName?

  func findings() async -> [DoctorFinding] {
    var findings: [DoctorFinding] = []
    for check in [role, extensions, schema, settings, clock] {
      do {
        findings.append(try await check())
      } catch {
        findings.append(
          .fail("database.question", Failure.sentence(of: error), "Run `\(setup)` and try again."))
      }
    }
    return findings
  }

  private func role() async throws -> DoctorFinding {
    let row = try await connection.query(
      """
      select r.rolname, r.rolsuper or r.rolbypassrls or exists (
          select from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where c.relowner = r.oid and n.nspname in ('public', 'desk')) as is_powerful
      from pg_roles r where r.rolname = current_user
      """
    ).onlyRow()
    let name = try row.decode("rolname", as: String.self)
    guard try !row.decode("is_powerful", as: Bool.self) else {
      return .fail(
        "database.role", "“\(name)” may do more than a desk needs, so the desk refuses to work as it.",
        "Run `labrador setup --database …` with this address; it writes the right login for the desk.")
    }
    return .ok("database.role", "“\(name)” may do no more than it needs.")
  }

  private func extensions() async throws -> DoctorFinding {
    let found = try await connection.query(
      """
      select extname from pg_extension e join pg_namespace n on n.oid = e.extnamespace
      where extname = any (\(Provisioning.extensions)) and nspname = 'extensions'
      """
    ).rows.map { try $0.decode("extname", as: String.self) }
    let missing = Provisioning.extensions.filter { !found.contains($0) }
    guard missing.isEmpty else {
      return .fail(
        "database.extensions", "Not there: \(missing.joined(separator: ", ")).",
        "Run `\(setup)`; Debian has the files in postgresql-contrib.")
    }
    return .ok("database.extensions", "\(found.count) are there.")
  }

  private func schema() async throws -> DoctorFinding {
    let status = try await Migrator(connection: connection, set: try .embedded()).status()
    guard status.complaints.isEmpty else {
      return .fail(
        "database.schema", status.complaints.joined(separator: "; ") + ".",
        "See `labrador migrate status`; use the program that made it, or restore a backup.")
    }
    guard status.isCurrent else {
      let advice = status.version == 0 ? "Run `\(setup)`." : "Run `\(upgrade)`."
      return .fail("database.schema", "The schema stands at \(status.version) of \(status.head).", advice)
    }
    return .ok("database.schema", "Version \(status.version), unchanged since it was applied.")
  }

  private func settings() async throws -> DoctorFinding {
    let row = try await connection.query(
      """
      select current_setting('fsync') = 'on' and current_setting('full_page_writes') = 'on' as is_durable,
        current_setting('server_encoding') as encoding, current_setting('max_connections') as connections
      """
    ).onlyRow()
    let encoding = try row.decode("encoding", as: String.self)
    guard encoding == "UTF8" else {
      return .fail("database.settings", "The database is kept in \(encoding).", "Make it anew with encoding UTF8.")
    }
    guard try row.decode("is_durable", as: Bool.self) else {
      return .warn(
        "database.settings", "The server does not flush what it saves; a power cut loses data.",
        "Set fsync and full_page_writes to on.")
    }
    let connections = try row.decode("connections", as: String.self)
    return .ok("database.settings", "UTF-8, durable, \(connections) connections.")
  }

  private func clock() async throws -> DoctorFinding {
    var before = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &before)
    let server: Double = try await connection.query("select extract(epoch from clock_timestamp())::float8").onlyRow()
      .decode(at: 0)
    let difference = server - Double(before.tv_sec) - Double(before.tv_nsec) / 1e9
    guard abs(difference) <= Self.clockTolerance else {
      let seconds = Int(difference.rounded())
      return .warn(
        "database.clock", "The server's clock is \(abs(seconds)) s \(seconds > 0 ? "ahead" : "behind").",
        "Let both machines follow a time server.")
    }
    return .ok("database.clock", "The server's clock agrees with this machine's.")
  }

  private var setup: String {
    switch cluster {
    case .main: "labrador"
    case .demo: "labrador demo"
    case nil: "labrador setup --database OWNER_URL"
    }
  }

  private var upgrade: String {
    switch cluster {
    case .main: "labrador migrate up"
    case .demo: "labrador migrate up --demo"
    case nil: "labrador migrate up --database OWNER_URL"
    }
  }
}
