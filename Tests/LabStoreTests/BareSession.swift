import EmbeddedPostgres
import Postgres
import TestSupport

/// A connection with the desk's credentials used bare, as psql would use it, with whatever token it presents.
struct BareSession {
  let connection: Connection
  /// Nil presents nothing at all.
  var token: String?

  /// Opens a connection that has a session of its own, or none where nobody is named.
  static func begin(as account: TestClinic.Account? = TestClinic.receptionist) async throws -> BareSession {
    let connection = try await TestDatabase.current.connect(as: .desk)
    guard let account else { return BareSession(connection: connection, token: nil) }
    let row = try await connection.query(
      "select token from desk.sign_in(\(account.slug), \(account.phone), \(account.password), 'test', 'psql')"
    ).onlyRow()
    return BareSession(connection: connection, token: try row.decode("token"))
  }

  /// Opens a connection that presents a token of any kind.
  static func presenting(_ token: String?) async throws -> BareSession {
    BareSession(connection: try await TestDatabase.current.connect(as: .desk), token: token)
  }

  private var preamble: [SQL] { token.map { ["select set_config('labrador.session', \($0), true)"] } ?? [] }

  /// Runs statements in one transaction, which commits.
  @discardableResult
  func run(_ statements: [SQL]) async throws -> [QueryResult] {
    try await connection.transaction(statements, preamble: preamble)
  }

  /// Runs one statement for what it answers; nothing of it stays.
  func attempt(_ statement: SQL) async throws -> Attempt {
    do {
      return try await connection.withTransaction(preamble: preamble) { connection -> Attempt in
        throw Undone(result: try await connection.query(statement))
      }
    } catch let undone as Undone {
      return .done(undone.result)
    } catch let error as PostgresError {
      return .refused(error)
    }
  }

  private struct Undone: Error {
    var result: QueryResult
  }
}

/// What a statement came to before it was rolled back.
enum Attempt: Sendable {
  case done(QueryResult)
  case refused(PostgresError)

  /// The code of the refusal; nil when there was none.
  var refusal: PostgresError.Code? {
    switch self {
    case .done: nil
    case .refused(let error): error.code
    }
  }

  var affectedRows: Int {
    switch self {
    case .done(let result): result.affectedRows
    case .refused: 0
    }
  }
}
