import LabCore
import LabStore
import Tui
import Words

/// How clients and pets stand in the list of what was found: what was typed is marked in them.
struct MatchRowStyle: Sendable {
  var country: CallingCode
  var today: CalendarDate

  static var columns: [TableColumn] {
    [
      TableColumn(say("Client"), .flex(minimum: 16, weight: 3)), TableColumn(say("Phone"), .fixed(15)),
      TableColumn(say("Pet"), .flex(minimum: 22, weight: 4)), TableColumn(say("Age"), .fixed(9), priority: 2),
      TableColumn(say("Last booking"), .fixed(12), priority: 1),
    ]
  }

  /// The row of a match; without a text nothing is marked.
  func row(_ match: ClientMatch, found text: String) -> TableRow<MatchID> {
    let marks = LookupMarks(text)
    let names = marks.inNames(match.names)
    return TableRow(
      match.rowID,
      [
        client(match, names), phone(match, marks), pet(match, names),
        TableCell(match.isDeceased ? "" : match.birth?.age(on: today).text ?? ""),
        TableCell(match.lastBooking?.listText(in: today.components.year) ?? ""),
      ], role: match.stateWord == nil ? .text : .textDim)
  }

  private func client(_ match: ClientMatch, _ marks: [[Range<Int>]]) -> TableCell {
    var cell = TableCell(match.isClientActive ? "" : say("(inactive) "))
    cell.append(match.name, marks: marks[0])
    if let local = match.localName { cell.append(" · \(local)", marks: marks[1].shifted(by: 3)) }
    switch match.reason {
    case .email: if let email = match.email { cell.append(" · \(email)", marks: [3..<3 + email.count]) }
    case .soundsAlike, .resembles:
      // What is written otherwise, as in another script, cannot be marked letter by letter.
      if let note = match.reason?.note, marks.allSatisfy(\.isEmpty) { cell.append(" · \(note)") }
    case .phone, .secondPhone, .name, .microchip, .booking, .report, nil: break
    }
    return cell
  }

  private func phone(_ match: ClientMatch, _ marks: LookupMarks) -> TableCell {
    let shown = phone(match.reason == .secondPhone ? match.secondPhone ?? match.phone : match.phone)
    return TableCell(shown, marks: marks.inNumber(shown).map { [$0] } ?? [])
  }

  private func pet(_ match: ClientMatch, _ marks: [[Range<Int>]]) -> TableCell {
    var cell = TableCell("")
    switch match.reason {
    case .microchip(let number), .booking(let number), .report(let number):
      cell.append(number, marks: [0..<number.count])
      cell.append(" · ")
    case .phone, .secondPhone, .name, .soundsAlike, .resembles, .email, nil: break
    }
    guard let name = match.petName else {
      cell.append(say("no pet yet"))
      return cell
    }
    if let word = match.petStateWord { cell.append("(\(word)) ") }
    cell.append(name, marks: marks[2])
    if let local = match.petLocalName { cell.append(" · \(local)", marks: marks[3].shifted(by: 3)) }
    let kind = match.kindWords
    if !kind.isEmpty { cell.append(" · \(kind)") }
    return cell
  }

  /// A stored number as people write it here.
  func phone(_ stored: String) -> String {
    PhoneNumber(stored: stored, default: country)?.text(atHome: country) ?? stored
  }
}

extension ClientMatch {
  /// The names that words are looked for in: the client's two, then the pet's two.
  var names: [String] { [name, localName ?? "", petName ?? "", petLocalName ?? ""] }

  /// `Dog, Labrador`.
  var kindWords: String { [species, breed].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: ", ") }

  /// A word where nothing is booked for the pet without a reason; nil where it comes as ever.
  var petStateWord: String? { isDeceased ? say("deceased") : isPetActive ? nil : say("inactive") }

  /// A word where nothing is booked without a reason, be it for the pet or for the client.
  var stateWord: String? { petStateWord ?? (isClientActive ? nil : say("inactive")) }

  /// `Bruno · Dog, Labrador`; what is not booked says so first.
  var petWords: String {
    guard let petName else { return say("no pet yet") }
    return (petStateWord.map { "(\($0)) " } ?? "")
      + [petName, kindWords].filter { !$0.isEmpty }.joined(separator: " · ")
  }
}

extension TableCell {
  /// Adds text with the marks in it.
  fileprivate mutating func append(_ more: String, marks new: [Range<Int>] = []) {
    marks += new.shifted(by: text.count)
    text += more
  }
}

extension [Range<Int>] {
  fileprivate func shifted(by offset: Int) -> [Range<Int>] {
    map { $0.lowerBound + offset..<$0.upperBound + offset }
  }
}
