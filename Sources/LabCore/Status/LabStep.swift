extension ItemStatus {
  /// The states of a test that the laboratory still has to do something about, or waits for.
  package static let openInLab: [ItemStatus] = [.collected, .processing, .rejected, .recollectPending]

  /// What follows by hand when all goes well; nil where nothing does, as a report completes what is in the lab.
  package var usualNext: ItemStatus? { movesByHand.first { !$0.needsReason }?.to }
}

extension Permissions {
  /// How the person may make an item's status another: on behalf of everybody before on own visits alone.
  package func move(_ status: ItemStatus, to next: ItemStatus) -> StatusMove<ItemStatus>? {
    let ways = status.moves(to: next).filter { $0.permission.map(allow) ?? false }
    return ways.first { !$0.ownRows } ?? ways.first
  }

  /// Says why the person cannot make an item's status another and who could; nil when they can.
  package func refusal(of status: ItemStatus, to next: ItemStatus) -> String? {
    move(status, to: next) == nil ? status.moves(to: next).last?.permission?.refusal : nil
  }
}
