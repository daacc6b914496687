import Postgres
import Testing

@Suite("Errors of the server", .serialized)
struct ErrorTests {
  struct Violation: Sendable, CustomTestStringConvertible {
    let statement: SQL
    let code: PostgresError.Code
    let constraint: String?
    let column: String?
    var testDescription: String { statement.text }
  }

  static let violations = [
    Violation(
      statement: "insert into child values (1, 1, 5)", code: .uniqueViolation, constraint: "pk_child", column: nil),
    Violation(
      statement: "insert into child values (2, 9, 5)", code: .foreignKeyViolation, constraint: "fk_child_parent",
      column: nil),
    Violation(
      statement: "insert into child values (3, 1, -5)", code: .checkViolation, constraint: "ck_child_age", column: nil),
    Violation(
      statement: "insert into child values (4, null, 5)", code: .notNullViolation, constraint: nil, column: "parent"),
    Violation(
      statement: "insert into slot values (int4range(5, 8))", code: .exclusionViolation, constraint: "ex_slot",
      column: nil),
    Violation(statement: "delete from parent", code: .foreignKeyViolation, constraint: "fk_child_parent", column: nil),
  ]

  private func connectionWithTables() async throws -> Connection {
    let connection = try await TestServer.open()
    try await connection.run(
      script: """
        create temporary table parent (id int primary key);
        create temporary table child (
          id int constraint pk_child primary key,
          parent int not null constraint fk_child_parent references parent,
          age int constraint ck_child_age check (age > 0));
        create temporary table slot (during int4range, constraint ex_slot exclude using gist (during with &&));
        insert into parent values (1);
        insert into child values (1, 1, 5);
        insert into slot values (int4range(1, 6));
        """)
    return connection
  }

  @Test("a violation names its constraint", arguments: violations)
  func violation(violation: Violation) async throws {
    let connection = try await connectionWithTables()
    let error = await #expect(throws: PostgresError.self) { _ = try await connection.query(violation.statement) }
    #expect(error?.code == violation.code)
    #expect(error?.constraint == violation.constraint)
    #expect(error?.column == violation.column)
    #expect(error?.table != nil)
    #expect(await connection.isOpen)
    await connection.close()
  }

  @Test("a raised error carries its own code, detail and hint")
  func raised() async throws {
    let connection = try await TestServer.open()
    let error = await #expect(throws: PostgresError.self) {
      try await connection.run(
        script: """
          do $$ begin
            raise exception 'not now' using errcode = 'LB007', detail = 'the why', hint = 'the how', constraint = 'ck_now';
          end $$
          """)
    }
    #expect(error?.code == .custom("LB007"))
    #expect(error?.detail == "the why")
    #expect(error?.hint == "the how")
    #expect(error?.constraint == "ck_now")
    #expect(error?.description == "not now (LB007 in statement 1)")
    await connection.close()
  }

  @Test("a syntax error tells where it is")
  func syntax() async throws {
    let connection = try await TestServer.open()
    let error = await #expect(throws: PostgresError.self) { _ = try await connection.query("select from where") }
    #expect(error?.code == .syntaxError)
    #expect(error?.position == 13)
    await connection.close()
  }

  @Test("a script tells which of its statements failed")
  func script() async throws {
    let connection = try await TestServer.open()
    let error = await #expect(throws: PostgresError.self) {
      try await connection.run(script: "select 1; create temporary table t (i int); select 1/0; select 2")
    }
    #expect(error?.statementIndex == 2)
    #expect(error?.message == "division by zero")
    await connection.close()
  }

  @Test("the copy protocol is refused and closes the connection instead of hanging")
  func copy() async throws {
    let connection = try await TestServer.open()
    let error = await #expect(throws: PostgresError.self) {
      _ = try await connection.query("copy (select 1) to stdout")
    }
    #expect(error?.code == .clientRefused)
    #expect(await !connection.isOpen)
  }

  @Test("an empty statement is an empty result")
  func empty() async throws {
    let connection = try await TestServer.open()
    #expect(try await connection.query("").rows.isEmpty)
    #expect(try await connection.query("-- nothing").affectedRows == 0)
    try await connection.run(script: "")
    await connection.close()
  }
}
