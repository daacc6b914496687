import EmbeddedPostgres
import LabStore
import Postgres
import TestSupport
import Testing

/// Hashes, tokens, codes and the channel, asked for in every way that a person with a session of high rank can think of.
@Suite("Secrets", .clinic)
struct SecretTests {
  static let refused: [SQL] = [
    // By column and by whole row
    "select hashed_password from staff", "select * from staff", "select s from staff s", "select s.* from staff s",
    "select to_jsonb(s) from staff s", "select row_to_json(staff) from staff", "select count(s.*) from staff s",
    "table staff", "select 1 from staff order by hashed_password",
    "select 1 from staff where hashed_password like '$2a$%'",
    "select count(*) from staff group by hashed_password", "select max(hashed_password) from staff",
    "select hashed_password from users", "select * from users", "select channel from organizations",
    "select * from organizations", "select * from staff natural join users",
    "select 1 from staff s join staff t using (hashed_password)",
    // By writing
    "update staff set name = name returning hashed_password",
    "update staff set assigned_area = hashed_password where id = 2",
    "update staff set hashed_password = 'mine' where id = 2",
    "update staff set name = name where hashed_password::integer = 1",
    "insert into users (organization_id, full_name, phone) values (1, 'Eve', '+911') returning hashed_password",
    "insert into users (organization_id, full_name, phone, hashed_password) values (1, 'Eve', '+911', 'x')",
    "delete from staff where hashed_password is not null",
    // By copying and explaining
    "copy staff to stdout", "copy staff (hashed_password) to stdout",
    "copy (select hashed_password from staff) to stdout",
    "copy staff_sessions to stdout", "explain select hashed_password from staff",
    "explain verbose table staff_sessions",
    // By the tables that hold nothing else
    "select * from staff_sessions", "select token_hash from staff_sessions", "select count(*) from staff_sessions",
    "select code from otps", "select count(*) from otps", "select token from token_blacklist",
    "select identity from desk.sign_in_failures", "select * from approvals", "select last from organization_counters",
    "update staff_sessions set revoked_at = null", "update otps set attempts = 0", "delete from otps",
    "update approvals set used_at = null", "lock table staff_sessions", "truncate staff_sessions",
    // By the owner's functions
    "select desk.live_session()", "select desk.verify_password(1, 'city', '+919811100009', 'x', null, null)",
    "select desk.hash_password('long enough')", "select desk.permissions_of(1, 9)",
    "select desk.staff_by_phone(1, '1')",
    "select desk.rank_of(1, 9)", "select desk.new_channel()", "select desk.next_number(1, 'booking')",
    "select desk.write_audit(1, 'X', 'x', 1, null, null)", "select desk.end_sessions_of(2, 10, null)",
    "select desk.return_visits(2, 10)", "select desk.visit_organization(2)", "select desk.seed_organization(2)",
    "select desk.add_organization('Eve', 'eve', 'EUR', 'UTC', 'DE')", "select desk.apply_policies()",
    "select * from search.names(2, '{hanna}', false, null, 10)",
    // By the server's own notes
    "select * from pg_statistic", "select * from pg_statistic_ext_data", "select * from pg_authid",
    "select * from pg_user_mapping", "select pg_read_file('PG_VERSION')", "select pg_ls_dir('.')",
    "select pg_stat_file('PG_VERSION')", "select lo_import('/etc/passwd')", "select * from pg_file_settings",
    "select * from pg_hba_file_rules", "select * from pg_read_binary_file('PG_VERSION')", "select pg_current_logfile()",
    "select nextval('staff_id_seq')", "select last_value from users_id_seq", "select setval('bookings_id_seq', 1)",
  ]

  @Test("A session of the highest rank gets none of them")
  func nobody() async throws {
    let session = try await BareSession.begin(as: TestClinic.owner)
    for statement in Self.refused {
      #expect(try await session.attempt(statement).refusal == .insufficientPrivilege, "\(statement)")
    }
  }

  @Test("Statistics, views and the audit trail hold nothing of them, nor of the neighbours")
  func byTheWay() async throws {
    try await FurnishedClinic.furnish()
    let world = try await everything()
    try await world.run(script: "analyze")
    let session = try await BareSession.begin(as: TestClinic.owner)
    let token = try #require(session.token)
    let silent: [SQL] = [
      """
      select 1 from pg_stats s join pg_class c on c.relname = s.tablename
      where s.schemaname in ('public', 'desk', 'search', 'scoped') and c.relrowsecurity
      """,
      "select 1 from pg_stats where schemaname = 'search'", "select 1 from pg_stats_ext",
      "select 1 from pg_stats_ext_exprs",
      "select 1 from audit_logs where organization_id <> 1",
      "select 1 from audit_logs a where to_jsonb(a)::text ~ '\\$2[aby]\\$' or to_jsonb(a)::text like '%' || \(token) || '%'",
      "select 1 from scoped.own_audit where to_jsonb(own_audit)::text ~ '\\$2[aby]\\$'",
      """
      select 1 from information_schema.column_privileges where column_name in ('hashed_password', 'token_hash')
        or table_name = 'organizations' and column_name = 'channel'
      """,
      "select 1 from pg_views where definition ~ 'hashed_password|token_hash'",
    ]
    for statement in silent {
      #expect(try await session.run([statement])[0].rows.count == 0, "\(statement)")
    }
  }

  @Test("What another desk is doing can be seen to happen, but neither its password nor its token nor what it asks for")
  func activity() async throws {
    let session = try await BareSession.begin(as: TestClinic.owner)
    let desk = try await signedIn()
    _ = try await desk.findClients("Bruno")
    let watcher = try await BareSession.presenting(nil)
    let seen = try await watcher.connection.texts("select query from pg_stat_activity where query <> ''").joined()
    #expect(!seen.contains(TestClinic.password))
    #expect(!seen.contains("Bruno"))
    #expect(!seen.contains(try #require(session.token)))
  }

  @Test("An error quotes no stored value, whichever rule was broken")
  func errors() async throws {
    try await FurnishedClinic.furnish()
    let session = try await BareSession.begin(as: TestClinic.owner)
    let failing: [SQL] = [
      "update staff set phone = '+919811100001' where id = 2", "update staff set name = null where id = 2",
      "update pets set name = null", "update users set second_phone = ''",
      "update coupons set code = 'WELCOME10'", "update pets set weight_kg = -1",
      "insert into bookings (organization_id, user_id, pet_id, booking_date, status) values (1, 1, 1000009, now(), 'confirmed')",
      "select desk.hire('Eve', '+919811100001', null, 'admin', null, 'long enough', true)",
      "select desk.hire(null, '1', null, 'admin', null, 'long enough', true)",
    ]
    for statement in failing {
      guard case .refused(let error) = try await session.attempt(statement) else {
        Issue.record("\(statement) went through.")
        continue
      }
      #expect(error.detail?.contains("=") != true, "\(statement): \(error.detail ?? "")")
      #expect(!error.message.contains("$2a$") && error.hint?.contains("$2a$") != true, "\(statement)")
    }
  }

  @Test("A condition that fails on what it sees is not shown rows that it may not see")
  func leakyConditions() async throws {
    try await FurnishedClinic.furnish()
    // Each of these would break, and quote the row, on any row that reached it.
    let statements: [SQL] = [
      "select 1 from users where full_name::integer > 0", "select 1 from users where 1 / (id - id) > 0",
      "select 1 from scoped.lab_clients where full_name::integer > 0",
      "select 1 from scoped.stops where client_name::date > now()",
      "select 1 from scoped.own_audit where action::integer > 0",
      "select 1 from audit_logs where coalesce(new_values ->> 'full_name', 'x')::integer > 0",
      "update users set full_name = full_name where full_name::integer > 0",
    ]
    let blind = try await BareSession.presenting(nil)
    for statement in statements { #expect(try await blind.attempt(statement).affectedRows == 0, "\(statement)") }
    for statement in statements { #expect(try await blind.attempt(statement).refusal == nil, "\(statement)") }

    let neighbour = try await BareSession.begin(as: TestClinic.neighbour)
    for statement in statements {
      guard case .refused(let error) = try await neighbour.attempt(statement + " and organization_id <> 2") else {
        continue
      }
      #expect(!error.message.contains("Priya"), "\(statement): \(error)")
    }
  }
}
