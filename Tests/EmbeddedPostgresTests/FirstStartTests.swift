import EmbeddedPostgres
import Glibc
import Postgres
import TestSupport
import Testing

@Suite("The first start of a private cluster")
struct FirstStartTests {
  @Test("tells its phases and leaves a durable database that both roles can enter, with private files")
  func firstStart() async throws {
    let sandbox = try Sandbox()
    let location = try sandbox.location
    let cluster = Cluster(location, environment: sandbox.environment)
    let log = PhaseLog()
    try await cluster.ensureRunning(progress: log.callback)
    #expect(log.phases == [.findingServer, .initialising, .starting, .preparing])
    #expect(try await cluster.ask("select current_user::text as answer", as: .desk) == "labrador_desk")
    #expect(try await cluster.ask("select current_user::text as answer", as: .owner) == "labrador_owner")
    for name in ["fsync", "full_page_writes", "synchronous_commit"] {
      #expect(try await cluster.ask("select current_setting(\(name)) as answer") == "on", "\(name)")
    }
    for account in ClusterAccount.allCases { #expect(mode(location.secret(account)) == 0o600) }
    for folder in [location.secrets, location.data, cluster.socketDirectory] { #expect(mode(folder) == 0o700) }
    #expect(try await cluster.leave())
  }

  @Test("is silent and takes no time when the server runs already")
  func fastPath() async throws {
    let cluster = try await Sandbox.prepared().cluster()
    try await cluster.ensureRunning()
    let log = PhaseLog()
    var fastest = Duration.seconds(1)
    for _ in 0..<20 {
      let duration = try await ContinuousClock().measure { try await cluster.ensureRunning(progress: log.callback) }
      fastest = min(fastest, duration)
    }
    #expect(log.phases.isEmpty)
    #expect(fastest < .milliseconds(5))
    #expect(try await cluster.leave())
  }

  @Test("asks for passwords, listens on a socket alone, takes 250 sessions and keeps checksums")
  func settings() async throws {
    let cluster = try await Sandbox.prepared().cluster()
    try await cluster.ensureRunning()
    for (name, value) in [
      ("listen_addresses", ""), ("max_connections", "250"), ("unix_socket_permissions", "0700"),
      ("password_encryption", "scram-sha-256"), ("data_checksums", "on"), ("server_encoding", "UTF8"),
    ] {
      #expect(try await cluster.ask("select current_setting(\(name)) as answer", as: .superuser) == value, "\(name)")
    }
    let rules: SQL = """
      select string_agg(concat_ws(' ', type, array_to_string(database, ','), array_to_string(user_name, ','), auth_method), ';')
        as answer from pg_hba_file_rules
      """
    #expect(try await cluster.ask(rules, as: .superuser) == "local all all scram-sha-256")
    let wrong = try cluster.connectionTarget(as: .desk).replacing(["password": "guess"])
    await #expect(throws: PostgresError.self) { try await Connection.open(wrong, applicationName: "tests") }
    #expect(try await cluster.leave())
  }

  @Test("makes roles without power and fences the database")
  func roles() async throws {
    let cluster = try await Sandbox.prepared().cluster()
    try await cluster.ensureRunning()
    let power: SQL = """
      select count(*)::text as answer from pg_roles where rolname in ('labrador_owner', 'labrador_desk')
        and not (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication) and rolconnlimit = -1
      """
    #expect(try await cluster.ask(power) == "2")
    let rights: SQL = """
      select concat_ws(' ', has_database_privilege('labrador', 'connect'), has_database_privilege('labrador', 'temporary'),
        has_schema_privilege('public', 'create'), has_schema_privilege('extensions', 'usage')) as answer
      """
    #expect(try await cluster.ask(rights, as: .desk) == "t f f t")
    let extensions: SQL = """
      select string_agg(extname, ' ' order by extname) as answer from pg_extension e
      join pg_namespace n on n.oid = e.extnamespace where nspname = 'extensions'
      """
    #expect(try await cluster.ask(extensions) == "btree_gist fuzzystrmatch pg_trgm pgcrypto unaccent")
    #expect(try await cluster.leave())
  }

  @Test("sweeps away what a killed attempt left and begins anew")
  func halfInitialised() async throws {
    let sandbox = try await Sandbox.prepared()
    let cluster = try sandbox.cluster()
    let location = try sandbox.location
    let half = "\(location.server)/new-1234"
    try Files.rename(location.data, to: half)
    try await cluster.ensureRunning()
    #expect(!Files.exists(half))
    #expect(try await cluster.ask("select current_user::text as answer") == "labrador_desk")
    #expect(try await cluster.leave())
  }

  private func mode(_ path: String) -> mode_t {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
  }
}
