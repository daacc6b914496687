import EmbeddedPostgres
import LabStore
import Postgres
import TestSupport
import Testing

/// What a connection sees that presents no token, a made-up one, or one that is no longer good.
@Suite("Tokens", .clinic)
struct TokenTests {
  /// A statement that counts, for every relation a desk may read, the rows that are seen; empty ones are left out.
  private func census(where condition: String = "true") async throws -> SQL {
    let counts = try await everything().texts(
      """
      select format('select %L as relation, count(*) as n from %I.%I where %s', c.relname, n.nspname, c.relname,
        case when c.relname = 'organizations' then \(condition.replacing("organization_id", with: "id"))
          else \(condition) end)
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('public', 'desk', 'search', 'scoped') and c.relkind in ('r', 'p', 'v', 'm')
        and has_any_column_privilege('labrador_desk', c.oid, 'select')
        and (c.relname = 'organizations' or exists (select from pg_attribute a
          where a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped))
      """)
    #expect(counts.count > 40)
    let union = counts.joined(separator: " union all ")
    return "select relation || ' ' || n from (\(unsafeSQL: union)) as seen where n > 0 order by 1"
  }

  private static let lookUps: [SQL] = [
    "select count(*) from search.clients('bruno', 20)", "select count(*) from search.clients('98450', 20)",
    "select count(*) from desk.profile()", "select count(*) from desk.clinic_plan()",
    "select count(desk.organization_id())", "select count(desk.staff_id())",
    "select count(*) from role_permissions where desk.allowed(permission)",
  ]

  /// Expects a connection to see nothing at all and every call that works to say that nobody is signed in.
  private func expectBlind(_ session: BareSession, _ census: SQL, _ kind: String) async throws {
    let results = try await session.run([census] + Self.lookUps)
    #expect(try results[0].rows.map { try $0.decode(at: 0, as: String.self) } == [], "\(kind)")
    for (result, statement) in zip(results.dropFirst(), Self.lookUps) {
      #expect(try result.onlyRow().decode(at: 0, as: Int.self) == 0, "\(kind): \(statement)")
    }
    #expect(try await session.attempt("select desk.touch()").refusal == .custom("LB001"), "\(kind)")
  }

  @Test("Nothing is seen without a token, nor with one that is made up")
  func madeUp() async throws {
    try await FurnishedClinic.furnish()
    let census = try await census()
    let session = try await BareSession.begin(as: TestClinic.admin)
    let token = try #require(session.token)
    #expect(try await session.run([census])[0].rows.count > 30)

    let hash = try await everything().texts(
      "select encode(token_hash, 'hex') from staff_sessions where token_hash = sha256(convert_to(\(token), 'UTF8'))")
    let forged: [String: String?] = [
      "no token": nil, "an empty token": "", "a random token": String(repeating: "0f", count: 32),
      "the hash": hash.joined(), "the hash as bytes": "\\x" + hash.joined(),
      "a shorter token": String(token.dropLast()),
      "a longer token": token + "0", "a token in capitals": token.uppercased(), "a token with a blank": " " + token,
      "a condition": "' or true --", "a query": "(select encode(token_hash, 'hex') from staff_sessions limit 1)",
      "a pattern": "%", "null": "null", "every character": String(repeating: "\u{FFFD}\u{1F43E}", count: 500),
    ]
    for (kind, value) in forged {
      let forger = try await BareSession.presenting(value)
      try await expectBlind(forger, census, kind)
      await forger.connection.close()
    }
  }

  @Test(
    "Nothing is seen with a token that is expired, idle too long or revoked, or whose person or organisation has gone")
  func ended() async throws {
    try await FurnishedClinic.furnish()
    let census = try await census()
    let owner = try await TestDatabase.current.connect(as: .owner)
    let endings: [(kind: String, account: TestClinic.Account, statement: SQL)] = [
      (
        "expired", TestClinic.admin,
        "update staff_sessions set expires_at = now() where staff_id = 8 and revoked_at is null"
      ),
      (
        "idle", TestClinic.receptionist,
        "update staff_sessions set last_seen_at = now() - idle_limit where staff_id = 1"
      ),
      ("revoked", TestClinic.labTechnician, "update staff_sessions set revoked_at = now() where staff_id = 6"),
      ("deactivated", TestClinic.secondReceptionist, "update staff set is_active = false where id = 2"),
      ("suspended", TestClinic.owner, "update organizations set is_active = false where id = 1"),
    ]
    for (kind, account, statement) in endings {
      let session = try await BareSession.begin(as: account)
      #expect(try await session.run([census])[0].rows.count > 10, "\(kind)")
      _ = try await owner.query(statement)
      try await expectBlind(session, census, kind)
      await session.connection.close()
    }
  }

  @Test("A token of the neighbours shows the neighbours' rows and none beside them")
  func neighbours() async throws {
    try await FurnishedClinic.furnish()
    let session = try await BareSession.begin(as: TestClinic.neighbour)
    #expect(try await session.run([try await census()])[0].rows.count > 20)
    #expect(try await session.run([try await census(where: "organization_id <> 2")])[0].rows.count == 0)
    let found = try await session.run(["select full_name from search.clients('98450', 100)"])[0].rows
    #expect(found.count > 0)
    let own = try await everything().texts("select full_name from users where organization_id = 2")
    for row in found { #expect(own.contains(try row.decode("full_name", as: String.self))) }
  }

  @Test("A token holds for one transaction, and the next one on that connection starts with none")
  func local() async throws {
    let session = try await BareSession.begin(as: TestClinic.admin)
    #expect(try await session.run(["select count(*) from users"])[0].onlyRow().decode(at: 0, as: Int.self) > 0)
    #expect(try await session.connection.count("select count(*) from users") == 0)
    _ = try? await session.run(["select 1 / 0"])
    #expect(try await session.connection.count("select count(*) from users") == 0)
    #expect(
      try await session.connection.texts("select coalesce(current_setting('labrador.session', true), '')") == [""])
  }
}
