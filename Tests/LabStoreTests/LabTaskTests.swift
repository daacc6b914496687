import EmbeddedPostgres
import LabCore
import LabStore
import Postgres
import TestSupport
import Testing

/// What a desk of the laboratory is told: the open work, without phones or money.
@Suite("The lab's open work", .clinic)
struct LabTaskTests {
  @Test("What was collected and what is in the lab is listed, oldest booking first")
  func list() async throws {
    let desk = try await signedIn(as: TestClinic.labTechnician)
    let work = try await desk.workList()
    // What is in the lab has a time to be done by and comes first.
    #expect(work.tasks.map(\.testCode) == ["CBC", "KFT"])
    #expect(work.tasks.map(\.petName) == ["Tuffy", "Chloé"])
    #expect(work.tasks.map(\.status) == [.processing, .collected])
    #expect(work.tasks.map(\.stage) == [.work, .receive])
    #expect(work.tasks.map(\.bookingNumber) == ["B-000003", "B-000004"])
    #expect(work.counts == [.work: 1, .receive: 1])
    #expect(work.tasks.map(\.turnaround.allowedMinutes) == [360, nil])
    let kidney = try #require(work.tasks.last)
    #expect(kidney.bookedFor.description == "2026-11-21 09:30:00")
    #expect(kidney.species == .cat)
    #expect(kidney.sample == .serum)
    #expect(kidney.tube == .sst)
    #expect(kidney.quantity == .millilitres(1))
    #expect(kidney.clientName == "José Muñoz")
    #expect(kidney.report == nil)
    #expect(kidney.tubes.map(\.status) == [.collected])
    #expect(kidney.turnaround == Turnaround())
  }

  @Test(
    "Whoever may read reports is told the same, and nobody else is told anything", arguments: TestClinic.accounts)
  func roles(_ account: TestClinic.Account) async throws {
    let desk = try await signedIn(as: account)
    let role = try #require(StaffRole(rawValue: account.role))
    if role.defaultPermissions.contains(.reportsRead) {
      #expect(try await desk.workList().tasks.count == 2)
    } else {
      let error = try await #require(throws: DeskError.self) { _ = try await desk.workList() }
      #expect(error.code == .notAllowed)
    }
  }

  @Test("The neighbours' work is not in the list")
  func neighbours() async throws {
    try await FurnishedClinic.furnish()
    let world = try await everything()
    // The neighbours hold copies of the two open tests.
    #expect(
      try await world.count("select count(*) from booking_items where status in ('collected', 'processing')") == 4)
    #expect(try await signedIn(as: TestClinic.labTechnician).workList().tasks.count == 2)
  }

  @Test("A specimen is received by the version that was read; rejected, it is collected again")
  func steps() async throws {
    let desk = try await signedIn(as: TestClinic.labTechnician)
    func kidney() async throws -> LabTask {
      try #require(try await desk.workList().tasks.first { $0.testCode == "KFT" })
    }
    let task = try await kidney()
    var step = Step(machine: ItemStatus.machineName, recordID: task.id.rawValue, to: "processing")
    try await desk.move(step, reason: nil, version: task.version)
    let received = try await kidney()
    #expect(received.status == .processing)
    #expect(received.report?.status == .pending)
    #expect(received.turnaround.isRunning)
    #expect(received.turnaround.allowedMinutes == 12 * 60)
    let rejection = Rejection(
      item: task.id, version: task.version, reason: .clotted, note: "in the neck", isWholeTube: false)
    let error = try await #require(throws: DeskError.self) { _ = try await desk.reject(rejection) }
    #expect(error.code == .stale)
    var again = rejection
    again.version = received.version
    #expect(try await desk.reject(again) == 1)
    let rejected = try await kidney()
    #expect(rejected.rejection == "Clotted: in the neck")
    #expect(rejected.tubes.map(\.status) == [.rejected])
    // Only once another tube is asked for does the clock stand still.
    #expect(rejected.turnaround.isRunning)
    step.to = "recollect_pending"
    try await desk.move(step, reason: nil)
    let waiting = try await kidney()
    #expect(waiting.stage == .recollect)
    #expect(!waiting.turnaround.isRunning)
    #expect(waiting.turnaround.dueAt == nil)
  }

  @Test("Another reason to reject says which, and a reason that is not in the list is refused")
  func reasons() async throws {
    let desk = try await signedIn(as: TestClinic.labTechnician)
    let task = try #require(try await desk.workList().tasks.last)
    let bare = Rejection(item: task.id, version: task.version, reason: .other, note: " ", isWholeTube: false)
    let error = try await #require(throws: DeskError.self) { _ = try await desk.reject(bare) }
    #expect(error.sentence == "Another reason says which. Nothing was saved.")
    let session = try await BareSession.begin(as: TestClinic.labTechnician)
    guard case .refused(let state) = try await session.attempt("select desk.reject(5, null, 'XX', null, false)") else {
      Issue.record("a reason of nobody's list was taken")
      return
    }
    #expect(state.code == .custom("LB111"))
  }

  @Test("A verified report waits to be delivered, a delivered one is done, and other desks hear of each step")
  func ends() async throws {
    let listener = try await TestDatabase.current.connect(as: .superuser)
    let channel = try await listener.texts("select channel from organizations where slug = 'city'")[0]
    try await listener.listen(channel)
    // As a trigger would: desks take steps by desk.move alone.
    let world = try await TestDatabase.current.connect(as: .owner)
    _ = try await world.query("update booking_items set status = 'processing' where id = 5")
    var notifications = listener.notifications.makeAsyncIterator()
    var heard: [String] = []
    while !heard.contains(where: { $0.contains(#""table" : "lab_tasks", "id" : 5"#) }) {
      heard.append(try #require(await notifications.next()).payload)
    }
    let desk = try await signedIn(as: TestClinic.labTechnician)
    func stages() async throws -> [LabStage] { try await desk.workList().tasks.map(\.stage) }
    #expect(try await stages() == [.work, .work])
    _ = try await world.query(
      "update test_reports set findings = 'Clear.', status = 'generated' where booking_item_id = 5")
    #expect(Set(try await stages()) == [.work, .verify])
    _ = try await world.query("update test_reports set status = 'verified' where booking_item_id = 5")
    #expect(try await stages() == [.work, .deliver])
    let finished = try #require(try await desk.workList(.view(.stage(.deliver))).tasks.first)
    #expect(finished.status == .completed)
    #expect(finished.turnaround.wasInTime == true)
    _ = try await world.query("update test_reports set status = 'delivered' where booking_item_id = 5")
    #expect(try await stages() == [.work])
  }

  @Test(
    "A view is filtered by pet, client, test, collector and number, and by nothing of the neighbours",
    arguments: [
      ("chloe", ["KFT"]), ("munoz", ["KFT"]), ("kidney", ["KFT"]), ("meena das", ["KFT"]), ("B-000004", ["KFT"]),
      ("000004", ["CBC", "KFT"]), ("tuf cbc", ["CBC"]), ("%", ["CBC", "KFT"]), ("tuffy kft", []), ("waldi", []),
    ])
  func filter(_ text: String, _ found: [String]) async throws {
    let desk = try await signedIn(as: TestClinic.labTechnician)
    #expect(try await desk.workList(.view(.open, text: text)).tasks.map(\.testCode) == found)
  }

  @Test("A pet that is renamed is found by its new name")
  func renamed() async throws {
    let world = try await everything()
    _ = try await world.query("update pets set name = 'Marzipan' where name = 'Chloé'")
    let desk = try await signedIn(as: TestClinic.labTechnician)
    #expect(try await desk.workList(.view(.open, text: "marzi")).tasks.map(\.testCode) == ["KFT"])
  }
}
