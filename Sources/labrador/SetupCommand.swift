import EmbeddedPostgres
import LabStore
import Migrator
import Postgres

/// `labrador setup`: makes a server of one's own ready for desks, doing only what is missing.
struct SetupCommand {
  let login: ConnectionTarget
  let options: SetupOptions
  let surroundings: Surroundings

  init(owner: String, options: SetupOptions, _ surroundings: Surroundings) throws {
    login = try ConnectionTarget(owner)
    self.options = options
    self.surroundings = surroundings
  }

  /// Provisions, migrates, writes the desk's login and makes the first account.
  func run() async throws {
    let path = try serviceFilePath()
    try ServiceFile.proveWritable(path)
    let first = try options.organization.map { try FirstOrganization.parse($0, timeZone: surroundings.timeZone) }
    let before = try await ServerBefore.look(login)
    let desk = DeskLogin(server: login, path: path, wantsNewPassword: options.newPassword)
    let keptPassword = try await desk.keptPassword(before)

    Console.note("Preparing roles, database and extensions…")
    let database = try await Provisioning().run(on: login)
    let version = try await migrate(database)
    let password = keptPassword ?? Password.random()
    if keptPassword == nil {
      try await Provisioning(database: database, deskPassword: password).run(on: login)
    }
    let target = try await desk.write(database: database, password: password)
    let organization = try await makeFirst(first, target)
    report(
      SetupReport(
        database: database, schemaVersion: version, serviceFile: path, isPasswordNew: keptPassword == nil,
        organization: organization.made, isEmpty: organization.isEmpty))
  }

  private func serviceFilePath() throws -> String {
    guard let path = options.serviceFile ?? surroundings.serviceFile else {
      throw Failure("No home directory is known for the service file; name a place with --service-file.")
    }
    return path
  }

  private func migrate(_ database: String) async throws -> Int {
    let connection = try await Connection.open(
      login.replacing(["dbname": database]), applicationName: "labrador setup", timeout: .seconds(10))
    do {
      try await SchemaOwner.require(on: connection)
      try await refuseLegacy(connection)
      let run = try await Migrator(connection: connection, set: try .embedded()) { Console.note($0.line) }.up()
      await connection.close()
      return run.version
    } catch {
      await connection.close()
      throw error
    }
  }

  /// A database of before the migrations is adopted knowingly, never by accident.
  private func refuseLegacy(_ connection: Connection) async throws {
    let isLegacy: Bool = try await connection.query(
      "select to_regclass('migration.applied') is null and to_regclass('public.bookings') is not null"
    ).onlyRow().decode(at: 0)
    guard !isLegacy else {
      throw Failure(
        "This database holds bookings of an earlier program: give its tables to \(Provisioning.ownerRole) with "
          + "“reassign owned”, adopt it with `labrador migrate stamp --to 1 --database OWNER_URL`, and run this again.")
    }
  }

  private func makeFirst(_ given: FirstStart?, _ target: ConnectionTarget) async throws -> (
    made: String?, isEmpty: Bool
  ) {
    let desk = Desk(target: target, applicationName: "labrador setup")
    do {
      guard try await desk.isEmpty() else {
        if given != nil { Console.note("The database has accounts already, so no first one was made.") }
        await desk.disconnect()
        return (nil, false)
      }
      guard let first = try given ?? (Prompt.isPossible ? FirstOrganization.ask(timeZone: surroundings.timeZone) : nil)
      else {
        await desk.disconnect()
        return (nil, true)
      }
      try await desk.create(first)
      await desk.disconnect()
      return (first.slug, false)
    } catch {
      await desk.disconnect()
      throw error
    }
  }

  private func report(_ report: SetupReport) {
    Console.say(options.json ? report.json : report.text)
  }
}

/// What stood on the server before anything was done to it.
struct ServerBefore: Sendable {
  let database: String
  /// Whether desks may already use the desk's role with a password.
  let deskHasPassword: Bool

  static func look(_ login: ConnectionTarget) async throws -> ServerBefore {
    let connection = try await Connection.open(login, applicationName: "labrador setup", timeout: .seconds(8))
    do {
      let row = try await connection.query(
        """
        select current_database() as database, (select rolsuper from pg_roles where rolname = current_user) as is_super,
          to_regrole(\(Provisioning.deskRole)) is not null as has_role
        """
      ).onlyRow()
      var hasPassword = try row.decode("has_role", as: Bool.self)
      if hasPassword, try row.decode("is_super", as: Bool.self) {
        hasPassword = try await connection.query(
          "select rolpassword is not null from pg_authid where rolname = \(Provisioning.deskRole)"
        ).onlyRow().decode(at: 0)
      }
      await connection.close()
      return ServerBefore(database: try row.decode("database"), deskHasPassword: hasPassword)
    } catch {
      await connection.close()
      throw error
    }
  }
}
