import EmbeddedPostgres
import LabStore
import Postgres
import TestSupport
import Testing

/// What somebody tries who knows PostgreSQL well: other names, other roles, other places to read from and write to.
@Suite("Tricks", .clinic)
struct TrickTests {
  static let refused: [SQL] = [
    // Names of one's own, which the owner's functions might take for theirs
    "create temporary table staff (id bigint)",
    "create temporary view staff as select 1",
    "create table public.evil (id bigint)",
    "create table extensions.evil (id bigint)",
    "create view scoped.evil as select 1",
    "create materialized view desk.evil as select 1",
    "create schema evil",
    "create sequence public.evil",
    "create function desk.leak(text) returns boolean language plpgsql cost 0.0001 as 'begin raise notice ''%'', $1; return true; end'",
    "create function pg_temp.leak(text) returns text language sql as 'select $1'",
    "create operator public.= (leftarg = text, rightarg = text, function = texteq)",
    "create cast (text as bigint) with inout",
    "create type public.evil as (id bigint)",
    "create domain public.evil as text",
    "create aggregate public.evil (text) (sfunc = textcat, stype = text)",
    "create rule evil as on select to users do instead select 1",
    "create trigger evil before insert on users for each row execute function desk.bump_version()",
    "create policy evil on users using (true)",
    "create event trigger evil on ddl_command_start execute function desk.audit()",
    "create statistics evil on full_name, phone from users",
    "create index on users (full_name)",
    "create publication evil for table users",
    "create foreign data wrapper evil",
    "create extension dblink",
    "create extension postgres_fdw",
    "create language evil handler plpgsql_call_handler",
    "create role evil",
    // Other people
    "set role labrador_owner",
    "set session authorization labrador_owner",
    "set local role postgres",
    "grant labrador_owner to labrador_desk",
    "grant select on staff_sessions to labrador_desk",
    "grant all on all tables in schema public to public",
    "alter role labrador_desk superuser",
    "alter role labrador_desk bypassrls",
    "alter role labrador_desk createrole",
    "alter default privileges for role labrador_owner grant all on tables to public",
    "reassign owned by labrador_owner to labrador_desk",
    // The walls themselves
    "alter table users disable row level security",
    "alter table users no force row level security",
    "alter table bookings disable trigger all",
    "alter view scoped.stops set (security_barrier = false)",
    "alter function desk.live_session() security invoker",
    "alter function desk.live_session() set search_path = evil",
    "drop policy desk_select on users",
    "truncate users",
    "set session_replication_role = replica",
    "set log_statement = 'all'",
    "set local lo_compat_privileges = on",
    "load 'auto_explain'",
    "set local session_preload_libraries = 'auto_explain'",
    // Files and programs
    "copy users to '/tmp/evil'",
    "copy users (full_name) to program 'cat > /tmp/evil'",
    "copy users (full_name) from '/etc/passwd'",
    "copy users (full_name) from program 'id'",
    "select lo_export(1, '/tmp/evil')",
    "select pg_reload_conf()",
    "select pg_rotate_logfile()",
    "select pg_promote()",
    "select pg_switch_wal()",
    "select pg_create_physical_replication_slot('evil')",
  ]

  @Test("The server refuses each of them")
  func tricks() async throws {
    let session = try await BareSession.begin(as: TestClinic.admin)
    for statement in Self.refused {
      #expect(try await session.attempt(statement).refusal == .insufficientPrivilege, "\(statement)")
    }
  }

  @Test("Another search path, a block of code or another setting changes nothing about what is seen")
  func settings() async throws {
    let session = try await BareSession.begin(as: TestClinic.collector)
    let settings: [SQL] = [
      "set local search_path = pg_temp, public, extensions", "set local search_path = ''",
      "set local search_path = search, desk, scoped, public", "set local check_function_bodies = off",
      "set local plan_cache_mode = force_generic_plan", "set local enable_indexscan = off",
      "set local labrador.organization_id = '2'", "set local labrador.staff_id = '8'",
      "set local labrador.permissions = 'clients.read'", "set local default_transaction_isolation = 'serializable'",
      "set local standard_conforming_strings = off", "set local quote_all_identifiers = on",
    ]
    for setting in settings {
      let results = try await session.run([
        setting, "select count(*) from public.users", "select desk.organization_id(), desk.staff_id()",
        "select count(*) from public.staff",
      ])
      #expect(try results[1].onlyRow().decode(at: 0, as: Int.self) == 0, "\(setting)")
      #expect(try results[2].onlyRow().decode(at: 0, as: Int.self) == 1, "\(setting)")
      #expect(try results[2].onlyRow().decode(at: 1, as: Int.self) == 3, "\(setting)")
      #expect(try results[3].onlyRow().decode(at: 0, as: Int.self) == 10, "\(setting)")
    }
    // Without row security the server does not show more: it refuses to answer.
    let error = try await #require(throws: PostgresError.self) {
      _ = try await session.run(["set local row_security = off", "select count(*) from users"])
    }
    #expect(error.code == .insufficientPrivilege)
  }

  @Test("A block of code has the rights of whoever runs it")
  func blocks() async throws {
    let session = try await BareSession.begin(as: TestClinic.collector)
    for body in [
      "perform hashed_password from staff", "execute 'select * from staff_sessions'",
      "create temporary table t (id int)",
      "insert into users (organization_id, full_name, phone) values (1, 'Eve', '+911')",
      "perform set_config('role', 'labrador_owner', true)",
      "perform set_config('session_replication_role', 'replica', true)",
    ] {
      let refusal = try await session.attempt("do $block$ begin \(unsafeSQL: body); end $block$").refusal
      #expect(refusal == .insufficientPrivilege, "\(body)")
    }
  }

  @Test("A plan made for one session shows the next one on that connection its own rows")
  func preparedStatements() async throws {
    let admin = try await BareSession.begin(as: TestClinic.admin)
    let collector = try await BareSession.begin(as: TestClinic.collector)
    let here = admin.connection
    try await here.run(
      script: "set plan_cache_mode = force_generic_plan; prepare clients as select count(*) from users")
    let others = BareSession(connection: here, token: collector.token)
    for (session, count) in [(admin, 6), (others, 0), (admin, 6)] {
      #expect(try await session.run(["execute clients"])[0].onlyRow().decode(at: 0, as: Int.self) == count)
    }
    #expect(try await here.count("execute clients") == 0)
  }

  @Test("A cursor shows what its own session could see when it was opened, and never more")
  func cursors() async throws {
    let admin = try await BareSession.begin(as: TestClinic.admin)
    let here = admin.connection
    try await here.run(
      script: "declare early cursor with hold for select full_name, desk.organization_id() from users")
    #expect(try await admin.run(["fetch all from early"])[0].rows.count == 0)
    _ = try await admin.run(["declare short cursor for select full_name from users", "fetch 1 from short"])
    #expect(try await admin.attempt("fetch all from short").refusal == .custom("34000"))
    // What a pooler does between two people.
    _ = try await admin.run(["declare late cursor with hold for select full_name from users"])
    try await here.run(script: "discard all")
    #expect(try await admin.attempt("fetch all from late").refusal == .custom("34000"))
  }

  @Test("A view or a cursor of another desk cannot be reached, for nothing is shared between connections")
  func shared() async throws {
    let admin = try await BareSession.begin(as: TestClinic.admin)
    let other = try await BareSession.begin(as: TestClinic.collector)
    _ = try await admin.run(["declare held cursor with hold for select full_name from users"])
    #expect(try await other.attempt("fetch all from held").refusal == .custom("34000"))
    let names = try await other.run(["select count(*) from pg_cursors where name = 'held'"])[0]
    #expect(try names.onlyRow().decode(at: 0, as: Int.self) == 0)
  }
}
