package import LabCore
import LabStore

/// A line of the price list by its key.
package enum PriceListItem: Hashable, Sendable {
  case test(TestID)
  case panel(PanelID)

  /// The record as the audit trail knows it.
  func reference(named name: String) -> RecordReference {
    switch self {
    case .test(let id): RecordReference(.tests, id.rawValue, name: name)
    case .panel(let id): RecordReference(.panels, id.rawValue, name: name)
    }
  }
}

/// A line of the price list with what stands behind it.
enum PriceListEntry: Sendable, Equatable {
  case test(ListedTest)
  case panel(ListedPanel)

  var item: PriceListItem {
    switch self {
    case .test(let test): .test(test.id)
    case .panel(let panel): .panel(panel.id)
    }
  }

  var name: String {
    switch self {
    case .test(let test): test.test.name
    case .panel(let panel): panel.panel.name
    }
  }

  var isSwitchedOn: Bool {
    switch self {
    case .test(let test): test.isSwitchedOn
    case .panel(let panel): panel.panel.isActive
    }
  }

  /// The first day of the price that is to come next.
  var nextDay: CalendarDate? {
    switch self {
    case .test(let test): test.next?.effectiveFrom
    case .panel(let panel): panel.next?.effectiveFrom
    }
  }
}

extension PriceList {
  subscript(item: PriceListItem) -> PriceListEntry? {
    switch item {
    case .test(let id): tests.first { $0.id == id }.map { .test($0) }
    case .panel(let id): panels.first { $0.id == id }.map { .panel($0) }
    }
  }

  /// Panels first, then tests, each by name.
  var entries: [PriceListEntry] {
    let panels = panels.sorted { ($0.panel.name, $0.id) < ($1.panel.name, $1.id) }.map(PriceListEntry.panel)
    return panels + tests.sorted { ($0.test.name, $0.id) < ($1.test.name, $1.id) }.map(PriceListEntry.test)
  }

  /// What the tests of a panel cost alone today.
  func sum(of panel: Panel) -> Money { tests(of: panel).map(\.test.catalogPrice).sum() }
}
