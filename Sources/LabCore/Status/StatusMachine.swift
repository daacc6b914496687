/// One move that a status may make; the database holds the same table and refuses everything else.
package struct StatusMove<Status: Hashable & Sendable>: Hashable, Sendable {
  package let from: Status
  package let to: Status
  /// What the mover must hold; nil for moves that follow from others and that nobody makes by hand.
  package let permission: Permission?
  /// The collector of the visit makes the move without a reason; another holder of the permission gives one.
  package let isOwnRowsFirst: Bool
  package let needsReason: Bool
  /// A second person with the same permission must agree.
  package let needsSecond: Bool

  package init(
    _ from: Status, _ to: Status, _ permission: Permission?, ownRows: Bool = false, reason: Bool = false,
    second: Bool = false
  ) {
    self.from = from
    self.to = to
    self.permission = permission
    self.isOwnRowsFirst = ownRows
    self.needsReason = reason
    self.needsSecond = second
  }
}

/// A status with a stored name, words for people, and the moves it may make.
package protocol StatusMachine: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
  /// The machine's name in the table `desk.allowed_moves`.
  static var machineName: String { get }
  static var moves: [StatusMove<Self>] { get }
  var displayName: String { get }
}

extension StatusMachine {
  package var storedName: String { rawValue }

  /// Finds the move to another status; nil when there is none.
  package func move(to other: Self) -> StatusMove<Self>? {
    Self.moves.first { $0.from == self && $0.to == other }
  }

  package func allows(to other: Self) -> Bool { move(to: other) != nil }

  /// The moves that a person can make from here.
  package var movesByHand: [StatusMove<Self>] { Self.moves.filter { $0.from == self && $0.permission != nil } }

  /// Says that nothing leads on from here.
  package var isFinal: Bool { !Self.moves.contains { $0.from == self } }

  /// Says why the status cannot become the other one, naming both and what is possible; nil when it can.
  package func refusal(to other: Self) -> String? {
    guard !allows(to: other) else { return nil }
    let next = movesByHand.map { "“\($0.to.displayName)”" }
    let possible = next.isEmpty ? "nothing follows by hand" : "next can be \(next.listed("or"))"
    return "“\(displayName)” cannot become “\(other.displayName)”; \(possible)."
  }
}
