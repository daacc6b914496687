import Postgres
import Testing

@Suite("Lost connections", .serialized)
struct ConnectionLossTests {
  private func terminate(_ connection: Connection) async throws {
    let other = try await TestServer.open()
    _ = try await other.query("select pg_terminate_backend(\(connection.backendPID)::int, 5000)")
    await other.close()
  }

  @Test("a session that the server ended is a lost connection")
  func terminated() async throws {
    let connection = try await TestServer.open()
    try await terminate(connection)
    let error = await #expect(throws: PostgresError.self) { _ = try await connection.query("select 1") }
    #expect(error?.code == .connectionLost)
    #expect(await !connection.isOpen)
    let again = await #expect(throws: PostgresError.self) { _ = try await connection.query("select 1") }
    #expect(again?.code == .connectionLost)
  }

  @Test("so it is in the middle of a statement")
  func duringStatement() async throws {
    let connection = try await TestServer.open()
    let query = Task { try await connection.query("select pg_sleep(60)") }
    try await TestServer.wait(until: connection.backendPID, runs: "pg_sleep(60)")
    try await terminate(connection)
    let error = await #expect(throws: PostgresError.self) { _ = try await query.value }
    #expect(error?.code == .connectionLost)
  }

  @Test("so it is in a pipeline")
  func duringPipeline() async throws {
    let connection = try await TestServer.open()
    try await terminate(connection)
    let error = await #expect(throws: PostgresError.self) {
      _ = try await connection.pipeline(["select 1", "select 2"])
    }
    #expect(error?.code == .connectionLost)
  }

  @Test("before the commit, a transaction is lost and nothing more")
  func beforeCommit() async throws {
    let connection = try await TestServer.open()
    let error = await #expect(throws: PostgresError.self) {
      try await connection.withTransaction { connection in
        _ = try await connection.query("select pg_terminate_backend(pg_backend_pid())")
      }
    }
    #expect(error?.code == .connectionLost)
  }

  @Test("a transaction that could not even be sent is lost and nothing more", arguments: [true, false])
  func beforeSending(isClosedHere: Bool) async throws {
    let connection = try await TestServer.open()
    if isClosedHere { await connection.close() } else { try await terminate(connection) }
    let error = await #expect(throws: PostgresError.self) {
      _ = try await connection.transaction(["select 1"])
    }
    #expect(error?.code == .connectionLost)
  }

  /// A deferred trigger ends the session in the middle of the commit.
  private static let deathAtCommit = """
    create temporary table doomed (id int);
    create function pg_temp.die() returns trigger language plpgsql as $$
    begin
      perform pg_terminate_backend(pg_backend_pid());
      perform pg_sleep(60);
      return null;
    end $$;
    create constraint trigger die after insert on doomed deferrable initially deferred
      for each row execute function pg_temp.die();
    """

  @Test("during the commit, nobody knows whether it was saved")
  func duringCommit() async throws {
    let connection = try await TestServer.open()
    try await connection.run(script: Self.deathAtCommit)
    let error = await #expect(throws: PostgresError.self) {
      try await connection.withTransaction { connection in
        _ = try await connection.query("insert into doomed values (1)")
      }
    }
    #expect(error?.code == .commitOutcomeUnknown)
    #expect(await !connection.isOpen)
  }

  @Test("in one round trip as well")
  func duringOneTrip() async throws {
    let connection = try await TestServer.open()
    try await connection.run(script: Self.deathAtCommit)
    let error = await #expect(throws: PostgresError.self) {
      _ = try await connection.transaction(["insert into doomed values (1)"])
    }
    #expect(error?.code == .commitOutcomeUnknown)
  }

  @Test("a listener notices by itself, and its stream ends")
  func listener() async throws {
    let connection = try await TestServer.open()
    try await connection.listen("anything")
    try await terminate(connection)
    var count = 0
    for await _ in connection.notifications { count += 1 }
    #expect(count == 0)
    #expect(await !connection.isOpen)
  }
}
