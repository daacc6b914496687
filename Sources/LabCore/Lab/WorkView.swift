import Words

/// A view of the work list: everything that is open, one stage of it, or what is late.
package enum WorkView: Hashable, Sendable {
  case open
  case overdue
  case stage(LabStage)

  /// The views in the order of the day.
  package static let all: [WorkView] = [
    .open, .overdue, .stage(.receive), .stage(.work), .stage(.verify), .stage(.deliver), .stage(.recollect),
  ]

  /// The name that `search.lab_work` knows it by.
  package var storedName: String {
    switch self {
    case .open: "open"
    case .overdue: "overdue"
    case .stage(let stage): stage.storedName
    }
  }

  package var displayName: String {
    switch self {
    case .open: say("Open work")
    case .overdue: say("Overdue")
    case .stage(let stage): stage.displayName
    }
  }

  /// What stands where the view has nothing.
  package var emptyText: String {
    switch self {
    case .open: say("The lab has no open work.")
    case .overdue: say("Nothing is overdue.")
    case .stage(.receive): say("Every tube that was collected is here.")
    case .stage(.work): say("Every test in the lab has its report.")
    case .stage(.verify): say("No report waits to be verified.")
    case .stage(.deliver): say("Every verified report is delivered.")
    case .stage(.recollect): say("Nothing has to be collected again.")
    case .stage(.done): say("Nothing is done yet.")
    }
  }

  /// The view so many places further, around the end.
  package func next(_ step: Int) -> WorkView {
    let place = Self.all.firstIndex(of: self) ?? 0
    return Self.all[(place + step + Self.all.count) % Self.all.count]
  }
}
