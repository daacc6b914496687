import LabCore
import LabStore
import Tui
import Words

/// What stands beside or below the selected row: what the list knows at once, everything as soon as it is read.
struct MatchDetails {
  var match: ClientMatch
  var file: ClientFile?
  var country: CallingCode
  var currency: Currency
  var today: CalendarDate

  typealias Line = DetailPane.Line

  private var phones: String {
    let style = MatchRowStyle(country: country, today: today)
    return [match.phone, match.secondPhone ?? ""].filter { !$0.isEmpty }.map(style.phone).joined(separator: " · ")
  }
  private var last: String { match.lastBooking.map { say("last booking \($0.date.text)") } ?? say("no booking yet") }

  /// The row in a few lines; what is read later is added at their ends, so that nothing moves.
  var summary: [Line] {
    let client = [match.clientWords, phones, match.email ?? ""].filter { !$0.isEmpty }
    let notes = file?.record.client.notes.map { [$0.singleSpaced] } ?? []
    let address = file?.record.addresses.first.map { [$0.oneLine] } ?? []
    let needsCare = !care.isEmpty || !notes.isEmpty
    return [
      Line("", client.joined(separator: " · "), role: .textStrong),
      Line("", petWords, role: match.stateWord == nil ? .text : .statusProblem),
      Line(
        "", ([last] + care + notes + address).joined(separator: " · "), role: needsCare ? .statusProblem : .textDim),
    ]
  }

  /// What the list says of the pet, with what its record has besides.
  private var petWords: String {
    guard let pet = file?.record.pets.first(where: { $0.id == match.petID }) else { return match.petWords }
    let rest = pet.summary(on: today).droppingPrefix(pet.name + " · ").droppingPrefix(match.kindWords + " · ")
    return rest == match.kindWords ? match.petWords : "\(match.petWords) · \(rest)"
  }

  /// What is unpaid or overdue.
  private var care: [String] {
    guard let file else { return [] }
    var words: [String] = []
    if let unpaid = file.balance?.unpaid, unpaid != .zero {
      words.append(say("unpaid \(unpaid.formatted(in: currency))"))
    }
    if !file.overdue.isEmpty { words.append(say("\(file.overdue.map(\.code).joined(separator: ", ")) overdue")) }
    return words
  }

  /// The row in full: what the list knows first, so that nothing moves when the rest is read.
  var pane: DetailPane {
    var lines = [Line(say("Phone"), phones, role: .textStrong)]
    if let email = match.email { lines.append(Line(say("E-mail"), email)) }
    lines += [.gap, Line(say("Pet"), petWords, role: .textStrong)]
    if let file { lines += others(file) + [.gap] + client(file) + bookings(file) }
    return DetailPane(title: match.clientWords, lines: lines)
  }

  private func others(_ file: ClientFile) -> [Line] {
    file.record.pets.filter { $0.id != match.petID }.enumerated().map { place, pet in
      let words = [pet.summary(on: today), pet.stateWord].filter { !$0.isEmpty }
      return Line(
        place == 0 ? say("Others") : "", words.joined(separator: " · "), role: pet.refusal == nil ? .text : .textDim)
    }
  }

  private func client(_ file: ClientFile) -> [Line] {
    var lines: [Line] = []
    if let notes = file.record.client.notes { lines.append(Line(say("Notes"), notes, role: .messageWarning)) }
    for (place, address) in file.record.addresses.enumerated() {
      lines.append(Line(place == 0 ? say("Address") : "", address.oneLine))
    }
    if let unpaid = file.balance?.unpaid, unpaid != .zero {
      lines.append(Line(say("Unpaid"), "", role: .statusProblem, trailing: unpaid.formatted(in: currency)))
    }
    if !file.coupons.isEmpty {
      lines.append(Line(say("Coupons"), file.coupons.map(\.coupon.code).joined(separator: ", ")))
    }
    return lines.isEmpty ? [] : lines + [.gap]
  }

  private func bookings(_ file: ClientFile) -> [Line] {
    var lines = file.overdue.map {
      Line(say("Overdue"), "\($0.words) · \($0.bookingNumber)", role: .statusProblem)
    }
    lines += file.history.bookings.prefix(12).enumerated().map { place, booking in
      let tests = booking.items.map(\.code).joined(separator: ", ")
      return Line(
        place == 0 ? say("Bookings") : "", "\(booking.startsAt.date.text) · \(booking.petName) · \(tests)",
        role: booking.attention == nil ? .text : .statusProblem,
        trailing: booking.attention?.mark ?? booking.status.displayName)
    }
    if file.history.bookings.isEmpty { lines.append(Line(say("Bookings"), say("none yet"), role: .textDim)) }
    return lines
  }
}

extension ClientMatch {
  /// The name, with the one in the client's own script beside it.
  var clientWords: String { [name, localName].compactMap(\.self).joined(separator: " · ") }
}
