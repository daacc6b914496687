package import Postgres

/// What a server needs before the migrations can run: two roles, a database and the extensions, each made only if missing.
///
/// The login is a superuser or has `CREATEROLE` and `CREATEDB`. Running it again changes nothing but the passwords given.
package struct Provisioning: Sendable {
  /// Counts the changes of what is provisioned, so that an older cluster is brought up to date.
  package static let revision = 1
  /// Owns the schema and runs migrations.
  package static let ownerRole = "labrador_owner"
  /// What the application works as.
  package static let deskRole = "labrador_desk"
  /// The database's name where none is asked for.
  package static let databaseName = "labrador"
  /// The extensions the migrations rely on, all in schema `extensions`.
  package static let extensions = ["btree_gist", "pg_trgm", "unaccent", "fuzzystrmatch", "pgcrypto"]

  /// The database to prepare; nil is the one of the login, or `labrador` when that is a maintenance database.
  package var database: String?
  /// New password of the owner; nil leaves an existing one alone.
  package var ownerPassword: String?
  /// New password of the desk; nil leaves an existing one alone.
  package var deskPassword: String?

  package init(database: String? = nil, ownerPassword: String? = nil, deskPassword: String? = nil) {
    self.database = database
    self.ownerPassword = ownerPassword
    self.deskPassword = deskPassword
  }

  /// Prepares the server and returns the database's name.
  @discardableResult
  package func run(on login: ConnectionTarget) async throws -> String {
    let server = try await Connection.open(login, applicationName: "labrador setup", timeout: .seconds(10))
    let name: String
    do {
      let rights = try await Rights.read(server)
      name = database ?? rights.suitableDatabase
      try await makeRoles(server, rights)
      try await makeDatabase(name, server, rights)
    } catch {
      await server.close()
      throw error
    }
    await server.close()

    let inside = try await Connection.open(
      login.replacing(["dbname": name]), applicationName: "labrador setup", timeout: .seconds(10))
    do {
      for statement in Self.fence(name) { _ = try await inside.query(statement) }
      try await makeExtensions(inside)
    } catch {
      await inside.close()
      throw error
    }
    await inside.close()
    return name
  }

  // MARK: - Roles

  private func makeRoles(_ server: Connection, _ rights: Rights) async throws {
    let existing = try await server.query(
      """
      select rolname, rolsuper or rolbypassrls as powerful from pg_roles
      where rolname in (\(Self.ownerRole), \(Self.deskRole))
      """)
    var found: Set<String> = []
    for row in existing.rows {
      let name = try row.decode("rolname", as: String.self)
      guard try !row.decode("powerful", as: Bool.self) else { throw ProvisioningError.roleTooPowerful(role: name) }
      found.insert(name)
    }
    let missing = [Self.ownerRole, Self.deskRole].filter { !found.contains($0) }
    guard missing.isEmpty || rights.createsRoles else {
      throw ProvisioningError.notAllowed(login: rights.login, missing: missing.map { "create role \($0)" })
    }
    for role in missing {
      _ = try await server.query(
        "create role \(identifier: role) login nosuperuser nocreatedb nocreaterole noreplication")
    }
    for (role, password) in [(Self.ownerRole, ownerPassword), (Self.deskRole, deskPassword)] {
      guard let password else { continue }
      try await setPassword(password, of: role, server)
    }
  }

  /// Sets a password through a bound value, so that no statement that a server might log holds it.
  private func setPassword(_ password: String, of role: String, _ server: Connection) async throws {
    let statement: SQL = """
      do $$ begin
        execute format('alter role \(identifier: role) password %L', current_setting('labrador.password'));
      end $$
      """
    _ = try await server.transaction(["select set_config('labrador.password', \(password), true)", statement])
  }

  // MARK: - Database

  private func makeDatabase(_ name: String, _ server: Connection, _ rights: Rights) async throws {
    let existing = try await server.query(
      """
      select r.rolname as owner, pg_has_role(current_user, d.datdba, 'usage') as ours
      from pg_database d join pg_roles r on r.oid = d.datdba where d.datname = \(name)
      """
    ).rows.first
    guard rights.isSuperuser || rights.actsAsOwner || rights.createsRoles else {
      if let existing, try existing.decode("owner", as: String.self) == Self.ownerRole { return }
      throw ProvisioningError.notAllowed(login: rights.login, missing: ["act as \(Self.ownerRole)"])
    }
    if !rights.isSuperuser && !rights.actsAsOwner {
      _ = try await server.query("grant \(identifier: Self.ownerRole) to current_user")
    }
    if let existing {
      let owner = try existing.decode("owner", as: String.self)
      if owner == Self.ownerRole { return }
      guard try rights.isSuperuser || existing.decode("ours", as: Bool.self) else {
        throw ProvisioningError.foreignDatabase(database: name, owner: owner)
      }
      _ = try await server.query("alter database \(identifier: name) owner to \(identifier: Self.ownerRole)")
      return
    }
    guard rights.createsDatabases else {
      throw ProvisioningError.notAllowed(login: rights.login, missing: ["create database \(name)"])
    }
    _ = try await server.query(
      "create database \(identifier: name) owner \(identifier: Self.ownerRole) encoding 'UTF8' template template0")
  }

  /// Statements that close a database to everybody but our roles, for its owner or a superuser; a copy needs them again.
  package static func fence(_ name: String) -> [SQL] {
    [
      "revoke all on database \(identifier: name) from public",
      "grant connect on database \(identifier: name) to \(identifier: ownerRole), \(identifier: deskRole)",
      "alter database \(identifier: name) set search_path to public, extensions",
    ]
  }

  // MARK: - Extensions

  private func makeExtensions(_ connection: Connection) async throws {
    for statement: SQL in [
      "revoke create on schema public from public",
      "create schema if not exists extensions",
      "grant usage on schema extensions to \(identifier: Self.ownerRole), \(identifier: Self.deskRole)",
    ] {
      _ = try await connection.query(statement)
    }
    var missing: [ProvisioningError.MissingExtension] = []
    for name in Self.extensions {
      do {
        _ = try await connection.query("create extension if not exists \(identifier: name) schema extensions")
      } catch let error as PostgresError {
        missing.append(.init(name: name, reason: error.message))
      }
    }
    let misplaced = try await connection.query(
      """
      select e.extname, n.nspname from pg_extension e join pg_namespace n on n.oid = e.extnamespace
      where e.extname = any(\(Self.extensions)) and n.nspname <> 'extensions' order by e.extname
      """)
    for row in misplaced.rows {
      let schema = try row.decode("nspname", as: String.self)
      missing.append(.init(name: try row.decode("extname", as: String.self), reason: "it stands in schema \(schema)"))
    }
    guard missing.isEmpty else { throw ProvisioningError.extensionsMissing(missing) }
  }
}

/// What a login may do on a server.
private struct Rights: Sendable {
  let login: String
  let isSuperuser: Bool
  let createsRoles: Bool
  let createsDatabases: Bool
  let actsAsOwner: Bool
  let database: String

  /// A database of the login's own, never one that every server has for its upkeep.
  var suitableDatabase: String {
    ["postgres", "template1", "template0", "defaultdb"].contains(database) ? Provisioning.databaseName : database
  }

  static func read(_ server: Connection) async throws -> Rights {
    let result = try await server.query(
      """
      select current_setting('server_version_num')::int / 10000 as major, current_database() as database,
        rolname, rolsuper, rolsuper or rolcreaterole as creates_roles, rolsuper or rolcreatedb as creates_databases,
        coalesce((select pg_has_role(current_user, oid, 'member') from pg_roles where rolname = \(Provisioning.ownerRole)),
          false) as acts_as_owner
      from pg_roles where rolname = current_user
      """)
    guard let row = result.rows.first else {
      throw PostgresError(code: .insufficientPrivilege, message: "The server does not say who is connected.")
    }
    let major = try row.decode("major", as: Int.self)
    guard major >= ServerBinaries.oldest else {
      throw ProvisioningError.serverTooOld(found: major, needed: ServerBinaries.oldest)
    }
    return Rights(
      login: try row.decode("rolname"), isSuperuser: try row.decode("rolsuper"),
      createsRoles: try row.decode("creates_roles"), createsDatabases: try row.decode("creates_databases"),
      actsAsOwner: try row.decode("acts_as_owner"), database: try row.decode("database"))
  }
}
