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
    let tasks = try await desk.labTasks()
    #expect(tasks.map(\.testCode) == ["CBC", "KFT"])
    #expect(tasks.map(\.petName) == ["Tuffy", "Chloé"])
    #expect(tasks.map(\.status) == [.processing, .collected])
    #expect(tasks.map(\.bookingNumber) == ["B-000003", "B-000004"])
    let kidney = try #require(tasks.last)
    #expect(kidney.bookedFor.description == "2026-11-21 09:30:00")
    #expect(kidney.species == .cat)
    #expect(kidney.sample == .serum)
    #expect(kidney.tube == .sst)
    #expect(kidney.quantity == .millilitres(1))
    #expect(kidney.usualHours == 12)
    #expect(kidney.clientName == "José Muñoz")
    #expect(kidney.report == nil)
  }

  @Test(
    "Whoever may read reports is told the same, and nobody else is told anything", arguments: TestClinic.accounts)
  func roles(_ account: TestClinic.Account) async throws {
    let tasks = try await signedIn(as: account).labTasks()
    let role = try #require(StaffRole(rawValue: account.role))
    #expect(tasks.count == (role.defaultPermissions.contains(.reportsRead) ? 2 : 0))
  }

  @Test("The neighbours' work is not in the list")
  func neighbours() async throws {
    try await FurnishedClinic.furnish()
    let world = try await everything()
    // The neighbours hold copies of the two open tests.
    #expect(
      try await world.count("select count(*) from booking_items where status in ('collected', 'processing')") == 4)
    #expect(try await signedIn(as: TestClinic.labTechnician).labTasks().count == 2)
  }

  @Test("A specimen is received by the version that was read; rejected, it is collected again")
  func steps() async throws {
    let desk = try await signedIn(as: TestClinic.labTechnician)
    let task = try #require(try await desk.labTasks().last)
    var step = Step(machine: ItemStatus.machineName, recordID: task.id, to: "processing")
    try await desk.move(step, reason: nil, version: task.version)
    let received = try #require(try await desk.labTasks().last)
    #expect(received.status == .processing)
    step.to = "rejected"
    let error = try await #require(throws: DeskError.self) {
      try await desk.move(step, reason: "Clotted", version: task.version)
    }
    #expect(error.code == .stale)
    try await desk.move(step, reason: "Clotted", version: received.version)
    step.to = "recollect_pending"
    try await desk.move(step, reason: nil)
    #expect(try await desk.labTasks().map(\.status) == [.processing, .recollectPending])
  }

  @Test("A verified report ends the work, and other desks hear of each step")
  func ends() async throws {
    let listener = try await TestDatabase.current.connect(as: .superuser)
    let channel = try await listener.texts("select channel from organizations where slug = 'city'")[0]
    try await listener.listen(channel)
    // As a trigger would: desks take steps by desk.move alone.
    let world = try await TestDatabase.current.connect(as: .owner)
    _ = try await world.query("update booking_items set status = 'processing' where id = 5")
    var notifications = listener.notifications.makeAsyncIterator()
    let heard = try #require(await notifications.next())
    #expect(heard.payload.contains(#""table" : "booking_items", "id" : 5"#))
    _ = try await world.query(
      """
      insert into test_reports (organization_id, booking_item_id, pet_id, test_id, status)
      select i.organization_id, i.id, b.pet_id, i.test_id, 'pending' from booking_items i
      join bookings b on b.organization_id = i.organization_id and b.id = i.booking_id where i.id = 5
      """)
    _ = try await world.query("update test_reports set status = 'generated' where booking_item_id = 5")
    let desk = try await signedIn(as: TestClinic.labTechnician)
    #expect(try await desk.labTasks().map(\.report) == [nil, .generated])
    _ = try await world.query("update test_reports set status = 'verified' where booking_item_id = 5")
    #expect(try await desk.labTasks().map(\.testCode) == ["CBC"])
  }
}
