import Postgres
import Testing

@Suite("Transactions", .serialized)
struct TransactionTests {
  private struct Refusal: Error {}

  private func connectionWithTable() async throws -> Connection {
    let connection = try await TestServer.open()
    _ = try await connection.query("create temporary table kept (id int)")
    return connection
  }

  private func count(_ connection: Connection) async throws -> Int {
    try await connection.query("select count(*) as count from kept").onlyRow().decode("count")
  }

  @Test("a body that returns is committed")
  func commits() async throws {
    let connection = try await connectionWithTable()
    let value = try await connection.withTransaction(preamble: ["set local statement_timeout = '5s'"]) { connection in
      _ = try await connection.query("insert into kept values (1)")
      return try await connection.query("show statement_timeout").onlyRow().decode(at: 0, as: String.self)
    }
    #expect(value == "5s")
    #expect(try await count(connection) == 1)
    let timeout: String = try await connection.query("show statement_timeout").onlyRow().decode(at: 0)
    #expect(timeout != "5s")
    await connection.close()
  }

  @Test("a body that throws is rolled back")
  func rollsBack() async throws {
    let connection = try await connectionWithTable()
    await #expect(throws: Refusal.self) {
      try await connection.withTransaction { connection in
        _ = try await connection.query("insert into kept values (1)")
        throw Refusal()
      }
    }
    #expect(try await count(connection) == 0)
    #expect(await !connection.isInTransaction)
    await connection.close()
  }

  @Test("a failed statement that was passed over does not look like a commit")
  func swallowed() async throws {
    let connection = try await connectionWithTable()
    let error = await #expect(throws: PostgresError.self) {
      try await connection.withTransaction { connection in
        _ = try await connection.query("insert into kept values (1)")
        _ = try? await connection.query("select 1/0")
      }
    }
    #expect(error?.code == .commitRolledBack)
    #expect(try await count(connection) == 0)
    await connection.close()
  }

  @Test("a preamble that fails leaves no transaction open")
  func preamble() async throws {
    let connection = try await connectionWithTable()
    let error = await #expect(throws: PostgresError.self) {
      try await connection.withTransaction(preamble: ["select 1/0"]) { _ in }
    }
    #expect(error?.statementIndex == nil)
    #expect(await !connection.isInTransaction)
    await connection.close()
  }

  @Test("a deferred constraint that refuses the commit is an error of its own kind")
  func deferred() async throws {
    let connection = try await TestServer.open()
    _ = try await connection.query(
      "create temporary table late (id int constraint uq_late unique deferrable initially deferred)")
    let error = await #expect(throws: PostgresError.self) {
      try await connection.withTransaction { connection in
        _ = try await connection.query("insert into late values (1), (1)")
      }
    }
    #expect(error?.code == .uniqueViolation)
    #expect(error?.constraint == "uq_late")
    await connection.close()
  }

  @Test("in one round trip: begin, preamble, statements and commit")
  func oneTrip() async throws {
    let connection = try await connectionWithTable()
    let results = try await connection.transaction(
      ["insert into kept values (1), (2)", "select id from kept order by id"],
      preamble: ["set local statement_timeout = '5s'"])
    #expect(results.map(\.affectedRows) == [2, 2])
    #expect(try await count(connection) == 2)
    await connection.close()
  }

  @Test("in one round trip, an error has its place among the statements and nothing stays", arguments: [0, 1])
  func oneTripError(place: Int) async throws {
    let connection = try await connectionWithTable()
    var statements: [SQL] = ["insert into kept values (1)", "insert into kept values (2)"]
    statements[place] = "select 1/0"
    let all = statements
    let error = await #expect(throws: PostgresError.self) {
      _ = try await connection.transaction(all, preamble: ["select 1"])
    }
    #expect(error?.statementIndex == place)
    #expect(await !connection.isInTransaction)
    #expect(try await count(connection) == 0)
    await connection.close()
  }

  @Test("a read-only transaction refuses writes")
  func readOnly() async throws {
    let connection = try await TestServer.open()
    let error = await #expect(throws: PostgresError.self) {
      _ = try await connection.transaction(["create table written (id int)"], mode: .readOnly)
    }
    #expect(error?.code == .readOnlyTransaction)
    await connection.close()
  }

  @Test("statements of another task wait until the transaction has ended")
  func exclusion() async throws {
    let connection = try await connectionWithTable()
    let (others, sink) = AsyncStream.makeStream(of: Task<Int, any Error>.self)
    await #expect(throws: Refusal.self) {
      try await connection.withTransaction { connection in
        _ = try await connection.query("insert into kept values (1)")
        sink.yield(
          Task.detached {
            try await connection.query("select count(*) as count from kept").onlyRow().decode("count", as: Int.self)
          })
        for _ in 0..<50 {
          await Task.yield()
          _ = try await connection.query("select 1")
        }
        throw Refusal()
      }
    }
    sink.finish()
    for await other in others { #expect(try await other.value == 0) }
    await connection.close()
  }

  @Test("transactions on two connections may be nested in one task")
  func nested() async throws {
    let first = try await connectionWithTable()
    let second = try await connectionWithTable()
    try await first.withTransaction { first in
      try await second.withTransaction { second in
        _ = try await second.query("insert into kept values (1)")
        _ = try await first.query("insert into kept values (1)")
      }
    }
    #expect(try await count(first) == 1)
    #expect(try await count(second) == 1)
    await first.close()
    await second.close()
  }
}
