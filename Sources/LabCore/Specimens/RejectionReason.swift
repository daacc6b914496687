import Words

/// Why a specimen is of no use: codes of HL7 table 0490 (specimen reject reason), and one for all others.
package enum RejectionReason: String, CaseIterable, Hashable, Sendable {
  case haemolysed = "RH"
  case clotted = "RC"
  case notEnough = "QS"
  case broken = "RB"
  case badLabel = "RM"
  case identity = "RI"
  case contaminated = "RN"
  case storage = "RR"
  case expired = "EX"
  /// Needs words of its own.
  case other = "OTHER"

  package var code: String { rawValue }

  package var displayName: String {
    switch self {
    case .haemolysed: say("Haemolysed")
    case .clotted: say("Clotted")
    case .notEnough: say("Not enough")
    case .broken: say("Container broken or leaking")
    case .badLabel: say("Label missing or wrong")
    case .identity: say("Identity in doubt")
    case .contaminated: say("Contaminated")
    case .storage: say("Stored or carried wrongly")
    case .expired: say("Too old")
    case .other: say("Another reason")
    }
  }
}
