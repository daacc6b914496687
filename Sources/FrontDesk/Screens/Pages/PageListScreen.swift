import LabCore
import LabStore
package import Tui
import Words

/// The list of the pages of a screen that have no key of their own; Enter opens one.
package struct PageListScreen: Screen {
  private var table: Table<Place>
  private let parent: Place

  package static let clinic = entry(
    of: .clinic, title: "Clinic", help: "Tests and prices, the home visit charge and what the clinic is.", key: 7)
  package static let more = entry(
    of: .more, title: "More", help: "Numbers, open tubes, staff, the audit trail and your account.", key: 8)

  private static func entry(of place: Place, title: Phrase, help: Phrase, key: Int) -> ScreenEntry {
    ScreenEntry(
      place: place, name: title, group: title, actions: [],
      tab: Action(
        id: "screen.\(place.rawValue)", title: title, help: help, chords: [Chord(.function(key))],
        group: Shell.tabGroup),
      listsPages: true
    ) { context in
      guard let workspace = context.workspace else { preconditionFailure("the pages open after sign-in") }
      return PageListScreen(of: place, workspace.profile.permissions)
    }
  }

  init(of parent: Place, _ permissions: Permissions) {
    self.parent = parent
    table = Table(
      columns: [TableColumn(say("Page"), .fixed(22)), TableColumn("", .flex(minimum: 20))],
      rows: Self.rows(of: parent, permissions))
    table.showsPosition = false
  }

  private static func rows(of parent: Place, _ permissions: Permissions) -> [TableRow<Place>] {
    ScreenList.pages(of: parent, for: permissions).map { page in
      TableRow(page.place, [TableCell(page.title, role: .textStrong), TableCell(page.tab?.help ?? "")])
    }
  }

  package mutating func update(_ event: Event) -> [Effect] {
    switch event {
    case .key(let press):
      if case .activated(let place) = table.handle(press) { return [.go(to: place)] }
    case .paste(let text): _ = table.paste(text)
    case .shown: table.setFilter("")
    case .answer(.profile(let profile)): table.replaceRows(Self.rows(of: parent, profile.permissions))
    default: break
    }
    return []
  }

  package func availability(of action: Action.ID) -> Availability { .hidden }

  package var help: FieldHelp? {
    FieldHelp(
      title: ScreenList[parent].title,
      text: say("Pages that have no key of their own. Typing finds one, Enter opens it."))
  }

  package var standingMessage: Message? { .info(say("Enter opens a page; typing finds it.")) }

  package func draw(on canvas: inout Canvas, in area: Rect) { table.draw(on: &canvas, in: area) }
}
