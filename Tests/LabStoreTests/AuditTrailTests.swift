import EmbeddedPostgres
import LabCore
import LabStore
import Postgres
import TestSupport
import Testing

/// Who may read which entries of the audit trail, and by which filters.
@Suite("The audit trail", .clinic)
struct AuditTrailTests {
  private func desk(as account: TestClinic.Account) async throws -> Desk {
    let desk = try await signedIn(as: account)
    try await TestTrail.write(on: everything())
    return desk
  }

  /// What an entry is about, in few words: `UPDATE bookings 6`.
  private func brief(_ entries: [AuditEntry]) -> [String] {
    entries.map { "\($0.action) \($0.table) \($0.recordID.map(String.init) ?? "-")" }
  }

  @Test("It comes newest first, with names for people and records, and the columns that changed")
  func newestFirst() async throws {
    let entries = try await desk(as: TestClinic.admin).auditTrail(AuditFilter(scope: .everyone))
    #expect(entries.count == Desk.auditPage)
    #expect(
      brief(Array(entries.prefix(4))) == ["UPDATE staff 3", "UNLOCK staff 3", "LOCK staff 3", "SIGN_IN_FAILED staff 3"])
    #expect(entries[0].person == "Dr Uma Bose")
    #expect(entries[0].columns == ["hashed_password"])
    #expect(entries[1].reason == "He called from his own number")
    #expect(entries[1].recordName == "Ravi Kumar")
    #expect(entries[4].recordName == "B-000006")
    #expect(entries[4].columns == ["booking_date", "collection_staff_id", "notes", "status", "total"])
    #expect(entries[5].recordName == "B-000006 T4")
    #expect(entries[9].person == nil)
    #expect(entries.map(\.at) == entries.map(\.at).sorted(by: >))
  }

  @Test("Pages follow each other without a gap")
  func pages() async throws {
    let desk = try await desk(as: TestClinic.admin)
    let first = try await desk.auditTrail(AuditFilter(scope: .everyone))
    let second = try await desk.auditTrail(AuditFilter(scope: .everyone, before: first.last?.id))
    #expect(first.count + second.count == TestTrail.oldSignIns + 10)
    #expect(Set((first + second).map(\.id)).count == TestTrail.oldSignIns + 10)
    #expect(try await desk.auditTrail(AuditFilter(scope: .everyone, before: second.last?.id)) == [])
  }

  /// A filter and what it finds.
  struct Finding: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var filter: AuditFilter
    var found: [String]

    init(_ name: String, _ filter: AuditFilter, _ found: [String]) {
      testDescription = name
      self.filter = filter
      self.found = found
    }
  }

  static let findings: [Finding] = [
    Finding(
      "a person", AuditFilter(scope: .everyone, staffID: StaffID(1)), ["CREATE booking_items 8", "CREATE bookings 6"]),
    Finding(
      "a kind", AuditFilter(scope: .everyone, record: .every(.bookings)), ["UPDATE bookings 6", "CREATE bookings 6"]),
    Finding(
      "a booking with what belongs to it", AuditFilter(scope: .everyone, record: .one(.bookings, 6)),
      ["UPDATE bookings 6", "CREATE booking_items 8", "CREATE bookings 6"]),
    Finding(
      "a booking by its number", AuditFilter(scope: .everyone, record: .booking(number: "B-000006")),
      ["UPDATE bookings 6", "CREATE booking_items 8", "CREATE bookings 6"]),
    Finding("a number that nobody has", AuditFilter(scope: .everyone, record: .booking(number: "B-999999")), []),
    Finding(
      "an account with the permissions it had", AuditFilter(scope: .everyone, record: .one(.staff, 1)),
      ["DELETE permissions 77", "CREATE permissions 77"]),
    Finding(
      "a record of the neighbours by its key", AuditFilter(scope: .everyone, record: .one(.tests, 13)), []),
    Finding("an action", AuditFilter(scope: .everyone, action: .locked), ["LOCK staff 3"]),
    Finding(
      "the days to one", AuditFilter(scope: .everyone, action: .added, to: CalendarDate("2026-11-19")),
      ["CREATE permissions 77", "CREATE organizations 1"]),
    Finding(
      "one day", AuditFilter(scope: .everyone, from: CalendarDate("2026-11-20"), to: CalendarDate("2026-11-20")),
      ["UPDATE bookings 6", "CREATE booking_items 8", "CREATE bookings 6"]),
    Finding(
      "several at once",
      AuditFilter(
        scope: .everyone, staffID: StaffID(8), record: .every(.staff), action: .unlocked,
        from: CalendarDate("2026-11-21")), ["UNLOCK staff 3"]),
    Finding(
      "one record on other days",
      AuditFilter(scope: .everyone, record: .one(.bookings, 6), from: CalendarDate("2026-11-21")), []),
  ]

  @Test("A filter finds what fits and nothing else", arguments: findings)
  func filters(_ finding: Finding) async throws {
    let entries = try await desk(as: TestClinic.admin).auditTrail(finding.filter)
    #expect(brief(entries) == finding.found)
  }

  @Test("Days begin at midnight of the organisation")
  func midnight() async throws {
    let desk = try await desk(as: TestClinic.admin)
    let world = try await everything()
    _ = try await world.query("update organizations set time_zone = 'Asia/Kolkata' where id = 1")
    // 18:30 UTC is the next day in Kolkata.
    _ = try await world.query(
      """
      insert into audit_logs (organization_id, user_id, action, entity_type, entity_id, created_at) values
        (1, 1, 'UPDATE', 'pets', 1, '2026-11-14 18:29Z'), (1, 1, 'UPDATE', 'pets', 2, '2026-11-14 18:30Z')
      """)
    let day = CalendarDate("2026-11-15")
    let found = try await desk.auditTrail(AuditFilter(scope: .everyone, from: day, to: day))
    #expect(brief(found) == ["UPDATE pets 2"])
    #expect(found.first?.at.description == "2026-11-15 00:00:00")
  }

  @Test("Who may read only their own entries gets those, by whichever filter, and no value of another's")
  func own() async throws {
    let desk = try await desk(as: TestClinic.receptionist)
    let own = ["CREATE booking_items 8", "CREATE bookings 6"]
    #expect(brief(try await desk.auditTrail(AuditFilter(scope: .own))) == own)
    #expect(brief(try await desk.auditTrail(AuditFilter(scope: .own, record: .one(.bookings, 6)))) == own)
    #expect(try await desk.auditTrail(AuditFilter(scope: .own, staffID: StaffID(8))) == [])
    #expect(try await desk.auditTrail(AuditFilter(scope: .everyone)) == [])
    let others = try await everything().query("select id from audit_logs where user_id is distinct from 1").rows
    let other: Int64 = try #require(others.last).decode("id")
    #expect(try await desk.auditDetails(other, scope: .own) == nil)
    #expect(try await desk.auditDetails(other, scope: .everyone) == nil)
  }

  @Test("Without a permission for it there is nothing to read")
  func nothing() async throws {
    let desk = try await desk(as: TestClinic.analyst)
    #expect(try await desk.auditTrail(AuditFilter(scope: .own)) == [])
    #expect(try await desk.auditTrail(AuditFilter(scope: .everyone)) == [])
  }

  @Test("Another organisation sees its own trail alone")
  func neighbours() async throws {
    _ = try await everything().query(
      "insert into permissions (organization_id, user_id, permission) values (2, 10, 'audit.read')")
    let desk = try await desk(as: TestClinic.neighbour)
    #expect(brief(try await desk.auditTrail(AuditFilter(scope: .everyone))) == ["UPDATE tests 13"])
    #expect(try await desk.auditTrail(AuditFilter(scope: .everyone, record: .one(.bookings, 6))) == [])
    #expect(try await desk.auditTrail(AuditFilter(scope: .everyone, staffID: StaffID(1))) == [])
  }

  @Test("An entry in full has amounts, local times and names where the columns hold such")
  func details() async throws {
    let desk = try await desk(as: TestClinic.admin)
    _ = try await everything().query("update organizations set time_zone = 'Asia/Kolkata' where id = 1")
    let entry = try #require(
      try await desk.auditTrail(AuditFilter(scope: .everyone, record: .every(.bookings), action: .changed)).first)
    let details = try #require(try await desk.auditDetails(entry.id, scope: .everyone))
    #expect(details.sessionID == 43)
    #expect(details.origin == "10.0.0.8")
    #expect(details.agent == "labrador 1.0")
    let changes = Dictionary(uniqueKeysWithValues: details.changes.map { ($0.column, $0) })
    let brief = { (column: String) in
      changes[column].map { "\($0.kind) \($0.old ?? "nothing") > \($0.new ?? "nothing")" }
    }
    #expect(brief("total") == "money 73000 > 65000")
    #expect(brief("booking_date") == "moment 2026-11-21 20:30:00 > 2026-11-21 22:00:00")
    #expect(brief("collection_staff_id") == "text nothing > Ravi Kumar")
    #expect(changes["notes"]?.old == nil)
    #expect(changes["notes"]?.new?.hasSuffix("umbrella.") == true)
  }

  @Test("What is secret stays redacted")
  func redacted() async throws {
    let desk = try await signedIn(as: TestClinic.admin)
    try await desk.setPassword(of: StaffID(3), to: "another pass phrase")
    let entry = try #require(
      try await desk.auditTrail(AuditFilter(scope: .everyone, record: .every(.staff), action: .changed)).first)
    let changes = try #require(try await desk.auditDetails(entry.id, scope: .everyone)).changes
    let password = try #require(changes.first { $0.column == "hashed_password" })
    #expect(password.old == "[redacted]")
    #expect(password.new == "[redacted]")
  }

  @Test("Every audited table and every action has words for people")
  func words() async throws {
    let world = try await everything()
    let tables = try await world.texts(
      "select tgrelid::regclass::text from pg_trigger where tgfoid = 'desk.audit'::regproc order by 1")
    #expect(Set(tables) == Set(RecordKind.allCases.map(\.table)))
    let actions = try await world.texts(
      """
      select distinct word[1] from pg_proc p, regexp_matches(p.prosrc, '''([A-Z]+(?:_[A-Z]+)*)''', 'g') word
      where p.pronamespace = 'desk'::regnamespace and p.prosrc like '%write_audit(%' and word[1] not in ('INSERT', 'UTC')
      """)
    let known = Set(AuditAction.allCases.map(\.rawValue))
    #expect(Set(actions).subtracting(known) == [])
  }
}
