import EmbeddedPostgres
import FoundationEssentials
import Glibc
import Postgres
import Testing
import TestSupport

@Suite("Commands on a private database", .serialized)
struct CommandLineDatabaseTests {
  /// Answers one question with psql, as a person with the printed connection string would.
  private func psql(_ target: String, _ question: String) throws -> Command.Outcome {
    try Command(
      "/usr/bin/psql", ["-X", "-At", "-v", "ON_ERROR_STOP=1", "-c", question, target],
      environment: ["PATH=\(ClusterEnvironment.standardPath)", "LC_ALL=C.UTF-8"]
    ).run()
  }

  private func stop(_ binary: Binary) async throws {
    var environment = ClusterEnvironment.current()
    environment.labradorHome = binary.home
    try await Cluster(.main, environment: environment).stop()
  }

  @Test("the printed login works, sees no row without a session, and the schema tells its state")
  func fresh() async throws {
    let binary = try Binary()
    let before = try binary.run("migrate", "status", "--json")
    #expect(before.code == 0)
    #expect(try version(before.output) == 0)

    let desk = try binary.run("database", "url", "--as", "desk").output.split(separator: "\n").joined()
    for table in ["users", "pets", "bookings", "staff", "tests"] {
      #expect(try psql(desk, "select count(*) from \(table)").output == "0\n", "\(table)")
    }
    #expect(try psql(desk, "create table mine (id int)").code != 0)
    let owner = try binary.run("database", "url", "--as", "owner").output.split(separator: "\n").joined()
    #expect(try psql(owner, "select current_user").output == "labrador_owner\n")

    let after = try binary.run("migrate", "status", "--json")
    #expect(try version(after.output) > 0)
    #expect(try binary.run("migrate", "plan").output.hasPrefix("Nothing to do"))
    #expect(try binary.run("migrate", "validate").code == 0)
    #expect(try binary.run("migrate", "history").output.contains("0001_baseline"))
    let doctor = try binary.run("doctor")
    #expect(doctor.code == 0, "\(doctor.output)")
    try await stop(binary)
  }

  @Test("a way down that one step refuses changes nothing")
  func refusedWayDown() async throws {
    let binary = try Binary()
    let owner = try binary.run("database", "url", "--as", "owner").output.split(separator: "\n").joined()
    for slug in ["one", "two"] {
      let made = try psql(owner, "select desk.add_organization('\(slug)', '\(slug)', 'INR', 'Asia/Kolkata', 'IN')")
      #expect(made.code == 0, "\(made.output)")
    }
    let head = try version(try binary.run("migrate", "status", "--json").output)
    let refused = try binary.run("migrate", "down", "--to", "1")
    #expect(refused.code == 1)
    #expect(refused.lastComplaint.contains("more than one"), "\(refused.complaint)")
    #expect(try version(try binary.run("migrate", "status", "--json").output) == head)
    #expect(try psql(owner, "select to_regclass('visits') is not null").output == "t\n")
    try await stop(binary)
  }

  @Test("setup prepares a server, writes the desk's login beside others and makes the first account")
  func setup() async throws {
    let binary = try Binary()
    let superuser = try superuserTarget(binary)
    #expect(try psql(superuser, "create database clinic").code == 0)
    let services = binary.home + "/services"
    try Files.write("[other]\nhost=elsewhere\n", to: services, mode: 0o644)
    try Files.write("a good long password\n", to: binary.home + "/password", mode: 0o600)
    let arguments = ["setup", "--database", superuser + " dbname=clinic", "--service-file", services]
    let refused = try binary.run(arguments)
    #expect(refused.code == 1)
    #expect(refused.lastComplaint.contains("--new-password"), "\(refused.complaint)")

    let done = try binary.run(
      arguments + [
        "--new-password", "--organization", "Paws & Claws", "--name", "Asha Rao", "--phone", "98450 12345",
        "--password-file", binary.home + "/password",
      ])
    #expect(done.code == 0, "\(done.complaint)")
    #expect(done.output.contains("Organisation “paws-and-claws” and its administrator were made."))
    let text = Files.read(services) ?? ""
    #expect(text.hasPrefix("[other]\nhost=elsewhere\n\n[labrador]\n"))
    #expect(!(done.output + done.complaint).contains("good long"))
    var status = stat()
    #expect(stat(services, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o600)

    let again = try binary.run(arguments + ["--json"])
    #expect(again.code == 0, "\(again.complaint)")
    #expect(again.output.contains("\"isPasswordNew\" : false"))
    let status2 = try binary.run("migrate", "status", changes: ["PGSERVICEFILE": services])
    #expect(status2.output.contains("The database is up to date."), "\(status2.complaint)")
    try await stop(binary)
  }

  @Test("setup refuses a place for the login that cannot be written, before it touches the server")
  func readOnlyServiceFile() throws {
    let outcome = try Binary().run(
      "setup", "--database", "postgres://127.0.0.1:1/x", "--service-file", "/proc/labrador/services")
    #expect(outcome.code == 1)
    #expect(outcome.complaint.hasPrefix("The service file cannot be written"))
    #expect(outcome.complaint.split(separator: "\n").count == 1)
  }

  private func version(_ json: String) throws -> Int {
    struct Status: Decodable { let version: Int }
    return try JSONDecoder().decode(Status.self, from: Data(json.utf8)).version
  }

  /// A private cluster stands in for a server of one's own; its superuser may create roles.
  private func superuserTarget(_ binary: Binary) throws -> String {
    _ = try binary.run("database", "url")
    var environment = ClusterEnvironment.current()
    environment.labradorHome = binary.home
    return try Cluster(.main, environment: environment).connectionTarget(as: .superuser)
      .replacing(["dbname": "postgres"]).secretConnectionString
  }
}
