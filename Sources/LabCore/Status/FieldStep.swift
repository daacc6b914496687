extension BookingStatus {
  /// The step that a collector takes when all goes well; nil where none is left on the way.
  package var usualStep: StatusMove<BookingStatus>? { fieldSteps.first { !$0.needsReason } }

  /// What becomes of the visit when nothing can be collected, which needs a reason; nil where that is past.
  package var setback: StatusMove<BookingStatus>? { fieldSteps.first(where: \.needsReason) }

  /// The steps that belong to whoever makes the visit.
  private var fieldSteps: [StatusMove<BookingStatus>] {
    Self.moves.filter { $0.from == self && $0.permission == .visitsProgress && $0.ownRows }
  }

  /// Says that the collector has still to do something.
  package var waitsForCollector: Bool { usualStep != nil }
}
