import Postgres
import Testing

@Suite("Bound values", .serialized)
struct BindingTests {
  @Test(
    "text comes back as it was sent",
    arguments: [
      "", "plain", "o'clock", #"a "quoted" word"#, #"back\slash"#, "line\nbreak\ttab", "₹ 1.250,00", "नमस्ते",
      "e\u{301}", "🐕‍🦺", "$1", "{a,b}", "NULL", "\u{202E}right to left", "%_", String(repeating: "x", count: 100_000),
    ])
  func text(value: String) async throws {
    let connection = try await TestServer.open()
    let found: String = try await connection.query("select \(value)::text as value").onlyRow().decode("value")
    #expect(Array(found.utf8) == Array(value.utf8))
    await connection.close()
  }

  @Test(
    "what looks like an attack is only text",
    arguments: [
      "'; drop table bound; --", "' or '1'='1", "\\'; drop table bound; --", "$$; drop table bound; $$",
      "/*", "*/", "--", "1; select pg_sleep(10)", "\u{2019}; drop table bound; --", "ʼ or 1=1", "\\x00", "%00",
      "'||(select version())||'", "\");drop table bound;--", "E'\\''", "U&'\\0027'", "\u{FF07}; drop table bound;",
    ])
  func injection(value: String) async throws {
    let connection = try await TestServer.open()
    _ = try await connection.query("create temporary table bound (id int, value text)")
    _ = try await connection.query("insert into bound values (1, \(value)), (2, 'other')")
    let rows = try await connection.query("select value from bound where value = \(value)").rows
    #expect(try rows.map { try $0.decode("value", as: String.self) } == [value])
    #expect(try await connection.query("select from bound").affectedRows == 2)
    let spliced: SQL = "select \(literal: value) as value, 1 as \(identifier: "c " + value.prefix(20))"
    #expect(try await connection.query(spliced).onlyRow().decode("value", as: String.self) == value)
    await connection.close()
  }

  @Test("a NUL is refused with the place of the value, before anything is sent")
  func nul() async throws {
    let connection = try await TestServer.open()
    let error = await #expect(throws: PostgresError.self) {
      _ = try await connection.query("select \(1), \("a\0b")")
    }
    #expect(error?.code == .invalidText)
    #expect(error?.message == "The value for $2 holds a NUL character, which PostgreSQL text cannot.")
    #expect(try await connection.query("select 1").affectedRows == 1)
    await connection.close()
  }

  @Test("numbers, truth values, null and bytes come back as they were sent")
  func scalars() async throws {
    let connection = try await TestServer.open()
    let bytes = (0...255).map { UInt8($0) }
    let nothing: String? = nil
    let row = try await connection.query(
      """
      select \(Int64.min)::bigint as least, \(Int.max)::bigint as most, \(Int32.min)::int as small, \(0.1)::float8 as tenth,
        \(Double.infinity)::float8 as endless, \(true)::bool as yes, \(false)::bool as no, \(nothing)::text as nothing,
        \(bytes)::bytea as bytes, \([UInt8]())::bytea as no_bytes
      """
    ).onlyRow()
    #expect(try row.decode("least") == Int64.min)
    #expect(try row.decode("most") == Int.max)
    #expect(try row.decode("small") == Int32.min)
    #expect(try row.decode("tenth") == 0.1)
    #expect(try row.decode("endless") == Double.infinity)
    #expect(try row.decode("yes") == true)
    #expect(try row.decode("no") == false)
    #expect(try row.decode("nothing", as: String?.self) == nil)
    #expect(try row.decode("bytes") == bytes)
    #expect(try row.decode("no_bytes") == [UInt8]())
    await connection.close()
  }

  @Test("arrays come back as they were sent")
  func arrays() async throws {
    let connection = try await TestServer.open()
    let words = ["", "plain", "a,b", #"{"x"}"#, #"back\slash"#, "NULL", "नमस्ते", " space "]
    let gaps: [String?] = ["a", nil, "NULL"]
    let row = try await connection.query(
      """
      select \(words)::text[] as words, \([Int64]([1, -2, .max]))::bigint[] as numbers, \([String]())::text[] as none,
        \(gaps)::text[] as gaps, array[0.5, 2]::float8[] as reals
      """
    ).onlyRow()
    #expect(try row.decode("words") == words)
    #expect(try row.decode("numbers") == [Int64]([1, -2, .max]))
    #expect(try row.decode("none") == [String]())
    #expect(try row.decode("gaps") == gaps)
    #expect(try row.decode("reals") == [0.5, 2])
    await connection.close()
  }
}
