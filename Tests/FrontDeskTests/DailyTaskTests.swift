@testable import FrontDesk
import LabCore
import LabStore
import Postgres
import TestSupport
import Testing
import Tui

/// The tasks that people do all day, and how many keys each takes.
@Suite("Keys per task", .clinic)
@MainActor
struct DailyTaskTests {
  /// A task with the most keys that it may take; a number here goes down only.
  struct Task: Sendable, CustomTestStringConvertible {
    var name: String
    var most: Int
    var account: TestClinic.Account
    /// What has to be there before somebody begins.
    var prepare: @MainActor @Sendable (DeskDriver) async throws -> Void = { _ in }
    var keys: @MainActor @Sendable (DeskDriver) async -> Void
    /// What the screen says when it is done.
    var end: String
    var testDescription: String { name }
  }

  nonisolated static let tasks: [Task] = [
    Task(
      name: "find the client on the phone", most: 7, account: TestClinic.receptionist,
      keys: { await $0.press("F3").type("98450").press(.enter) }, end: "Misty"),
    Task(
      name: "book a repeat visit", most: 9, account: TestClinic.receptionist,
      keys: { await $0.press("Ctrl-N").type("bruno").press(.enter, "Ctrl-D", "Ctrl-S") }, end: "Tell the client"),
    Task(
      name: "say what tests cost", most: 11, account: TestClinic.receptionist,
      keys: { await $0.press("F6").type("bruno").press(.enter).type("cbc").press(.enter) }, end: "Total"),
    Task(
      name: "move a visit to another day", most: 13, account: TestClinic.receptionist,
      keys: {
        await $0.type("mis").press(.enter, "Ctrl-T", "Ctrl-U").type("tom").press(.enter).press("Ctrl-U").type("9")
          .press(
            "Ctrl-S")
      }, end: "The visit is on Sun 22 Nov 2026 09:00"),
    Task(
      name: "cancel a booking", most: 11, account: TestClinic.receptionist,
      keys: { await $0.type("mis").press(.enter, "Ctrl-X").type("moved").press("Ctrl-S") }, end: "Cancelled"),
    Task(
      name: "give a visit to a collector", most: 2, account: TestClinic.receptionist,
      prepare: { _ in
        try await changeElsewhere("update bookings set collection_area = 'Indiranagar' where id = 6")
      },
      keys: { await $0.press("F4", "Ctrl-S") }, end: "Misty: Farid Ali 15:00"),
    Task(
      name: "receive the tubes of a test", most: 6, account: TestClinic.labTechnician,
      keys: { await $0.type("chlo").press("Ctrl-S", .enter) }, end: "In the lab"),
    Task(
      name: "reject a specimen", most: 9, account: TestClinic.labTechnician,
      keys: { await $0.type("chlo").press("Ctrl-X").type("cl").press(.enter, .enter) }, end: "Rejected: 1 test"),
    Task(
      name: "write a report and generate it", most: 12, account: TestClinic.labTechnician,
      keys: { await $0.type("tuf").press("Ctrl-S").type("Normal.").press("Ctrl-S") }, end: "generated"),
    Task(
      name: "verify a report", most: 3, account: TestClinic.admin,
      prepare: { desk in
        try await changeElsewhere(
          """
          update test_reports set status = 'generated', generated_by_staff_id = 6, generated_at = '2026-11-20 15:00Z',
            findings = 'Nothing remarkable.' where booking_item_id = 4 and status = 'pending'
          """)
        await desk.press("F5").type("tuf")
      },
      keys: { await $0.press("Ctrl-S", "Ctrl-S").type("y") }, end: "verified"),
    Task(
      name: "look at a figure of last month", most: 9, account: TestClinic.owner,
      keys: { await $0.press("F9").type("numbers").press(.enter) }, end: "Bookings"),
  ]

  @Test("No task takes more keys than it did", arguments: tasks)
  func keys(_ task: Task) async throws {
    let count = try await Self.keys(of: task)
    print("Keys per task: " + "\(count)".leading(2) + " of " + "\(task.most)".leading(2) + "  " + task.name)
    #expect(count <= task.most, "\(task.name) takes \(count) keys, more than \(task.most)")
  }

  private static func keys(of task: Task) async throws -> Int {
    let desk = try await DeskDriver.signedIn(as: task.account)
    try await task.prepare(desk)
    await desk.idle()
    let before = desk.keystrokes
    await task.keys(desk)
    if !desk.lines.contains(where: { $0.contains(task.end) }) {
      desk.fail("“\(task.name)” does not end with “\(task.end)”.", sourceLocation: #_sourceLocation)
    }
    await desk.close()
    return desk.keystrokes - before
  }
}

extension String {
  fileprivate func leading(_ width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
}
