import EmbeddedPostgres
import LabCore
import LabStore
import Postgres
import TestSupport
import Testing

/// What somebody tries who holds the desk's credentials, a session of their own and a copy of psql.
@Suite("Attacks by psql", .clinic)
struct AttackTests {
  /// A statement that a receptionist may not get through, and what refuses it.
  struct Attack: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var statement: SQL
    var refusal: PostgresError.Code

    init(_ name: String, _ statement: SQL, _ refusal: PostgresError.Code = .insufficientPrivilege) {
      testDescription = name
      self.statement = statement
      self.refusal = refusal
    }
  }

  static let attacks: [Attack] = [
    Attack(
      "sign a form as a colleague",
      """
      insert into request_log (organization_id, request_key, kind, payload_hash, staff_id)
      values (1, gen_random_uuid(), 'x', 'x', 8)
      """),
    Attack(
      "take a request key of the neighbours",
      "insert into request_log (organization_id, request_key, kind, payload_hash) values (2, gen_random_uuid(), 'x', 'x')"
    ),
    Attack(
      "give a bill an invoice number",
      """
      insert into billing_records (organization_id, booking_id, user_id, test_ids, base_amount, discount_amount,
        distance_charge, final_amount, billing_date, invoice_number)
      select 1, id, user_id, '[]', 100, 0, 0, 100, current_date, 'INV/26-27/999999' from bookings limit 1
      """),
    Attack(
      "make a client an administrator",
      "insert into users (organization_id, full_name, phone, is_superuser) values (1, 'Eve', '+911', true)"),
    Attack(
      "date a booking back",
      """
      insert into bookings (organization_id, user_id, pet_id, booking_date, status, created_at)
      values (1, 1, 1, now(), 'confirmed', '2001-01-01')
      """),
    Attack(
      "choose a booking number",
      """
      insert into bookings (organization_id, user_id, pet_id, booking_date, status, booking_number)
      values (1, 1, 1, now(), 'confirmed', 'B-999999')
      """),
    Attack(
      "lower the price of a booking", "update bookings set subtotal = 1, distance_charge = 0, total = 1 where id = 6",
      .custom("LB012")),
    Attack("move a booking to another organisation", "update bookings set organization_id = 2 where id = 6"),
    Attack(
      "give a collector hours",
      """
      insert into availability_rules (organization_id, staff_id, weekday, starts_at, ends_at, effective_from)
      values (1, 3, 1, '00:00', '24:00', '2026-01-01')
      """),
    Attack(
      "put a day off aside",
      "insert into availability_exceptions (organization_id, staff_id, day, reason) values (1, 3, '2026-11-21', 'x')"),
    Attack("let a collector take more", "update staff set daily_capacity = 200 where id = 3"),
    Attack("promise a time", "update visits set is_pinned = true where booking_id = 5"),
    Attack("say why a visit came back", "update visits set returned_reason = 'x' where booking_id = 6"),
    Attack(
      "move a visit out of the hours", "update visits set starts_at = '2026-11-21 03:00Z' where booking_id = 5",
      .custom("LB092")),
    Attack(
      "stretch a visit beyond the hours",
      "update visits set duration_minutes = 479, starts_at = '2026-11-21 12:05Z' where booking_id = 5",
      .custom("LB092")),
    Attack("close the clinic", "select desk.close_day('2026-11-21', 'x')", .custom("LB002")),
    Attack("look up the days of the neighbours", "select * from desk.working_day(2, 10, '2026-11-21')"),
    Attack("take the lock of everybody's hours", "select desk.lock_clinic_hours(1, true)"),
    Attack("set a status without desk.move", "update bookings set status = 'closed' where id = 6", .custom("LB011")),
    Attack(
      "book for a pet of the neighbours",
      """
      insert into bookings (organization_id, user_id, pet_id, booking_date, status) values (1, 1, 9, now(), 'confirmed')
      """, .foreignKeyViolation),
    Attack(
      "send a collector to the address of another client",
      """
      insert into bookings (organization_id, user_id, pet_id, booking_date, status, collection_address_id)
      values (1, 1, 1, now(), 'confirmed', 2)
      """, .custom("LB032")),
    Attack(
      "add a test to a booking that is closed",
      "insert into booking_items (organization_id, booking_id, test_id, unit_price) values (1, 1, 1, 1)",
      .custom("LB075")),
    Attack(
      "book without saying what it costs",
      """
      insert into bookings (organization_id, user_id, pet_id, booking_date, status, subtotal, total)
      values (1, 1, 1, now(), 'confirmed', 100, 100)
      """, .custom("LB033")),
    Attack(
      "redeem a coupon for a booking that was priced without it",
      """
      insert into coupon_redemptions (organization_id, coupon_id, booking_id, user_id, discount_amount)
      values (1, 1, 1, 1, 99999999)
      """, .custom("LB046")),
    Attack(
      "take something off a booking without an offer",
      """
      with made as (insert into bookings (organization_id, user_id, pet_id, booking_date, status, collection_method,
          subtotal, discount, total)
        values (1, 1, 1, now(), 'confirmed', 'walk_in', 45000, 45000, 0) returning id),
      item as (insert into booking_items (organization_id, booking_id, test_id, unit_price, discount)
        select 1, id, 1, 45000, 45000 from made)
      insert into booking_discounts (organization_id, booking_id, name, amount) select 1, id, 'because', 45000 from made
      """, .custom("LB073")),
    Attack(
      "lose the session half-way through a statement",
      """
      insert into users (organization_id, full_name, phone) select 1, 'Nobody', '+911' || n
      from (select n, case when n = 2 then set_config('labrador.session', '', true) end from generate_series(1, 2) n) s
      """, .custom("LB001")),
    Attack("read the sessions", "select * from staff_sessions"),
    Attack("read the words of the search", "select * from search.tokens"),
    Attack("search another organisation", "select * from search.phones(2, '98450', '91', 10)"),
    Attack("open a session", "select desk.open_session(1, 8, '', '', now())"),
    Attack("make an account", "select desk.add_staff(1, 'Eve', '+911', null, 'long enough', 'admin')"),
    Attack(
      "write the audit trail", "insert into audit_logs (organization_id, action, entity_type) values (1, 'X', 'x')"),
    Attack("make a temporary table", "create temporary table users (id bigint)"),
    Attack(
      "approve for a machine that does not exist", "select * from desk.approve('1', 'x', 'nothing', 1, 'x')",
      .custom("LB007")),
  ]

  @Test("Nobody gets through", arguments: attacks)
  func refused(_ attack: Attack) async throws {
    let session = try await BareSession.begin()
    let error = try await #require(throws: PostgresError.self) { _ = try await session.run([attack.statement]) }
    #expect(error.code == attack.refusal, "\(error)")
  }

  @Test("A role without a permission has no use for a colleague's rows, whatever variable it sets")
  func otherVariables() async throws {
    let session = try await BareSession.begin(as: TestClinic.collector)
    let results = try await session.run([
      "select set_config('labrador.reason', 'because', true), set_config('labrador.organization', '2', true)",
      "select count(*) as n from users", "select count(*) as n from bookings", "select count(*) as n from audit_logs",
    ])
    #expect(try results.dropFirst().map { try $0.onlyRow().decode("n", as: Int.self) } == [0, 0, 0])
  }

  @Test("What a form came to is written once, and by whom it was sent is not for the sender to say")
  func requestLog() async throws {
    let session = try await BareSession.begin()
    _ = try await session.run([
      """
      insert into request_log (organization_id, request_key, kind, payload_hash)
      values (1, '00000000-0000-4000-8000-000000000001', 'x', 'x')
      """,
      "update request_log set outcome = '{}'",
    ])
    #expect(try await everything().count("select staff_id from request_log") == 1)
    let error = try await #require(throws: PostgresError.self) {
      _ = try await session.run(["update request_log set outcome = '{\"total\": 0}'"])
    }
    #expect(error.code == .custom("LB060"))
  }

  @Test("A session that has ended is told so, by every call alike")
  func endedSession() async throws {
    let desk = try await signedIn()
    let request = try await Requests(desk).visit(1)
    _ = try await everything().query("update staff_sessions set last_seen_at = now() - interval '1 hour'")
    let error = try await #require(throws: DeskError.self) { _ = try await desk.confirm(request) }
    #expect(error.code == .notSignedIn)
    let again = try await #require(throws: DeskError.self) { _ = try await desk.findClients("Bruno") }
    #expect(again.code == .notSignedIn)
  }

  @Test("A desk that is in use does not end of idleness")
  func used() async throws {
    let desk = try await signedIn()
    let world = try await everything()
    _ = try await world.query("update staff_sessions set last_seen_at = now() - interval '29 minutes'")
    _ = try await desk.findClients("Bruno")
    #expect(
      try await world.count("select count(*) from staff_sessions where last_seen_at > now() - interval '1 minute'") == 1
    )
  }

  @Test("A connection that died while nobody typed is opened again without a word")
  func diedWhileIdle() async throws {
    let desk = try await signedIn()
    let request = try await Requests(desk).visit(1)
    let world = try await everything()
    for attempt in 0..<2 {
      let killed = try await world.count(
        "select count(pg_terminate_backend(pid, 5000)) from pg_stat_activity where usename = 'labrador_desk' and datname = current_database()"
      )
      #expect(killed == 1)
      if attempt == 0 {
        #expect(try await desk.findClients("Bruno").isEmpty == false)
      } else if case .confirmed = try await desk.confirm(request) {
        #expect(try await world.count("select count(*) from bookings where request_key is not null") == 1)
      } else {
        Issue.record("Not confirmed.")
      }
    }
  }

  @Test("A form that was changed after it was confirmed is not passed off as the booking it made")
  func changedForm() async throws {
    let desk = try await signedIn()
    var request = try await Requests(desk).visit(1)
    _ = try await desk.confirm(request)
    request.draft.notes = "Ring twice"
    let error = try await #require(throws: DeskError.self) { _ = try await desk.confirm(request) }
    #expect(error.code == .stale)
    #expect(error.sentence.contains("B-000008"))
  }

  @Test("What the database says is a sentence when a person reads it")
  func sentences() async throws {
    let session = try await BareSession.begin()
    let error = try await #require(throws: PostgresError.self) {
      _ = try await session.run([
        "insert into bookings (organization_id, user_id, pet_id, booking_date, status) values (1, 1, 2, now(), 'confirmed')"
      ])
    }
    #expect(DeskError(error).sentence == "This pet belongs to another client. Nothing was saved.")
  }
}
