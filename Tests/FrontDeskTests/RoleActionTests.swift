import EmbeddedPostgres
@testable import FrontDesk
import LabCore
import LabStore
import Postgres
import TestSupport
import Testing
import Tui

/// Every screen and every action of the program, as each role meets it.
@Suite("Roles and actions", .clinic)
@MainActor
struct RoleActionTests {
  private static let people: [(heading: String, account: TestClinic.Account)] = [
    ("Rec", TestClinic.receptionist), ("Col", TestClinic.collector), ("Lab", TestClinic.labTechnician),
    ("Ana", TestClinic.analyst), ("Adm", TestClinic.admin), ("Own", TestClinic.owner), ("Sys", TestClinic.superuser),
  ]

  /// What the table says of one screen or action in each role's column.
  private struct Row {
    var name: String
    var marks: [String] = []
  }

  @Test("Each role sees, is refused and is spared what is written down; what it may not do, no key does")
  func table() async throws {
    var rows: [Row] = ScreenList.all.filter { $0.tab != nil }.flatMap { entry in
      [Row(name: "\(entry.title)")] + entry.actions.map { Row(name: "  \($0.title)") }
    }
    let world = try await Rows.open()
    for (_, account) in Self.people {
      // Today's stops are those of the server's day.
      let isCollector = account.role == TestClinic.collector.role
      for statement in isCollector ? TestClinic.arriveToday : [] { try await world.change(statement) }
      let desk = try await DeskDriver.signedIn(as: account)
      let held = try #require(desk.app.state.workspace).profile.permissions
      let before = try await census()
      var row = 0
      for entry in ScreenList.all {
        guard let way = entry.tab else { continue }
        let isOpen = entry.isOpen(to: held)
        // Several screens may stand behind one tab; nobody in this table has two of them.
        let leads = ScreenList.all.contains { $0.tab?.id == way.id && $0.isOpen(to: held) }
        #expect((desk.app.state.availability(of: way) == .on) == leads, "\(account.role): \(entry.title)")
        await desk.press("F9").type(way.title).press(.enter)
        if isOpen { desk.expectPlace(entry.place) } else { desk.expectNot(at: entry.place) }
        rows[row].marks.append(isOpen ? "●" : "○")
        row += 1
        let inList = entry.actions.map { isOpen ? desk.app.state.availability(of: $0) : .hidden }
        // Some actions belong to the record that Enter opens; the lists of pages open other screens.
        if isOpen, !entry.listsPages { await desk.press(.enter) }
        for (action, before) in zip(entry.actions, inList) {
          let now = isOpen ? desk.app.state.availability(of: action) : .hidden
          let availability = now == .hidden ? before : now
          rows[row].marks.append(availability.mark)
          row += 1
          guard isOpen, let permission = action.permission.flatMap(Permission.init), !held.allow(permission) else {
            continue
          }
          #expect(availability != .on, "\(account.role): \(action.title)")
          for chord in action.chords {
            await desk.send(.key(KeyPress(chord.key, chord.modifiers)))
            if now != .hidden { desk.expectMessage(permission.refusal) }
          }
        }
        await desk.press(.escape, .escape)
      }
      #expect(try await census() == before, "\(account.role) changed something by a key that was refused")
      await desk.close()
      for statement in isCollector ? TestClinic.returnToNovember : [] { try await world.change(statement) }
    }
    expectGolden(Self.drawn(rows), named: "roles-and-actions")
  }

  /// The table with a column for each role: ● can be done, ○ is shown with the reason why not, a blank is not shown.
  private static func drawn(_ rows: [Row]) -> String {
    let width = (rows.map(\.name.count).max() ?? 0) + 2
    let line = { (name: String, cells: [String]) in
      var text = name + String(repeating: " ", count: width - name.count)
      for cell in cells { text += cell + String(repeating: " ", count: 5 - cell.count) }
      while text.last == " " { text.removeLast() }
      return text
    }
    return ([line("", people.map(\.heading))] + rows.map { line($0.name, $0.marks) }).joined(separator: "\n")
  }

  /// The rows of all tables that people change; signing in and looking change none of them.
  private func census() async throws -> String {
    let connection = try await TestDatabase.current.connect(as: .owner)
    let result = try await connection.query(
      """
      select (select string_agg(b::text, '' order by id) from bookings b) || (select count(*) from visits)
        || (select string_agg(v::text, '' order by id) from visits v) || (select count(*) from users)
        || (select string_agg(concat(id, name, role, is_active, is_locked, version), '' order by id) from staff)
        || (select count(*) from permissions) || (select string_agg(o::text, '' order by id) from organizations o)
      """)
    await connection.close()
    return try result.onlyRow().decode(at: 0)
  }
}

extension Availability {
  fileprivate var mark: String {
    switch self {
    case .on: "●"
    case .off: "○"
    case .hidden: ""
    }
  }
}

extension DeskDriver {
  fileprivate func expectNot(at place: Place, sourceLocation: SourceLocation = #_sourceLocation) {
    if self.place == place { fail("At \(place), which is not for this role.", sourceLocation: sourceLocation) }
  }
}
