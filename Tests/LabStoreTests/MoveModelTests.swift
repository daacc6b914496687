import EmbeddedPostgres
import LabCore
import Postgres
import TestSupport
import Testing

/// Random moves by random people at the real database, each held against the table of moves as the program knows it.
///
/// The database runs the moves one after the other and answers what each came to with the statuses before and after; here
/// every one that was taken must be a row of the table for that person, and every refusal must have its reason.
@Suite("Any move by anybody", .clinic)
struct MoveModelTests {
  /// How many moves are tried; the long run has a hundred thousand.
  private static let count = Thoroughness.count(usually: 12_000, thoroughly: 100_000)

  @Test("Whatever is accepted stands in the table of moves, and whatever is refused says why")
  func everything() async throws {
    let world = try await LabStoreTests.everything()
    try await furnish(world)
    let people = try await sessions()
    var taken: [String: Int] = [:]
    var refused: [String: Int] = [:]
    var done = 0
    while done < Self.count {
      let trials = try await world.query(
        """
        select machine, record_id, was, wish, became, staff_id, is_own, has_reason, has_approval, version_was, code
        from pg_temp.try_moves(\(1_000), \(done), \(people.map(\.token))::text[])
        """
      ).rows.map(Trial.init)
      for trial in trials {
        let person = try #require(people.first { $0.staff == trial.staff })
        if let code = trial.code {
          #expect(trial.was == trial.became, "refused, and moved all the same: \(trial)")
          #expect(trial.isExplained(to: person.permissions), "refused for no reason of the table: \(trial)")
          refused[code, default: 0] += 1
        } else {
          #expect(trial.became == trial.wish, "accepted, and not moved: \(trial)")
          #expect(trial.isAllowed(to: person.permissions), "accepted against the table: \(trial)")
          taken["\(trial.machine) \(trial.was) → \(trial.wish)", default: 0] += 1
        }
      }
      done += trials.count
    }
    // The run is of no use unless it went through most of the lab's part of the table and met every kind of refusal.
    for step in [
      "item collected → processing", "item processing → rejected", "item rejected → recollect_pending",
      "item recollect_pending → collected", "report generated → verified", "report generated → pending",
      "report verified → delivered", "report verified → retracted",
    ] { #expect(taken[step] != nil, "never taken: \(step) of \(taken.keys.sorted())") }
    for code in ["LB002", "LB003", "LB004", "LB005", "LB010", "LB014", "LB015"] {
      #expect(refused[code] != nil, "never refused so: \(code) of \(refused.keys.sorted())")
    }
    // Whatever happened: events tell the same story as the rows.
    #expect(
      try await world.count(
        """
        select count(*) from booking_items i where (select e.to_status from status_events e
          where e.machine = 'item' and e.record_id = i.id order by e.id desc limit 1) <> i.status
        """) == 0)
    #expect(
      try await world.count(
        """
        select count(*) from test_reports r where r.verified_by_staff_id = r.generated_by_staff_id
          or r.status = 'verified' and exists (select from booking_items i where i.id = r.booking_item_id
            and i.status not in ('completed', 'cancelled'))
        """) == 0)
    #expect(
      try await world.count(
        """
        select count(*) from lab_tasks t join booking_items i on i.id = t.id and i.organization_id = t.organization_id
        left join test_reports r on r.booking_item_id = i.id
        where t.stage <> desk.lab_stage(i.status, r.status)
        """) == 0)
  }

  // MARK: The world

  private struct Person: Sendable {
    var staff: Int64
    var token: String
    var permissions: Set<String>
  }

  /// A session of one person of each role, and of a second technician who can verify and agree.
  private func sessions() async throws -> [Person] {
    let world = try await LabStoreTests.everything()
    var people: [Person] = []
    for account in TestClinic.accounts where account.slug == "city" {
      let session = try await BareSession.begin(as: account)
      let token = try #require(session.token)
      let row = try await session.run(["select desk.staff_id() as id"])[0].onlyRow()
      let id = try row.decode("id", as: Int64.self)
      let permissions = try await world.texts("select desk.permissions_of(1, \(id))")
      people.append(Person(staff: id, token: token, permissions: Set(permissions)))
    }
    return people
  }

  /// Sixty bookings with three tests each, of which collectors have some, at every step of the way.
  private func furnish(_ world: Connection) async throws {
    for statement: SQL in [
      "set session_replication_role = replica",
      """
      insert into bookings (organization_id, user_id, pet_id, booking_date, status, collection_method, booking_number)
      select 1, 1, 1, now(), 'collected', 'home', 'M-' || n from generate_series(1, 60) n
      """,
      """
      insert into visits (organization_id, booking_id, collection_method, staff_id, starts_at, blocked_until, status)
      select 1, id, 'home', 3 + id % 2, booking_date, booking_date + interval '30 minutes', 'collected' from bookings
      where booking_number like 'M-%'
      """,
      """
      insert into booking_items (organization_id, booking_id, test_id, unit_price, status)
      select 1, b.id, t.id, 0, (array['pending', 'collected', 'collected', 'collected', 'rejected', 'not_obtained'])
        [1 + (b.id + t.id) % 6]
      from bookings b, tests t
      where b.booking_number like 'M-%' and t.organization_id = 1 and t.code in ('CBC', 'KFT', 'URN')
      """,
      "select desk.label_old_items(1)", "select desk.fill_lab_tasks(1)",
      "set session_replication_role = origin",
      """
      insert into staff (organization_id, name, phone, hashed_password, role, is_active, approved_at)
      select 1, 'Second Pair', '+919811100099', hashed_password, 'lab_tech', true, now() from staff where id = 6
      """,
      Self.tryMoves,
    ] { _ = try await world.query(statement) }
  }

  /// Tries so many moves, each of a random record by a random person to a random status: half of them steps of the table.
  /// Everything random comes from the seed, so that a run can be done again.
  private static let tryMoves: SQL = """
    create function pg_temp.try_moves(p_count integer, p_seed integer, p_tokens text[])
    returns table (machine text, record_id bigint, was text, wish text, became text, staff_id bigint, is_own boolean,
      has_reason boolean, has_approval boolean, version_was text, code text)
    language plpgsql as $$
    #variable_conflict use_column
    declare
      standing record;
      given bigint;
      named bigint;
      said text;
      states text[];
    begin
      perform setseed(mod(p_seed, 9973) / 9973.0);
      for turn in 1 .. p_count loop
        machine := case when random() < 0.5 then 'item' else 'report' end;
        if machine = 'item' then
          select i.id, i.booking_id, i.status, i.version into standing from booking_items i
          join bookings b on b.id = i.booking_id and b.organization_id = i.organization_id
          where b.booking_number like 'M-%' order by random() limit 1;
        else
          select r.id, i.booking_id, r.status, r.version into standing from test_reports r
          join booking_items i on i.id = r.booking_item_id and i.organization_id = r.organization_id
          join bookings b on b.id = i.booking_id and b.organization_id = i.organization_id
          where b.booking_number like 'M-%' order by random() limit 1;
        end if;
        continue when standing.id is null;
        record_id := standing.id;
        was := standing.status;
        states := array(select distinct m.to_status from desk.allowed_moves m
          where m.machine = try_moves.machine and (random() < 0.2 or m.from_status = was));
        wish := states[1 + floor(random() * cardinality(states))::integer];
        continue when wish is null;
        perform set_config('labrador.session', p_tokens[1 + floor(random() * cardinality(p_tokens))::integer], true);
        staff_id := desk.staff_id();
        is_own := exists (select from visits v where v.organization_id = 1 and v.booking_id = standing.booking_id
          and v.staff_id = try_moves.staff_id);
        has_reason := random() < 0.6;
        said := case when has_reason then 'Because of move ' || turn end;
        version_was := case when random() < 0.1 then 'old' when random() < 0.85 then 'read' else 'unnamed' end;
        named := case version_was when 'old' then standing.version - 1 when 'read' then standing.version end;
        has_approval := random() < 0.5;
        given := null;
        if has_approval then
          insert into approvals (organization_id, machine, record_id, record_version, to_status, requested_by, approved_by)
          values (1, machine, record_id, standing.version, wish, staff_id, case staff_id when 8 then 9 else 8 end)
          returning id into given;
        end if;
        code := null;
        begin
          -- A report has something to say before it is written.
          update test_reports r set findings = 'Nothing remarkable' where machine = 'report' and r.id = record_id
            and r.organization_id = 1 and r.status = 'pending' and r.findings is null;
          if machine = 'report' and version_was = 'read' then
            select r.version into named from test_reports r where r.organization_id = 1 and r.id = record_id;
            update approvals a set record_version = named where a.organization_id = 1 and a.id = given;
          end if;
          perform from desk.move(machine, record_id, wish, said, given, named);
        exception when others then
          if sqlstate not like 'LB%' then
            raise;
          end if;
          code := sqlstate;
        end;
        execute format('select status::text from %s where organization_id = 1 and id = $1', desk.status_table(machine))
          into became using record_id;
        return next;
      end loop;
    end $$
    """
}

/// One move that was tried, and what came of it.
private struct Trial: Sendable, CustomStringConvertible {
  var machine: String
  var record: Int64
  var was: String
  var wish: String
  var became: String
  var staff: Int64
  var isOwn: Bool
  var hasReason: Bool
  var hasApproval: Bool
  var version: String
  var code: String?

  init(_ row: Row) throws {
    machine = try row.decode("machine")
    record = try row.decode("record_id")
    was = try row.decode("was")
    wish = try row.decode("wish")
    became = try row.decode("became")
    staff = try row.decode("staff_id")
    isOwn = try row.decode("is_own")
    hasReason = try row.decode("has_reason")
    hasApproval = try row.decode("has_approval")
    version = try row.decode("version_was")
    code = try row.decode("code")
  }

  var description: String {
    "\(machine) \(record) \(was) → \(wish) by \(staff)\(isOwn ? " (own)" : ""), reason \(hasReason), approval "
      + "\(hasApproval), version \(version): \(code ?? became)"
  }

  /// The ways of the program's table from the one status to the other: permission, own rows, reason, second person.
  private var ways: [(permission: String, ownRows: Bool, reason: Bool, second: Bool)] {
    func all<Status: StatusMachine>(_: Status.Type) -> [(String, Bool, Bool, Bool)] {
      guard let from = Status(rawValue: was), let to = Status(rawValue: wish) else { return [] }
      return from.moves(to: to).map { ($0.storedPermission, $0.ownRows, $0.needsReason, $0.needsSecond) }
    }
    return machine == "item" ? all(ItemStatus.self) : all(ReportStatus.self)
  }

  /// Whether the table lets the person do it as it was done.
  func isAllowed(to held: Set<String>) -> Bool {
    version != "old"
      && ways.contains {
        held.contains($0.permission) && (!$0.ownRows || isOwn) && (!$0.reason || hasReason)
          && (!$0.second || hasApproval)
      }
  }

  /// Whether the code of the refusal is one that the table or a guard gives for this move.
  func isExplained(to held: Set<String>) -> Bool {
    let open = ways.filter { held.contains($0.permission) }
    let own = open.filter { !$0.ownRows || isOwn }
    switch code {
    case "LB014": return version == "old" || machine == "report" && wish == "verified" && version == "unnamed"
    case "LB010": return ways.isEmpty
    case "LB002": return !ways.isEmpty && open.isEmpty
    case "LB003": return !open.isEmpty && own.isEmpty
    case "LB004": return own.contains { $0.reason } && !hasReason
    case "LB005": return own.contains { $0.second } && !hasApproval
    case "LB006": return own.contains { $0.second } && hasApproval
    // Guards beyond the table: refunds, one's own findings, a specimen that is not in the lab.
    case "LB015": return machine == "report" && wish == "verified"
    case "LB016": return machine == "report" && wish == "generated"
    case "LB017": return machine == "item"
    // Guards of reports: nothing said yet, not in the lab, cancelled, refunded, amended without words.
    case "LB121": return wish == "generated" && was == "pending"
    case "LB123", "LB124", "LB125": return machine == "report"
    case "LB126": return wish == "generated" && (was == "verified" || was == "delivered")
    case "LB128", "LB135": return wish == "delivered"
    default: return false
    }
  }
}
