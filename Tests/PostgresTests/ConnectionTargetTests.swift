import Postgres
import Testing

@Suite("Connection targets", .serialized)
struct ConnectionTargetTests {
  @Test(
    "an address and a key=value string say the same",
    arguments: [
      "postgres://desk:s3cret@db.example:5433/lab?sslmode=require",
      "postgresql://desk:s3cret@db.example:5433/lab?sslmode=require",
      "host=db.example port=5433 user=desk password='s3cret' dbname=lab sslmode=require",
    ])
  func parse(text: String) throws {
    let target = try ConnectionTarget(text)
    #expect(target.host == "db.example")
    #expect(target["port"] == "5433")
    #expect(target.user == "desk")
    #expect(target.database == "lab")
    #expect(target["sslmode"] == "require")
    #expect(target["password"] == "s3cret")
  }

  @Test("no description shows the password")
  func secret() throws {
    let target = try ConnectionTarget("postgres://desk:s3cret@db.example/lab")
    var dumped = ""
    dump(target, to: &dumped)
    for text in ["\(target)", String(reflecting: target), dumped, "\([target])"] { #expect(!text.contains("s3cret")) }
    #expect("\(target)" == "desk@db.example/lab")
    #expect(target.secretConnectionString.contains("s3cret"))
  }

  @Test("the secret string reads back the same")
  func roundTrip() throws {
    let target = ConnectionTarget(values: ["user": "o'brien", "password": #"a\b 'c'="#, "dbname": "with space"])
    #expect(try ConnectionTarget(target.secretConnectionString) == target)
  }

  @Test(
    "what cannot be read is refused without repeating it",
    arguments: [
      "s3cret", "postgres://desk:s3cret@db:port:x/lab?nonsense=1", "host=db password=s3cret nonsense=1", "host='s3cret",
      "postgres://desk:s3cret@[::1/lab", "postgres://desk:a@s3cret@db/lab", "s3cret\0",
    ])
  func refuse(text: String) {
    let error = #expect(throws: PostgresError.self) { try ConnectionTarget(text) }
    #expect(error?.code == .invalidTarget)
    #expect(error.map { !"\($0)".contains("s3cret") } ?? false)
  }

  @Test("a wrong password is told by its code and not repeated")
  func wrongPassword() async throws {
    let target = try await TestServer.target().replacing(["password": "wr0ng-s3cret", "user": "nobody_of_that_name"])
    let error = await #expect(throws: PostgresError.self) {
      _ = try await Connection.open(target, applicationName: "tests")
    }
    #expect(error?.code == .invalidPassword)
    #expect(error.map { !"\($0)".contains("wr0ng") && !$0.message.contains("LOCATION") } ?? false)
  }

  @Test("an unknown database is told by its code")
  func unknownDatabase() async throws {
    let target = try await TestServer.target().replacing(["dbname": "no_such_database"])
    let error = await #expect(throws: PostgresError.self) {
      _ = try await Connection.open(target, applicationName: "tests")
    }
    #expect(error?.code == .unknownDatabase)
  }

  @Test("the application name shows in the list of sessions")
  func applicationName() async throws {
    let connection = try await TestServer.open("labrador tests ₹")
    let name: String = try await connection.query("show application_name").onlyRow().decode(at: 0)
    #expect(name.hasPrefix("labrador tests"))
    #expect(connection.serverVersion >= 150_000)
    await connection.close()
  }
}
