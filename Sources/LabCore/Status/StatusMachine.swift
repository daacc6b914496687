import Words

/// One way to move a status, and who may go it; the database holds the same table and refuses everything else.
///
/// Two ways may join the same two statuses: the collector's own, and the desk's on behalf, with a reason.
package struct StatusMove<Status: Hashable & Sendable>: Hashable, Sendable {
  package let from: Status
  package let to: Status
  /// What the mover must hold; nil for moves that follow from others and that nobody makes by hand.
  package let permission: Permission?
  /// The permission reaches only rows that are the mover's own: the visits a collector is assigned to.
  package let ownRows: Bool
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
    self.ownRows = ownRows
    self.needsReason = reason
    self.needsSecond = second
  }

  /// The permission's code in `desk.allowed_moves`; what nobody does by hand is `system` there.
  package var storedPermission: String { permission?.code ?? "system" }
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

  /// The ways to another status; empty when there is none.
  package func moves(to other: Self) -> [StatusMove<Self>] {
    Self.moves.filter { $0.from == self && $0.to == other }
  }

  package func allows(to other: Self) -> Bool { !moves(to: other).isEmpty }

  /// The moves that a person can make from here.
  package var movesByHand: [StatusMove<Self>] { Self.moves.filter { $0.from == self && $0.permission != nil } }

  /// Says that nothing leads on from here.
  package var isFinal: Bool { !Self.moves.contains { $0.from == self } }

  /// Says why the status cannot become the other one, naming both and what is possible; nil when it can.
  package func refusal(to other: Self) -> String? {
    guard !allows(to: other) else { return nil }
    var next: [String] = []
    for move in movesByHand where !next.contains("“\(move.to.displayName)”") {
      next.append("“\(move.to.displayName)”")
    }
    let possible = next.isEmpty ? say("nothing follows by hand") : say("next can be \(next.listed("or"))")
    return say("“\(displayName)” cannot become “\(other.displayName)”; \(possible).")
  }
}
