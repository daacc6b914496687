import LabCore
import LabStore
package import Tui

/// The list of pages that have no key of their own; Enter opens one.
package struct MoreScreen: Screen {
  private var table: Table<Place>

  package static let entry = ScreenEntry(
    place: .more, title: "More", group: "More",
    actions: [],
    tab: Action(
      id: "screen.more", title: "More", help: "Numbers, staff, the audit trail and your account.",
      chords: [Chord(.function(8))], group: Shell.tabGroup)
  ) { context in
    guard let workspace = context.workspace else { preconditionFailure("the pages open after sign-in") }
    return MoreScreen(workspace.profile.permissions)
  }

  init(_ permissions: Permissions) {
    table = Table(
      columns: [TableColumn("Page", .fixed(22)), TableColumn("", .flex(minimum: 20))], rows: Self.rows(permissions))
    table.showsPosition = false
  }

  private static func rows(_ permissions: Permissions) -> [TableRow<Place>] {
    ScreenList.pages(of: .more, for: permissions).map { page in
      TableRow(page.place, [TableCell(page.title, role: .textStrong), TableCell(page.tab?.help ?? "")])
    }
  }

  package mutating func update(_ event: Event) -> [Effect] {
    switch event {
    case .key(let press):
      if case .activated(let place) = table.handle(press) { return [.go(to: place)] }
    case .paste(let text): _ = table.paste(text)
    case .shown: table.setFilter("")
    case .answer(.profile(let profile)): table.replaceRows(Self.rows(profile.permissions))
    default: break
    }
    return []
  }

  package func availability(of action: Action.ID) -> Availability { .hidden }

  package var help: FieldHelp? {
    FieldHelp(title: "More", text: "Pages that have no key of their own. Typing finds one, Enter opens it.")
  }

  package var standingMessage: Message? { .info("Enter opens a page; typing finds it.") }

  package func draw(on canvas: inout Canvas, in area: Rect) { table.draw(on: &canvas, in: area) }
}
