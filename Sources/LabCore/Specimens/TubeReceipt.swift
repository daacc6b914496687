import Words

/// What came of one number that was scanned or typed to receive a tube.
package struct TubeReceipt: Hashable, Sendable {
  package enum Outcome: String, CaseIterable, Hashable, Sendable {
    case received, already, rejected, cancelled, refunded, unknown, unreadable
  }

  /// What was scanned or typed.
  package var typed: String
  package var outcome: Outcome
  /// The number as the label says; nil where it could not be read.
  package var number: String?
  package var bookingNumber: String?
  package var petName: String?
  package var species: Species?
  package var tube: TubeType?
  package var tests: [String]
  /// The tube that came for a rejected one.
  package var replacedBy: String?
  /// Whether no other tube of its booking is on the way.
  package var isLast: Bool

  package init(
    typed: String, outcome: Outcome, number: String? = nil, bookingNumber: String? = nil, petName: String? = nil,
    species: Species? = nil, tube: TubeType? = nil, tests: [String] = [], replacedBy: String? = nil,
    isLast: Bool = false
  ) {
    self.typed = typed
    self.outcome = outcome
    self.number = number
    self.bookingNumber = bookingNumber
    self.petName = petName
    self.species = species
    self.tube = tube
    self.tests = tests
    self.replacedBy = replacedBy
    self.isLast = isLast
  }

  package var isReceived: Bool { outcome == .received }

  /// Whose tube it is: `Bruno (Dog), EDTA: CBC, BPS`.
  package var subject: String {
    let pet = [petName, species.map { "(\($0.storedName))" }].compactMap(\.self).joined(separator: " ")
    let container = [pet, tube?.storedName].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: ", ")
    return tests.isEmpty ? container : "\(container): \(tests.joined(separator: ", "))"
  }

  /// What is said beside the number.
  package var sentence: String {
    switch outcome {
    case .received: isLast ? say("Received, the last of \(bookingNumber ?? say("its booking"))") : say("Received")
    case .already: say("Was received before")
    case .rejected:
      replacedBy.map { say("Was rejected; \($0) came for it") } ?? say("Was rejected; a new tube is needed")
    case .cancelled: say("Refused: its tests were cancelled")
    case .refunded: say("Refused: its booking was refunded")
    case .unknown: say("Refused: no tube has this number")
    case .unreadable: say("Refused: a number looks like 26-000123")
    }
  }
}
