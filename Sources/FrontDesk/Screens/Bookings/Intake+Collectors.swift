import LabCore
import LabStore
import Tui
import Words

extension Intake {
  /// The work that reads the collectors of the chosen day, unless they are at hand.
  var needsCollectors: [Effect] {
    guard !isWalkIn, let date = startsAt?.date, collectors?.date != date else { return [] }
    return [.work(.readCollectors(date), slot: .collectors)]
  }

  /// Takes the collectors of a day and renews the list where it is open.
  mutating func receive(_ days: [CollectorDay], on date: CalendarDate) {
    guard startsAt?.date == date else { return }
    collectors = (date, days)
    if case .choice(let choice)? = form[.collector]?.body {
      form.answer(.collector, choice.query, with: collectorOptions(for: choice.query.text))
    }
    arrange()
  }

  /// The most places at other times that are offered.
  private static let mostOtherTimes = 8

  /// Who can come at the wanted time, the shortest detour first; other times that fit; and why the others cannot.
  ///
  /// Whoever types a name asks for that person at the wanted time: other times are offered to those who look at the
  /// whole list, or type a digit.
  func collectorOptions(for typed: String) -> [ChoiceOption] {
    guard let startsAt, let days = collectors?.days else { return [] }
    let wanted = WantedVisit(startsAt: startsAt, area: chosenAddress?.area, point: chosenAddress?.point)
    let clinic = workspace.shelf.clinic.point
    let places = days.insertionPoints(
      for: wanted, at: clinic, notBefore: max(now, LocalDateTime(startsAt.date, .midnight)))
    let byID = Dictionary(days.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let then = places.filter { $0.startsAt == startsAt }.map { place in
      ChoiceOption(
        id: "s\(place.collector)", title: place.collectorName,
        detail: [place.detour.map { "+\($0.text)" }, byID[place.collector]?.areaText, byID[place.collector]?.loadText]
          .compactMap(\.self).joined(separator: " · "))
    }
    let other = places.filter { $0.startsAt != startsAt }.prefix(Self.mostOtherTimes).map { place in
      ChoiceOption(
        id: "s\(place.collector)@\(place.startsAt.time.text)",
        title: "\(place.collectorName) \(place.startsAt.time.text)",
        detail: [place.detour.map { "+\($0.text)" }, place.words(earlier: place.startsAt < startsAt)]
          .compactMap(\.self).joined(separator: " · "))
    }
    var talkable: [ChoiceOption] = []
    var refused: [ChoiceOption] = []
    for (collector, fit) in days.fits(for: wanted) {
      guard case .doesNotFit(let objection) = fit else { continue }
      // The reason begins with the name, which stands before it already.
      let reason = objection.sentence.droppingPrefix(collector.name + " ")
      if objection.canBeOverruled {
        talkable.append(ChoiceOption(id: "s\(collector.id)", title: collector.name, caution: reason))
      } else {
        refused.append(ChoiceOption(id: "s\(collector.id)", title: collector.name, disabledReason: reason))
      }
    }
    let isAnyTime = typed.isEmpty || typed.contains(where: \.isNumber)
    return (then + (isAnyTime ? other : []) + talkable + refused).filter { $0.matches(typed) }
  }

  /// Takes a place at another time: the time moves to it, and the collector stands alone in the field.
  mutating func collectorTaken() -> [Effect] {
    guard let pick = form.pick(.collector), let at = pick.id.firstIndex(of: "@") else { return [] }
    let time = String(pick.id[pick.id.index(after: at)...])
    let name = pick.title.droppingSuffix(" " + time)
    form.setText(time, for: .time)
    form.setPicks([ChoiceOption(id: String(pick.id[..<at]), title: name, detail: pick.detail)], for: .collector)
    return [.message(.info(say("\(name) comes at \(time).")))]
  }
}

extension CollectorDay {
  /// `free all day`, `3 visits`, `3 of 8 visits`.
  fileprivate var loadText: String {
    if stops.isEmpty { return say("free all day") }
    return capacity.map { say("\(stops.count) of \($0) visits") } ?? stops.count.counted("visit")
  }
}

extension ChoiceOption {
  /// Says whether every typed word occurs in the option.
  func matches(_ text: String) -> Bool {
    text.lowercased().split(whereSeparator: \.isWhitespace).allSatisfy { word in
      title.lowercased().contains(word) || detail.lowercased().contains(word)
    }
  }
}
