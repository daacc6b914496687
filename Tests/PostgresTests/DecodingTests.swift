import Postgres
import Testing

@Suite("Typed decoding", .serialized)
struct DecodingTests {
  private enum Species: String, PostgresDecodable { case dog, cat }

  private func row(_ sql: SQL) async throws -> Row {
    let connection = try await TestServer.open()
    let row = try await connection.query(sql).onlyRow()
    await connection.close()
    return row
  }

  @Test("an error names the column, what is expected and what is there")
  func mismatch() async throws {
    let row = try await row("select 'twelve' as age")
    let error = #expect(throws: PostgresDecodingError.self) { try row.decode("age", as: Int.self) }
    #expect(error?.description == "Column age is no Int: found “twelve”.")
  }

  @Test("null is an error for a plain type and nil for an optional one")
  func null() async throws {
    let row = try await row("select null::int as age")
    let error = #expect(throws: PostgresDecodingError.self) { try row.decode("age", as: Int.self) }
    #expect(error?.description == "Column age is null where Int is expected.")
    #expect(try row.decode("age", as: Int?.self) == nil)
    let inferred: Int? = try row.decode("age")
    #expect(inferred == nil)
  }

  @Test("an unknown column is an error that lists the columns there are")
  func unknown() async throws {
    let row = try await row("select 1 as id, 2 as age")
    let error = #expect(throws: PostgresDecodingError.self) { try row.decode("name", as: String.self) }
    #expect(error?.description == "The result has no column name; it has id, age.")
  }

  @Test("a long text is shortened in the error")
  func long() async throws {
    let row = try await row("select repeat('x', 500) as age")
    let error = #expect(throws: PostgresDecodingError.self) { try row.decode("age", as: Int.self) }
    #expect((error?.description.count ?? 0) < 120)
  }

  @Test("an enumeration is read by its raw value, and refuses others")
  func enumeration() async throws {
    let row = try await row("select 'cat' as species, 'cow' as other")
    #expect(try row.decode("species", as: Species.self) == .cat)
    let error = #expect(throws: PostgresDecodingError.self) { try row.decode("other", as: Species.self) }
    #expect(error?.description == "Column other is no Species: found “cow”.")
  }

  @Test("one row is not none and not two", arguments: [0, 2])
  func onlyRow(count: Int) async throws {
    let connection = try await TestServer.open()
    let result = try await connection.query("select from generate_series(1, \(count)::int)")
    #expect(throws: PostgresDecodingError.self) { try result.onlyRow() }
    await connection.close()
  }

  @Test("malformed arrays are refused", arguments: ["", "{", "{a", "{a,}", "{,a}", "{a}b", "{{a}}", "{\"a}", "a"])
  func malformed(text: String) {
    #expect([String].decode(postgres: text) == nil)
  }

  @Test("malformed bytes are refused", arguments: ["", "00", "\\x0", "\\xzz"])
  func malformedBytes(text: String) {
    #expect([UInt8].decode(postgres: text) == nil)
  }
}
