import Words

/// What a client or pet was found by.
package enum MatchReason: Hashable, Sendable {
  case phone
  case secondPhone
  /// All words of the query are words of the names, or their beginnings.
  case name
  /// The names sound like the query.
  case soundsAlike
  /// The names are a slip of the finger away from the query.
  case resembles
  case email
  /// A chip, a booking or a report, which the row itself does not show.
  case microchip(String)
  case booking(String)
  case report(String)

  /// Reads what the search function answers; nil for a reason that a newer database may know.
  package init?(foundBy code: String, rank: Int, number: String?) {
    switch (code, number) {
    case ("phone", _): self = .phone
    case ("second_phone", _): self = .secondPhone
    case ("name", _): self = Self.likeness(rank % Self.refusedRank)
    case ("email", _): self = .email
    case ("microchip", let number?): self = .microchip(number)
    case ("booking", let number?): self = .booking(number)
    case ("report", let number?): self = .report(number)
    default: return nil
    }
  }

  /// What the search adds to the rank of those for whom no booking is made.
  private static let refusedRank = 10

  private static func likeness(_ rank: Int) -> MatchReason {
    switch rank {
    case ...2: .name
    case 3, 4: .soundsAlike
    default: .resembles
    }
  }

  /// A word or two beside a row that does not show by itself why it was found; nil where it does.
  package var note: String? {
    switch self {
    case .phone, .name: nil
    case .secondPhone: say("second phone")
    case .soundsAlike: say("sounds alike")
    case .resembles: "similar"
    case .email: "e-mail"
    case .microchip(let number): say("chip \(number)")
    case .booking(let number), .report(let number): number
    }
  }
}
