package import LabCore
package import Tui
package import Words

/// A screen as the shell knows it: where it is reached, what can be done there and how it is made.
package struct ScreenEntry: Sendable {
  package var place: Place
  package var name: Phrase
  /// The group of the screen's own actions; also the heading in help.
  package var group: Phrase
  package var actions: [Action]
  /// The action that goes there, shown as a tab unless the screen is a page of another; nil for screens before sign-in.
  package var tab: Action?
  /// The screen that lists this one as its page and keeps its tab lit; nil where the screen has a tab of its own.
  package var parent: Place?
  /// Whoever holds one of these has business here; nil for everybody.
  package var permissions: [Permission]?
  /// Whether people start here, if no screen before it in the list is theirs.
  package var isHome = false
  /// Whether it is a list of pages; whoever has business at one of them has business here.
  package var listsPages = false
  package var make: @Sendable (ScreenContext) -> any Screen

  package var title: String { say(name) }

  /// Says whether somebody has business here.
  func isOpen(to held: Permissions) -> Bool {
    listsPages ? !ScreenList.pages(of: place, for: held).isEmpty : permissions?.contains(where: held.allow) ?? true
  }
}

/// What a screen is made from.
package struct ScreenContext: Sendable {
  package var workspace: Workspace?
  package var clock: Clock
  package var settings: Settings
  /// The people whose open work waits at this desk for their next sign-in.
  package var waiting: [String] = []
  /// The record whose history was asked for; nil for any other screen.
  var history: History?
  /// Makes the request key of a form when it opens.
  package var makeKey: @Sendable () -> RequestKey
}

/// The list of screens: a new screen is a folder and one line here.
package enum ScreenList {
  package static let all: [ScreenEntry] = [
    SignInScreen.entry,
    FirstStartScreen.entry,
    BookingsScreen.entry,
    PetsScreen.entry,
    BoardScreen.entry,
    StopsScreen.entry,
    ReportsScreen.entry,
    ReportScreen.entry,
    CheckoutScreen.entry,
    OffersScreen.entry,
    PageListScreen.clinic,
    PriceListScreen.entry,
    ResultsScreen.entry,
    DistanceScreen.entry,
    HoursScreen.entry,
    SettingsScreen.entry,
    PageListScreen.more,
    NumbersScreen.entry,
    TubesScreen.entry,
    StaffScreen.entry,
    OrganizationsScreen.entry,
    AccountScreen.entry,
    AuditScreen.entry,
    AuditScreen.historyEntry,
  ]

  /// Where somebody starts: the first home that is open to them.
  static func home(for held: Permissions) -> Place {
    all.first { $0.isHome && $0.isOpen(to: held) }?.place ?? .more
  }

  /// Where the action of a tab leads: of several screens behind one tab to the next one that is open to the person, and
  /// to the first where none is.
  static func entry(of tab: Action.ID, for held: Permissions, at place: Place) -> ScreenEntry? {
    let entries = all.filter { $0.tab?.id == tab }
    let open = entries.filter { $0.isOpen(to: held) }
    let here = open.firstIndex { $0.place == place }
    return here.map { open[($0 + 1) % open.count] } ?? open.first ?? entries.first
  }

  /// The pages of a screen that somebody has business at.
  static func pages(of parent: Place, for held: Permissions) -> [ScreenEntry] {
    all.filter { $0.parent == parent && $0.isOpen(to: held) }
  }

  /// Every action with the chords of the program; what a desk makes of them is its ``Keymap``.
  package static let actions = ActionTable(
    EverywhereActions.all + all.compactMap(\.tab) + all.flatMap(\.actions))

  package static subscript(place: Place) -> ScreenEntry {
    guard let entry = all.first(where: { $0.place == place }) else {
      preconditionFailure("every place has a line in the list of screens")
    }
    return entry
  }
}
