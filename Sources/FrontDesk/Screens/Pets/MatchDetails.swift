import LabCore
import LabStore
import Tui

/// What stands beside or below the selected row: what the list knows at once, everything as soon as it is read.
struct MatchDetails {
  var match: ClientMatch
  var file: ClientFile?
  var country: CallingCode
  var currency: Currency
  var today: CalendarDate

  typealias Line = DetailPane.Line

  private var pet: Pet? { file?.record.pets.first { $0.id == match.petID } }
  private var phones: String {
    let style = MatchRowStyle(country: country, today: today)
    return [match.phone, match.secondPhone ?? ""].filter { !$0.isEmpty }.map(style.phone).joined(separator: " · ")
  }
  private var last: String { match.lastBooking.map { "last booking \($0.date.text)" } ?? "no booking yet" }

  /// The row in a few lines, the most telling first.
  var summary: [Line] {
    let client = [match.clientWords, phones, file?.record.client.email?.text ?? ""].filter { !$0.isEmpty }
    let words = [pet?.summary(on: today) ?? match.petWords, pet?.stateWord ?? ""].filter { !$0.isEmpty }
    let address = file?.record.addresses.first?.oneLine ?? ""
    let rest = [last, address].filter { !$0.isEmpty }.joined(separator: " · ")
    return [
      Line("", client.joined(separator: " · "), role: .textStrong),
      Line("", words.joined(separator: " · "), role: pet?.refusal == nil ? .text : .statusProblem),
      file?.record.client.notes.map { Line("", $0.singleSpaced, role: .messageWarning) } ?? care
        ?? Line("", rest, role: .textDim),
    ]
  }

  /// What is unpaid or overdue, in a line; nil where nothing is.
  private var care: Line? {
    guard let file else { return nil }
    var words: [String] = []
    if let unpaid = file.balance?.unpaid, unpaid != .zero { words.append("unpaid \(unpaid.formatted(in: currency))") }
    if !file.overdue.isEmpty { words.append("\(file.overdue.map(\.code).joined(separator: ", ")) overdue") }
    guard !words.isEmpty else { return nil }
    return Line("", (words + [last]).joined(separator: " · "), role: .statusProblem)
  }

  /// The row in full.
  var pane: DetailPane {
    guard let file else {
      return DetailPane(
        title: match.clientWords,
        lines: [
          Line("Phone", phones, role: .textStrong), Line("Pet", match.petWords, role: .textStrong), Line("", last),
        ])
    }
    return DetailPane(title: match.clientWords, lines: client(file) + [.gap] + pets(file) + [.gap] + bookings(file))
  }

  private func client(_ file: ClientFile) -> [Line] {
    var lines = [Line("Phone", phones, role: .textStrong)]
    if let email = file.record.client.email { lines.append(Line("E-mail", email.text)) }
    if let notes = file.record.client.notes { lines.append(Line("Notes", notes, role: .messageWarning)) }
    for (place, address) in file.record.addresses.enumerated() {
      lines.append(Line(place == 0 ? "Address" : "", address.oneLine))
    }
    if let unpaid = file.balance?.unpaid, unpaid != .zero {
      lines.append(Line("Unpaid", "", role: .statusProblem, trailing: unpaid.formatted(in: currency)))
    }
    if !file.coupons.isEmpty { lines.append(Line("Coupons", file.coupons.map(\.coupon.code).joined(separator: ", "))) }
    return lines
  }

  private func pets(_ file: ClientFile) -> [Line] {
    file.record.pets.enumerated().map { place, pet in
      let role: Role = pet.refusal != nil ? .textDim : pet.id == match.petID ? .textStrong : .text
      let words = [pet.summary(on: today), pet.stateWord].filter { !$0.isEmpty }
      return Line(place == 0 ? "Pets" : "", words.joined(separator: " · "), role: role)
    }
  }

  private func bookings(_ file: ClientFile) -> [Line] {
    var lines = file.overdue.map {
      Line("Overdue", "\($0.words) · \($0.bookingNumber)", role: .statusProblem)
    }
    lines += file.history.bookings.prefix(12).enumerated().map { place, booking in
      let tests = booking.items.map(\.code).joined(separator: ", ")
      return Line(
        place == 0 ? "Bookings" : "", "\(booking.startsAt.date.text) · \(booking.petName) · \(tests)",
        role: booking.attention == nil ? .text : .statusProblem,
        trailing: booking.attention?.mark ?? booking.status.displayName)
    }
    if file.history.bookings.isEmpty { lines.append(Line("Bookings", "none yet", role: .textDim)) }
    return lines
  }
}

extension ClientMatch {
  /// The name, with the one in the client's own script beside it.
  var clientWords: String { [name, localName].compactMap(\.self).joined(separator: " · ") }
}
