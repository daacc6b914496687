import LabCore
import LabStore
import Tui

/// How clients and pets stand in the list of what was found.
struct MatchRowStyle: Sendable {
  var country: CallingCode
  var year: Int

  static let columns = [
    TableColumn("Client", .flex(minimum: 16, weight: 3)),
    TableColumn("Phone", .fixed(15)),
    TableColumn("Pet", .flex(minimum: 14, weight: 3)),
    TableColumn("Second phone", .fixed(15), priority: 2),
    TableColumn("Last booking", .fixed(12), priority: 1),
  ]

  /// The row of a match; what was typed is marked in it.
  func row(_ match: ClientMatch, found text: String) -> TableRow<MatchID> {
    let cells = [
      match.name, phone(match.phone), match.petWords, match.secondPhone.map(phone) ?? "",
      match.lastBooking?.listText(in: year) ?? "",
    ]
    return TableRow(
      match.rowID, cells.map { TableCell($0) }, role: match.isDeceased ? .textDim : .text)
  }

  /// A stored number as people write it here.
  func phone(_ stored: String) -> String {
    PhoneNumber(stored: stored, default: country)?.text(atHome: country) ?? stored
  }
}

extension ClientMatch {
  /// `Bruno · Dog, Labrador`; what cannot be booked says so first.
  var petWords: String {
    guard let petName else { return "no pet yet" }
    let kind = [species, breed].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: ", ")
    return (isDeceased ? "(deceased) " : "") + [petName, kind].filter { !$0.isEmpty }.joined(separator: " · ")
  }
}
