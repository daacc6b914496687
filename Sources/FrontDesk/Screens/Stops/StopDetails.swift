import LabCore
import LabStore
import Tui

/// One stop to be read at the door: whom to meet, what to draw, what to mind and what to be paid.
struct StopDetails {
  var stop: Stop
  var currency: Currency
  var limits: DrawLimits

  var pane: DetailPane {
    let plan = stop.tubes(limits: limits)
    return DetailPane(
      title: "Booking \(stop.number)", corner: stop.status.displayName,
      lines: meeting + [.gap] + drawing(plan) + minding(plan))
  }

  private var meeting: [DetailPane.Line] {
    var lines = [DetailPane.Line("Time", stop.startsAt.time.text, role: .textStrong)]
    lines.append(DetailPane.Line("Pet", stop.petWords, role: .textStrong))
    if let words = stop.objectionWords { lines.append(DetailPane.Line("Ask first", words, role: .statusProblem)) }
    lines.append(DetailPane.Line("Client", stop.clientName))
    for (place, phone) in stop.phones.enumerated() {
      lines.append(DetailPane.Line(place == 0 ? "Phone" : "", PhoneNumber(stored: phone)?.text ?? phone))
    }
    if let address = stop.address { lines.append(DetailPane.Line("Address", address)) }
    if let area = stop.area { lines.append(DetailPane.Line("Area", area)) }
    if let link = stop.mapLink { lines.append(DetailPane.Line("Map", link)) }
    if let distance = stop.distance { lines.append(DetailPane.Line("Distance", "\(distance.text) from the clinic")) }
    if let notes = stop.notes, !notes.isEmpty { lines.append(DetailPane.Line("Notes", notes)) }
    let total = stop.total.formatted(in: currency)
    lines.append(
      stop.isPaid ? DetailPane.Line("Paid", total) : DetailPane.Line("To be paid", total, role: .priceTotal))
    return lines
  }

  private func drawing(_ plan: TubePlan) -> [DetailPane.Line] {
    var lines = stop.items.enumerated().map { place, item in
      let state = item.status == .pending ? "" : " · \(item.status.displayName)"
      return DetailPane.Line(place == 0 ? "Tests" : "", "\(item.test.code) \(item.test.name)\(state)")
    }
    if !plan.groups.isEmpty { lines.append(.gap) }
    lines += plan.lines.enumerated().map { place, text in
      DetailPane.Line(
        place == 0 ? "Tubes" : "", text,
        role: place == plan.groups.count && plan.exceedsLimit ? .statusProblem : .text)
    }
    return lines + plan.warnings.map { DetailPane.Line("", $0, role: .messageWarning) }
  }

  /// What to ask or to mind, once for each test.
  private func minding(_ plan: TubePlan) -> [DetailPane.Line] {
    var sentences: [String] = []
    for item in stop.items where item.status != .cancelled {
      for words in [item.test.preparation, item.test.instructions] {
        guard let words, !words.isEmpty else { continue }
        let sentence = "\(item.test.code): \(words)"
        if !sentences.contains(sentence) { sentences.append(sentence) }
      }
    }
    guard !sentences.isEmpty else { return [] }
    return [.gap] + sentences.enumerated().map { DetailPane.Line($0.offset == 0 ? "Mind" : "", $0.element) }
  }
}

extension Stop {
  /// `Nala · Dog, Indie · F · 17.5 kg`.
  var petWords: String {
    var parts = [petName, [species.storedName, breed].compactMap(\.self).joined(separator: ", ")]
    if sex != .unknown { parts.append(sex.shortName) }
    parts.append(weight?.text ?? "weight not known")
    return parts.joined(separator: " · ")
  }

  /// Where it is, in few words for a list.
  var placeWords: String { area ?? address ?? "" }
}

extension Stop {
  /// What was learned since the booking was made, and whom to ask about it; nil for most stops.
  var objectionWords: String? {
    attention.map { "\($0.sentence(pet: petName, client: clientName)) Call the desk before you go." }
  }
}
