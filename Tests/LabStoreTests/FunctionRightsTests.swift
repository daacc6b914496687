import EmbeddedPostgres
import LabCore
import LabStore
import Postgres
import TestSupport
import Testing

/// Which functions a desk may call, and what each of them asks for.
@Suite("Functions and rights", .clinic)
struct FunctionRightsTests {
  /// `anyone` needs no session, `session` any session, everything else is the code of a permission.
  static let rights = [
    "desk.allowed": "anyone", "desk.amend_report": "reports.amend", "desk.approve": "session",
    "desk.approve_account": "staff.manage",
    "desk.assign": "visits.assign", "desk.change_password": "session", "desk.change_role": "staff.manage",
    "desk.change_booking": "bookings.write", "desk.check_prescription": "prescriptions.verify",
    "desk.clinic_plan": "anyone", "desk.close_day": "clinic.write", "desk.collect": "session",
    "desk.compact": "anyone", "desk.confirm_delivery": "reports.deliver", "desk.deliver": "reports.deliver",
    "desk.digits": "anyone", "desk.hand_over": "reports.deliver", "desk.waive_delivery": "reports.deliver",
    "desk.write_report": "reports.enter",
    "desk.edit_organization": "organizations.manage",
    "desk.end_coupons": "offers.write", "desk.end_offers": "offers.write",
    "desk.end_sessions": "staff.manage", "desk.first_start": "anyone", "desk.fold": "anyone",
    "desk.found_organization": "organizations.manage", "desk.grant_permission": "staff.manage",
    "desk.hire": "staff.manage", "desk.is_desk": "anyone", "desk.is_empty": "anyone",
    "desk.issue_code": "staff.manage", "desk.issue_coupons": "offers.write", "desk.move": "session",
    "desk.figure_rows": "bookings.read", "desk.figures": "analytics.read", "desk.own_figures": "analytics.own",
    "desk.open_day": "clinic.write", "desk.pin_visit": "visits.assign",
    "desk.plan_route": "visits.assign", "desk.roster_day": "bookings.read", "desk.set_hours": "visits.assign",
    "desk.set_off": "visits.assign", "desk.set_usual": "visits.assign", "desk.set_week": "staff.manage",
    "desk.clinic_settings": "clinic.write", "desk.save_settings": "clinic.write", "desk.time_zones": "clinic.write",
    "desk.try_settings": "clinic.write", "desk.swap_visits": "visits.assign",
    "desk.is_ahead": "anyone", "desk.is_loinc": "anyone", "desk.keep_apart": "clients.write",
    "desk.mark_client": "clients.write", "desk.mark_pet": "clients.write",
    "desk.organization_id": "anyone",
    "desk.organizations": "organizations.manage", "desk.own_sessions": "session", "desk.profile": "anyone",
    "desk.redeem_code": "anyone", "desk.require": "session", "desk.require_rank": "staff.manage",
    "desk.reschedule": "visits.assign", "desk.revoke_permission": "staff.manage", "desk.set_active": "staff.manage",
    "desk.set_distance_pricing": "prices.write",
    "desk.set_organization_active": "organizations.manage", "desk.set_password": "staff.manage",
    "desk.set_panel_price": "prices.write", "desk.set_price": "prices.write",
    "desk.settle_booking": "bookings.write",
    "desk.sign_in": "anyone", "desk.sign_out": "anyone", "desk.sign_out_everywhere": "session",
    "desk.take_cash": "session", "desk.receive": "specimens.receive", "desk.reject": "session",
    "desk.move_all": "session", "desk.work_left": "anyone", "search.lab_counts": "reports.read",
    "search.lab_work": "reports.read", "search.lab_past": "reports.read", "search.lab_rows": "reports.read",
    "desk.staff_id": "anyone", "desk.switch_organization": "organizations.manage", "desk.touch": "session",
    "desk.unlock_staff": "staff.manage", "desk.withdraw_distance_pricing": "prices.write",
    "desk.withdraw_panel_price": "prices.write",
    "desk.withdraw_price": "prices.write", "search.clients": "anyone",
    "search.likely_clients": "clients.read", "search.likely_pets": "clients.read",
    "search.read_devanagari": "anyone", "search.romanize": "anyone",
  ]

  /// Every function that the desk may call, with a call that says nothing.
  private func calls() async throws -> [(name: String, statement: String)] {
    try await everything().query(
      """
      select format('%I.%I', n.nspname, p.proname) as name,
        format('select * from %I.%I(%s)', n.nspname, p.proname, (select string_agg(format('null::%s', t::regtype), ', '
          order by place) from unnest(p.proargtypes::oid[]) with ordinality as a (t, place))) as statement
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname in ('public', 'desk', 'search', 'scoped') and has_function_privilege('labrador_desk', p.oid, 'execute')
      order by 1
      """
    ).rows.map { (try $0.decode("name"), try $0.decode("statement")) }
  }

  @Test("A desk may call the functions that are written down, and no other")
  func list() async throws {
    let found = Set(try await calls().map(\.name))
    let expected = Set(Self.rights.keys)
    #expect(
      found == expected,
      """
      Write what each asks for into FunctionRightsTests.rights, or take the right to call it away: \
      \(found.subtracting(expected).sorted()). These are gone: \(expected.subtracting(found).sorted()).
      """)
  }

  @Test("A function asks for its permission before it looks at anything else")
  func permissions() async throws {
    try await FurnishedClinic.furnish()
    let calls = try await calls()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (letter, account) in AccessMatrix.callers {
        group.addTask {
          let session = try await BareSession.begin(as: account)
          var held: Set<String> = []
          if let account {
            held = Set((StaffRole(rawValue: account.role) ?? .analyst).defaultPermissions.map(\.code)).union(["session"]
            )
            if account.role == FurnishedClinic.superuser.role { held.insert(Permission.organizationsManage.code) }
          }
          for call in calls {
            guard let right = Self.rights[call.name] else { continue }
            let refusal = try await session.attempt("\(unsafeSQL: call.statement)").refusal
            if right == "anyone" || held.contains(right) {
              let refusals: [PostgresError.Code] = [.custom("LB001"), .custom("LB002"), .insufficientPrivilege]
              #expect(refusal.map(refusals.contains) != true, "\(call.name) by \(letter)")
            } else {
              let expected = account == nil ? "LB001" : "LB002"
              #expect(refusal == .custom(expected), "\(call.name) by \(letter)")
            }
          }
          await session.connection.close()
        }
      }
      try await group.waitForAll()
    }
  }

  @Test("What runs with the owner's rights looks its names up where nobody else can put any")
  func searchPaths() async throws {
    let world = try await everything()
    let loose = try await world.texts(
      """
      select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname in ('public', 'desk', 'search', 'scoped') and p.prosecdef
        and p.proconfig::text !~ 'search_path=(pg_catalog, )?public(, extensions)?, pg_temp"'
      """)
    #expect(loose == [])
    let writable = try await world.texts(
      "select nspname from pg_namespace where has_schema_privilege('labrador_desk', oid, 'create')")
    #expect(writable == [])
    let numbers = try await world.texts(
      """
      select c.relname from pg_class c where c.relkind = 'S'
        and case when c.relkind = 'S' then has_sequence_privilege('labrador_desk', c.oid, 'usage, select, update') end
      """)
    #expect(numbers == [])
  }
}
