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
    case .open: "Open work"
    case .overdue: "Overdue"
    case .stage(let stage): stage.displayName
    }
  }

  /// What stands where the view has nothing.
  package var emptyText: String {
    switch self {
    case .open: "The lab has no open work."
    case .overdue: "Nothing is overdue."
    case .stage(.receive): "Every tube that was collected is here."
    case .stage(.work): "Every test in the lab has its report."
    case .stage(.verify): "No report waits to be verified."
    case .stage(.deliver): "Every verified report is delivered."
    case .stage(.recollect): "Nothing has to be collected again."
    case .stage(.done): "Nothing is done yet."
    }
  }

  /// The view so many places further, around the end.
  package func next(_ step: Int) -> WorkView {
    let place = Self.all.firstIndex(of: self) ?? 0
    return Self.all[(place + step + Self.all.count) % Self.all.count]
  }
}
