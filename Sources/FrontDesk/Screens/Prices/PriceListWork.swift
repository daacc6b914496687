package import LabCore
package import LabStore
import Words

/// What is asked of the database on the page of tests and prices.
package enum PriceListWork: Sendable {
  case read
  case readHistory(PriceListItem)
  case addTest(TestParticulars, price: Money, reduced: Money?)
  case editTest(TestID, version: Int64, TestParticulars)
  case addPanel(PanelParticulars)
  case editPanel(PanelID, version: Int64, PanelParticulars)
  case setTestPrice(TestID, version: Int64, from: CalendarDate, Money, reduced: Money?)
  case setPanelPrice(PanelID, version: Int64, from: CalendarDate, Money?)
  case withdrawPrice(PriceListItem, version: Int64, from: CalendarDate)
  case setActive(PriceListItem, version: Int64, Bool)
  case editCategory(CategoryID, version: Int64, name: String, isActive: Bool)
}

/// What it came to.
package enum PriceListAnswer: Sendable {
  case list(PriceList)
  case history(PriceListItem, [PriceEntry])
  /// Saved; the item is the one to look at, nil where it is none of the list.
  case done(PriceListItem?, PriceListDeed)
}

/// Something that was done to the price list.
package enum PriceListDeed: Sendable, Equatable {
  case added
  case edited
  case priced(from: CalendarDate)
  case withdrew(CalendarDate)
  case switched(on: Bool)
  case editedCategory(name: String, isActive: Bool)
}

extension PriceListWork {
  func perform(on desk: Desk) async throws -> PriceListAnswer {
    switch self {
    case .read: return .list(try await desk.priceList())
    case .readHistory(.test(let id)): return .history(.test(id), try await desk.priceHistory(of: id))
    case .readHistory(.panel(let id)): return .history(.panel(id), try await desk.priceHistory(of: id))
    case .addTest(let new, let price, let reduced):
      return .done(.test(try await desk.addTest(new, price: price, reduced: reduced)), .added)
    case .editTest(let id, let version, let new):
      try await desk.edit(id, version: version, new)
      return .done(.test(id), .edited)
    case .addPanel(let new): return .done(.panel(try await desk.addPanel(new)), .added)
    case .editPanel(let id, let version, let new):
      try await desk.edit(id, version: version, new)
      return .done(.panel(id), .edited)
    case .setTestPrice(let id, let version, let day, let price, let reduced):
      try await desk.setPrice(of: id, version: version, from: day, to: price, reduced: reduced)
      return .done(.test(id), .priced(from: day))
    case .setPanelPrice(let id, let version, let day, let price):
      try await desk.setPrice(of: id, version: version, from: day, to: price)
      return .done(.panel(id), .priced(from: day))
    case .withdrawPrice(let item, let version, let day):
      switch item {
      case .test(let id): try await desk.withdrawPrice(of: id, version: version, from: day)
      case .panel(let id): try await desk.withdrawPrice(of: id, version: version, from: day)
      }
      return .done(item, .withdrew(day))
    case .setActive(let item, let version, let isActive):
      switch item {
      case .test(let id): try await desk.setActive(id, version: version, isActive)
      case .panel(let id): try await desk.setActive(id, version: version, isActive)
      }
      return .done(item, .switched(on: isActive))
    case .editCategory(let id, let version, let name, let isActive):
      try await desk.edit(id, version: version, name: name, isActive: isActive)
      return .done(nil, .editedCategory(name: name, isActive: isActive))
    }
  }
}

extension PriceListDeed {
  /// The sentence for whoever did it.
  func sentence(about name: String) -> String {
    switch self {
    case .added: say("It is on the list and can be booked.")
    case .edited: say("\(name) is saved.")
    case .priced(let day): say("The new price of \(name) holds from \(day.text) on.")
    case .withdrew(let day): say("The price of \(name) from \(day.text) on is withdrawn; the one before it holds on.")
    case .switched(true): say("\(name) can be booked again.")
    case .switched(false): say("\(name) can be booked no more. What is booked stays.")
    case .editedCategory(let name, true): say("The category \(name) is saved.")
    case .editedCategory(let name, false): say("The category \(name) is switched off; its tests can be booked no more.")
    }
  }
}
