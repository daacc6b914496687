import LabCore
import LabStore
import Tui

/// Clients with their pets as options of a field; the id carries both keys: `c12/p34`, or `c12` for a client alone.
enum ClientOption {
  /// The option of a match; what was typed is marked in it, and a match that does not show why it is there says so.
  static func option(_ match: ClientMatch, found text: String = "", atHome country: CallingCode) -> ChoiceOption {
    let pet = match.petName.map { name in
      [name, match.species, match.breed].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: ", ")
    }
    let number = match.reason == .secondPhone ? match.secondPhone ?? match.phone : match.phone
    let phone = PhoneNumber(stored: number, default: country)?.text(atHome: country) ?? number
    var option = ChoiceOption(
      id: match.petID.map { "c\(match.clientID)/p\($0)" } ?? "c\(match.clientID)", title: match.name,
      detail: [phone, pet].compactMap(\.self).joined(separator: " · "),
      note: match.reason?.note ?? match.lastBooking.map { $0.date.shortText }, caution: match.stateWord)
    let marks = LookupMarks(text)
    let names = marks.inNames([match.name, match.petName ?? ""])
    option.titleMarks = names[0]
    let before = phone.count + 3
    option.detailMarks =
      (marks.inNumber(phone).map { [$0] } ?? []) + names[1].map { $0.lowerBound + before..<$0.upperBound + before }
    return option
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
