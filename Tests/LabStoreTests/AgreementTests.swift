import LabCore
@testable import LabStore
import Postgres
import TestSupport
import Testing

/// What the program believes and what the database enforces are the same.
@Suite("Program and database agree", .clinic)
struct AgreementTests {
  @Test("Every constraint and unique index has a sentence for people")
  func constraints() async throws {
    let names = try await everything().texts(
      """
      select c.conname from pg_constraint c join pg_namespace n on n.oid = c.connamespace
      where n.nspname in ('public', 'desk', 'search') and c.contype in ('c', 'f', 'p', 'u', 'x')
      union
      select i.relname from pg_index x join pg_class i on i.oid = x.indexrelid join pg_namespace n on n.oid = i.relnamespace
      where n.nspname in ('public', 'desk', 'search') and x.indisunique
      order by 1
      """)
    #expect(names.count > 150)
    #expect(names.filter { !ConstraintMessage.isExplained($0) } == [])
  }

  @Test("No sentence stands for a constraint that is gone")
  func leftovers() async throws {
    let names = Set(
      try await everything().texts(
        "select conname from pg_constraint union select relname from pg_class where relkind = 'i'"))
    #expect(ConstraintMessage.explained.filter { !names.contains($0) }.sorted() == [])
  }

  @Test("Sentences are sentences, and short enough for the message line of a wide terminal")
  func sentences() {
    for name in ConstraintMessage.explained {
      let sentence = ConstraintMessage.sentence(for: name, of: "bookings")
      #expect(sentence.hasSuffix("."), "\(name)")
      #expect(sentence.first?.isUppercase == true, "\(name)")
      #expect(sentence.count <= 118, "\(name): \(sentence.count)")
    }
  }

  private func storedMoves(of machine: String) async throws -> [String] {
    try await everything().texts(
      """
      select concat_ws(' ', from_status, to_status, permission, own_rows, needs_reason, needs_second)
      from desk.allowed_moves where machine = \(machine) order by 1
      """)
  }

  private func moves<Machine: StatusMachine>(_ machine: Machine.Type) -> [String] {
    machine.moves.map { move in
      let flags = [move.ownRows, move.needsReason, move.needsSecond].map { $0 ? "t" : "f" }
      return ([move.from.rawValue, move.to.rawValue, move.storedPermission] + flags).joined(separator: " ")
    }.sorted()
  }

  @Test("The status machines are the rows of desk.allowed_moves")
  func statusMachines() async throws {
    #expect(try await storedMoves(of: BookingStatus.machineName) == moves(BookingStatus.self))
    #expect(try await storedMoves(of: ItemStatus.machineName) == moves(ItemStatus.self))
    #expect(try await storedMoves(of: ReportStatus.machineName) == moves(ReportStatus.self))
    #expect(try await storedMoves(of: BillingStatus.machineName) == moves(BillingStatus.self))
    let known = [
      BookingStatus.machineName, ItemStatus.machineName, ReportStatus.machineName, BillingStatus.machineName,
    ]
    #expect(
      try await everything().texts("select distinct machine from desk.allowed_moves order by 1") == known.sorted())
  }

  @Test("Every stored status is a case, and every case is stored")
  func statuses() async throws {
    let machines: [(String, [String])] = [
      ("ck_bookings_status", BookingStatus.allCases.map(\.rawValue)),
      ("ck_booking_items_status", ItemStatus.allCases.map(\.rawValue)),
      ("ck_test_reports_status", ReportStatus.allCases.map(\.rawValue)),
      ("ck_billing_records_status", BillingStatus.allCases.map(\.rawValue)),
      ("ck_specimens_status", SpecimenStatus.allCases.map(\.rawValue)),
      ("ck_visits_status", VisitStatus.allCases.map(\.rawValue)),
    ]
    for (constraint, cases) in machines {
      let rule = try await everything().texts(
        "select pg_get_constraintdef(oid) from pg_constraint where conname = \(constraint)")
      let stored = rule.joined().matches(of: /'(\w+)'/).map { String($0.1) }
      #expect(Set(stored) == Set(cases), "\(constraint)")
    }
  }

  @Test("The role defaults of the program are the rows of role_permissions", arguments: StaffRole.allCases)
  func roleDefaults(_ role: StaffRole) async throws {
    let stored = try await everything().texts(
      "select permission from role_permissions where role = \(role.rawValue) order by permission")
    #expect(stored == role.defaultPermissions.map(\.code).sorted())
  }

  @Test("Every permission that the database names is known here")
  func permissions() async throws {
    let named = try await everything().texts(
      """
      select permission from role_permissions union select permission from table_permissions
      union select permission from desk.allowed_moves order by 1
      """)
    let others = named.filter { Permission(rawValue: $0) == nil }
    // `session` is held by whoever is signed in, `system` by nobody: triggers alone make those moves.
    #expect(others == ["session", "system"])
  }

  @Test("The profile of an account carries the permissions of its role", arguments: TestClinic.accounts)
  func profile(_ account: TestClinic.Account) async throws {
    let profile = try await signedIn(as: account).profile()
    #expect(profile.role.rawValue == account.role)
    #expect(profile.permissions.granted == profile.role.defaultPermissions)
    #expect(profile.slug == "city" && profile.currency.code == "INR" && profile.clock.utcOffsetSeconds == 0)
  }

  @Test("The draw limits of a new organisation are the program's defaults")
  func drawLimits() async throws {
    let stored = try await everything().texts(
      """
      select concat_ws(' ', species, round(max_ml_per_kg * 1000)::bigint, round(fallback_ml * 1000)::bigint)
      from draw_limits where organization_id = 1 order by species collate "C"
      """)
    let defaults = DrawLimits.defaults.map {
      "\($0.species.storedName) \($0.microlitresPerKilogram) \($0.fallback.microlitres)"
    }
    #expect(stored == defaults.sorted())
  }
}
