package import LabCore
package import LabStore

/// What a collector asks of the desk.
package enum StopsWork: Sendable {
  case read
  case take(StopStep)
}

/// What it came to.
package enum StopsAnswer: Sendable {
  case round(CollectorRound)
  case taken(StopStep)
}

/// One step of one stop, as it was named to whoever takes it.
package struct StopStep: Sendable, Equatable {
  package var stop: BookingID
  package var petName: String
  package var to: BookingStatus
  /// The version of the booking that was read.
  package var version: Int64
  package var reason: String?
}

extension StopsWork {
  func perform(on desk: Desk) async throws -> StopsAnswer {
    switch self {
    case .read: return .round(try await desk.ownRound())
    case .take(let step):
      try await desk.move(
        Step(machine: BookingStatus.machineName, recordID: step.stop.rawValue, to: step.to.storedName),
        reason: step.reason, version: step.version)
      return .taken(step)
    }
  }
}
