import LabCore
import LabStore
import Tui

/// What stands beside or below the selected row: what the list knows at once, everything as soon as it is read.
struct MatchDetails {
  var match: ClientMatch
  var file: ClientRecord?
  var country: CallingCode
  var today: CalendarDate

  typealias Line = DetailPane.Line

  init(_ match: ClientMatch, _ file: ClientRecord?, country: CallingCode, today: CalendarDate) {
    self.match = match
    self.file = file
    self.country = country
    self.today = today
  }

  private var pet: Pet? { file?.pets.first { $0.id == match.petID } }
  private var phones: String {
    let style = MatchRowStyle(country: country, year: today.year)
    return [match.phone, match.secondPhone ?? ""].filter { !$0.isEmpty }.map(style.phone).joined(separator: " · ")
  }

  /// The row in a few lines, the most telling first.
  var summary: [Line] {
    let client = [match.name, phones, file?.client.email?.text ?? ""].filter { !$0.isEmpty }
    let words = pet.map { $0.summary(on: today) } ?? match.petWords
    let state = pet?.refusal
    let address = file?.addresses.first?.oneLine ?? ""
    let last = match.lastBooking.map { "last booking \($0.date.text)" } ?? "no booking yet"
    return [
      Line("", client.joined(separator: " · "), role: .textStrong),
      Line("", words, role: state == nil ? .text : .statusProblem),
      Line("", [last, address].filter { !$0.isEmpty }.joined(separator: " · "), role: .textDim),
    ]
  }

  /// The row in full.
  var pane: DetailPane { DetailPane(title: match.name, lines: client + [.gap] + pets) }

  private var client: [Line] {
    var lines = [Line("Phone", phones, role: .textStrong)]
    if let email = file?.client.email { lines.append(Line("E-mail", email.text)) }
    for (place, address) in (file?.addresses ?? []).enumerated() {
      lines.append(Line(place == 0 ? "Address" : "", address.oneLine))
    }
    if let last = match.lastBooking { lines.append(Line("Last booking", last.date.text)) }
    return lines
  }

  private var pets: [Line] {
    guard let file else { return [Line("Pet", match.petWords, role: .textStrong)] }
    return file.pets.enumerated().map { place, pet in
      let role: Role = pet.refusal != nil ? .textDim : pet.id == match.petID ? .textStrong : .text
      let state = pet.isDeceased ? " · deceased" : pet.isActive ? "" : " · inactive"
      return Line(place == 0 ? "Pets" : "", pet.summary(on: today) + state, role: role)
    }
  }
}
