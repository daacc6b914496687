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
    case .haemolysed: "Haemolysed"
    case .clotted: "Clotted"
    case .notEnough: "Not enough"
    case .broken: "Container broken or leaking"
    case .badLabel: "Label missing or wrong"
    case .identity: "Identity in doubt"
    case .contaminated: "Contaminated"
    case .storage: "Stored or carried wrongly"
    case .expired: "Too old"
    case .other: "Another reason"
    }
  }
}
