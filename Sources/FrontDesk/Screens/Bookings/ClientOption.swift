import LabCore
import LabStore
import Tui

/// Clients with their pets as options of a field; the id carries both keys: `c12/p34`, or `c12` for a client alone.
enum ClientOption {
  static func option(_ match: ClientMatch, atHome country: CallingCode) -> ChoiceOption {
    let pet = match.petName.map { name in
      [name, match.species, match.breed].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: ", ")
    }
    let phone = PhoneNumber(stored: match.phone, default: country)?.text(atHome: country) ?? match.phone
    return ChoiceOption(
      id: match.petID.map { "c\(match.clientID)/p\($0)" } ?? "c\(match.clientID)", title: match.name,
      detail: [phone, pet].compactMap(\.self).joined(separator: " · "),
      note: match.lastBooking.map { $0.date.shortText }, caution: caution(of: match))
  }

  /// Why nothing is booked without a reason; nil for most.
  private static func caution(of match: ClientMatch) -> String? {
    if match.isDeceased { return "deceased" }
    return match.isPetActive && match.isClientActive ? nil : "inactive"
  }

  /// Reads the client out of an option's id; nil for anything else, such as “New client”.
  static func client(in option: String) -> ClientID? {
    option.dropFirst().split(separator: "/").first.flatMap { Int64($0) }.map { ClientID($0) }
  }
}

extension ClientRecord {
  /// The tests of the last visit that are still offered, each once.
  func repeatableTests(in catalogue: Catalogue) -> [TestDefinition] {
    var seen: Set<TestID> = []
    return (lastVisit?.tests ?? []).compactMap { catalogue.test($0) }.filter {
      $0.isActive && seen.insert($0.id).inserted
    }
  }
}
