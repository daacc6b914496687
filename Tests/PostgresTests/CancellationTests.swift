import Glibc
import Postgres
import Testing

@Suite("Time limits and cancellation", .serialized)
struct CancellationTests {
  @Test("a statement that takes too long is cancelled, and the connection goes on")
  func timeout() async throws {
    let connection = try await TestServer.open()
    let error = await #expect(throws: PostgresError.self) {
      _ = try await connection.query("select pg_sleep(60)", timeout: .milliseconds(50))
    }
    #expect(error?.code == .timedOut)
    #expect(try await connection.query("select 1").affectedRows == 1)
    await connection.close()
  }

  @Test("a pipeline that takes too long is cancelled, and the connection goes on")
  func pipelineTimeout() async throws {
    let connection = try await TestServer.open()
    let error = await #expect(throws: PostgresError.self) {
      _ = try await connection.transaction(["select 1", "select pg_sleep(60)"], timeout: .milliseconds(50))
    }
    #expect(error?.code == .timedOut)
    #expect(error?.statementIndex == 1)
    #expect(await !connection.isInTransaction)
    #expect(try await connection.query("select 1").affectedRows == 1)
    await connection.close()
  }

  @Test("the server's own limit is a cancelled query")
  func serverTimeout() async throws {
    let connection = try await TestServer.open()
    let error = await #expect(throws: PostgresError.self) {
      _ = try await connection.transaction(["select pg_sleep(60)"], preamble: ["set local statement_timeout = '20ms'"])
    }
    #expect(error?.code == .queryCanceled)
    await connection.close()
  }

  @Test("another thread cancels the statement that runs")
  func cancel() async throws {
    let connection = try await TestServer.open()
    let query = Task { try await connection.query("select pg_sleep(60)") }
    try await TestServer.wait(until: connection.backendPID, runs: "pg_sleep(60)")
    connection.cancelCurrentQuery()
    let error = await #expect(throws: PostgresError.self) { _ = try await query.value }
    #expect(error?.code == .queryCanceled)
    await connection.close()
  }

  @Test("cancelling the task cancels its statement")
  func cancelTask() async throws {
    let connection = try await TestServer.open()
    let query = Task { try await connection.query("select pg_sleep(60)") }
    try await TestServer.wait(until: connection.backendPID, runs: "pg_sleep(60)")
    query.cancel()
    await #expect(throws: CancellationError.self) { _ = try await query.value }
    #expect(try await connection.query("select 1").affectedRows == 1)
    await connection.close()
  }

  @Test("cancelling the task rolls its transaction back")
  func cancelTransaction() async throws {
    let connection = try await TestServer.open()
    _ = try await connection.query("create temporary table kept (id int)")
    let work = Task {
      try await connection.withTransaction { connection in
        _ = try await connection.query("insert into kept values (1)")
        _ = try await connection.query("select pg_sleep(60)")
      }
    }
    try await TestServer.wait(until: connection.backendPID, runs: "pg_sleep(60)")
    work.cancel()
    await #expect(throws: CancellationError.self) { try await work.value }
    #expect(try await connection.query("select from kept").affectedRows == 0)
    await connection.close()
  }

  @Test("a request to cancel never hits a later statement")
  func lateCancel() async throws {
    let connection = try await TestServer.open()
    for _ in 0..<100 {
      let first = Task { try await connection.query("select 1") }
      first.cancel()
      _ = await first.result
      connection.cancelCurrentQuery()
      #expect(try await connection.query("select 1").affectedRows == 1)
    }
    await connection.close()
  }

  @Test("a server that accepts and says nothing is given up")
  func silentServer() async throws {
    let server = try SilentServer()
    let target = ConnectionTarget(values: ["host": "127.0.0.1", "port": "\(server.port)", "user": "nobody"])
    let error = await #expect(throws: PostgresError.self) {
      _ = try await Connection.open(target, applicationName: "tests", timeout: .milliseconds(200))
    }
    #expect(error?.code == .timedOut)
  }

  @Test("a server that is not there is told at once, in one line")
  func absentServer() async throws {
    let target = ConnectionTarget(values: ["host": "/nonexistent", "user": "nobody"])
    let error = await #expect(throws: PostgresError.self) {
      _ = try await Connection.open(target, applicationName: "tests")
    }
    #expect(error?.code == .connectionFailed)
    #expect(error?.message.contains("\n") == false)
  }
}

/// A socket that lets clients connect and never answers.
private final class SilentServer {
  private let socket: Int32
  let port: UInt16

  init() throws {
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = withUnsafeMutablePointer(to: &address) { [socket] pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, length) == 0 && listen(socket, 1) == 0 && getsockname(socket, $0, &length) == 0
      }
    }
    try #require(isListening)
    port = UInt16(bigEndian: address.sin_port)
  }

  deinit {
    close(socket)
  }
}
