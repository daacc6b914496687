import Postgres
import Testing

@Suite("SQL by interpolation")
struct SQLTests {
  @Test("binds every value and numbers the places in order")
  func binds() {
    let sql: SQL = "select \(1), \("two") where \(true)"
    #expect(sql.text == "select $1, $2 where $3")
    #expect(sql.parameters == [.text("1"), .text("two"), .text("t")])
  }

  @Test("splices another statement and numbers its values anew")
  func splices() {
    let filter: SQL = "name = \("Bruno") and age > \(3)"
    let sql: SQL = "select * from pets where id = \(7) and \(filter)"
    #expect(sql.text == "select * from pets where id = $1 and name = $2 and age > $3")
    #expect(sql.parameters == [.text("7"), .text("Bruno"), .text("3")])
  }

  @Test("joins fragments with their values")
  func joins() {
    let rows = (1...3).map { number -> SQL in "(\(number))" }
    let sql = "values " + SQL.join(rows, separator: ", ")
    #expect(sql.text == "values ($1), ($2), ($3)")
    #expect(sql.parameters.count == 3)
  }

  @Test("splices raw text only where it is spelt so")
  func raw() {
    let sql: SQL = "select * from pets order by \(unsafeSQL: "name desc")"
    #expect(sql.text == "select * from pets order by name desc")
    #expect(sql.parameters.isEmpty)
  }

  @Test(
    "quotes identifiers and literals",
    arguments: [
      (#"plain"#, #""plain""#, #"'plain'"#),
      (#"o'clock"#, #""o'clock""#, #"'o''clock'"#),
      (#"a"b"#, #""a""b""#, #"'a"b'"#),
      (#"back\slash"#, #""back\slash""#, #" E'back\\slash'"#),
    ])
  func quotes(text: String, identifier: String, literal: String) {
    let sql: SQL = "\(identifier: text)\(literal: text)"
    #expect(sql.text == identifier + literal)
  }

  @Test("binds null, bytes, arrays and raw values")
  func values() {
    enum Species: String, PostgresEncodable { case dog }
    let missing: Int? = nil
    let sql: SQL = "\(missing) \([UInt8]([0, 255])) \([Int64]([1, 2])) \(["a\"b", "c"]) \(Species.dog)"
    #expect(
      sql.parameters == [
        .null, .bytes([0, 255]), .text(#"{"1","2"}"#), .text(#"{"a\"b","c"}"#), .text("dog"),
      ])
  }
}
