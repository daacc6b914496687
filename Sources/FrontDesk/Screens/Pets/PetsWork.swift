package import LabCore
package import LabStore
package import Tui

/// What is asked of the database on the screen of the pets.
package enum PetsWork: Sendable {
  case find(ChoiceQuery, limit: Int)
  case readRecent
  case read(ClientID)
}

/// What it came to.
package enum PetsAnswer: Sendable {
  case found(ChoiceQuery, [ClientMatch])
  case recent([ClientMatch])
  case file(ClientRecord)
}

extension PetsWork {
  func perform(on desk: Desk) async throws -> PetsAnswer {
    switch self {
    case .find(let query, let limit): return .found(query, try await desk.findClients(query.text, limit: limit))
    case .readRecent: return .recent(try await desk.recentClients())
    case .read(let id): return .file(try await desk.readClient(id))
    }
  }
}
