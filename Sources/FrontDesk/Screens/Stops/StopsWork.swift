package import LabCore
package import LabStore

/// What a collector saves at a stop, and what is written of the route.
package enum StopsWork: Sendable {
  case collect(Collection)
  case takeCash(CashTaking)
  /// Writes the route to a file of that name.
  case export(text: String, name: String)
}

/// What it came to.
package enum StopsAnswer: Sendable {
  case collected(BookingID, CollectionOutcome)
  case paid(CashTaking, CashReceipt)
  /// The route lies in a file.
  case exported(path: String)
}

extension StopsWork {
  func perform(on desk: Desk, writeFile: Workroom.FileWriter) async throws -> StopsAnswer {
    switch self {
    case .collect(let collection): .collected(collection.booking, try await desk.collect(collection))
    case .takeCash(let cash): .paid(cash, try await desk.take(cash))
    case .export(let text, let name): .exported(path: try writeFile(name, Array(text.utf8)))
    }
  }
}
