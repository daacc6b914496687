import DemoData
import FrontDesk
import LabCore
import LabStore
import Postgres
import Tui

/// The work list of the lab with 50,000 open tests: from the key to the frame that shows its answer, through the program and
/// the database.
struct WorkListBenchmark: Benchmark {
  private static let viewed = "work list of 50,000, another view"
  private static let filtered = "work list of 50,000, last key of a filter"
  private static let taken = "work list of 50,000, key to the first row"

  var names: [String] { [Self.viewed, Self.filtered, Self.taken] }

  func run(on stand: Stand) async throws {
    guard names.contains(where: stand.wants) else { return }
    // A clinic of its own, so that nobody else measures among these rows.
    let clinic = try await BenchClinic.open()
    try await clinic.administer(Self.rows)
    let display = AwaitedDisplay(size: Size(rows: 24, columns: 80))
    let app = try await Self.workList(of: clinic, on: display)
    var times: [String: [Double]] = [:]
    for query in ["bruno", "cbc", "sharma", "26-0", "kidney rao", "zz", "milo", "urine"] {
      for _ in 0..<8 {
        times[Self.viewed, default: []].append(await app.answer(to: KeyPress(.tab), on: display))
        await app.press(KeyPress(.backTab))
        let first = ContinuousClock.now
        await app.press(KeyPress(.down))
        times[Self.taken, default: []].append((ContinuousClock.now - first).seconds)
        for letter in query.dropLast() { await app.press(.character(letter)) }
        for letter in query.suffix(1) {
          times[Self.filtered, default: []].append(await app.answer(to: .character(letter), on: display))
        }
        await app.press(.control("u"))
      }
    }
    for (name, found) in times.sorted(by: { $0.key < $1.key }) {
      try await stand.row(name) { ResultRow(name, Sample(found), in: .milliseconds) }
    }
    try await clinic.close()
  }

  /// The program at the work list, with a technician signed in.
  @MainActor
  private static func workList(of clinic: BenchClinic, on display: AwaitedDisplay) async throws -> App {
    let account = try clinic.account(.labTech)
    let app = App(
      shell: PreparedDesk.freshShell(clinic.slug, account.phone), display: display,
      workroom: .withoutFiles(try clinic.unusedDesk()),
      services: App.Services(clock: PreparedDesk.clock, suspend: {}, quit: {}))
    app.start()
    await app.idle()
    await app.type(account.password, then: .enter)
    return app
  }

  /// 25,000 bookings of the demo's pets with two tests each, received over the last hundred days, as a replica writes them.
  private static let rows: [SQL] = [
    "set session_replication_role = replica",
    """
    insert into bookings (organization_id, id, booking_number, user_id, pet_id, booking_date, status, collection_method,
      subtotal, total)
    select o.id, 10000000 + n, 'Y-' || n, p.user_id, p.id, now() - n * interval '5 minutes', 'at_lab', 'walk_in', 90000, 90000
    from (select min(id) as id from organizations) o
    cross join lateral (select array_agg(id order by id) as pets from pets where organization_id = o.id) a
    cross join generate_series(1, 25000) n
    join pets p on p.organization_id = o.id and p.id = a.pets[1 + n % cardinality(a.pets)]
    """,
    """
    insert into booking_items (organization_id, id, booking_id, test_id, unit_price, status)
    select b.organization_id, b.id * 2 + k, b.id, t.tests[1 + (b.id * 7 + k * 13) % cardinality(t.tests)], 45000,
      case when b.id % 5 = 0 then 'collected' else 'processing' end
    from bookings b
    cross join (select array_agg(id order by id) as tests from tests
      where organization_id = (select min(id) from organizations)) t
    cross join generate_series(0, 1) k
    where b.id > 10000000
    """,
    "select desk.label_old_items((select min(id) from organizations))",
    "select desk.fill_lab_tasks((select min(id) from organizations))",
    "set session_replication_role = origin",
    "analyze bookings", "analyze booking_items", "analyze specimens", "analyze specimen_items", "analyze test_reports",
    "vacuum analyze lab_tasks",
  ]
}

extension App {
  /// The seconds from a key to the frame with what it asked for: the first frame shows the key, the next one the answer.
  fileprivate func answer(to press: KeyPress, on display: AwaitedDisplay) async -> Double {
    let (start, shown) = (ContinuousClock.now, display.frames)
    receive([.key(press)])
    await display.reached(shown + 2)
    let time = (ContinuousClock.now - start).seconds
    await idle()
    return time
  }
}
