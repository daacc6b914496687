import Postgres
import Testing

@Suite("Pipelines", .serialized)
struct PipelineTests {
  @Test("results come in the order of the statements")
  func order() async throws {
    let connection = try await TestServer.open()
    let statements = (0..<200).map { number -> SQL in "select \(number)::int as number" }
    let results = try await connection.pipeline(statements)
    #expect(try results.map { try $0.onlyRow().decode("number", as: Int.self) } == Array(0..<200))
    await connection.close()
  }

  @Test("an error says which statement failed, undoes the others, and the connection goes on", arguments: [0, 3, 6])
  func attribution(place: Int) async throws {
    let connection = try await TestServer.open()
    _ = try await connection.query("create temporary table kept (id int)")
    var statements = (0..<7).map { number -> SQL in "insert into kept values (\(number))" }
    statements[place] = "select 1/0"
    let error = await #expect(throws: PostgresError.self) { _ = try await connection.pipeline(statements) }
    #expect(error?.statementIndex == place)
    #expect(error?.sqlState == "22012")
    #expect(try await connection.query("select from kept").affectedRows == 0)
    await connection.close()
  }

  @Test("a value that cannot be sent is told by its statement, and nothing is sent")
  func unsendable() async throws {
    let connection = try await TestServer.open()
    let error = await #expect(throws: PostgresError.self) {
      _ = try await connection.pipeline(["select 1", "select \("\0")"])
    }
    #expect(error?.statementIndex == 1)
    #expect(error?.code == .invalidText)
    #expect(try await connection.pipeline(["select 1"]).count == 1)
    await connection.close()
  }

  @Test("much data in both directions at once does not block")
  func bulk() async throws {
    let connection = try await TestServer.open()
    let text = String(repeating: "0123456789", count: 20_000)
    let statements = (0..<100).map { _ -> SQL in "select \(text)::text as text" }
    let results = try await connection.pipeline(statements)
    for result in results {
      #expect(try result.onlyRow().decode("text", as: String.self).utf8.count == text.utf8.count)
    }
    await connection.close()
  }

  @Test("an empty pipeline is nothing")
  func empty() async throws {
    let connection = try await TestServer.open()
    #expect(try await connection.pipeline([]).isEmpty)
    await connection.close()
  }
}
