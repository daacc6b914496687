import LabCore
import LabStore
import Tui

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
      form.answer(.collector, choice.query, with: collectorOptions.filter { $0.matches(choice.query.text) })
    }
    arrange()
  }

  /// Every collector, those that fit first; the others cannot be taken and say why.
  var collectorOptions: [ChoiceOption] {
    guard let startsAt, let days = collectors?.days else { return [] }
    let wanted = WantedVisit(startsAt: startsAt, area: chosenAddress?.area)
    return days.fits(for: wanted).map { collector, fit in
      let count = collector.stops.count
      let load = count == 0 ? "free all day" : count.counted("visit")
      var reason: String?
      // The reason begins with the name, which stands before it already.
      if case .doesNotFit(let objection) = fit { reason = objection.sentence.droppingPrefix(collector.name + " ") }
      let detail = reason == nil ? [collector.area, load].compactMap(\.self).joined(separator: " · ") : ""
      return ChoiceOption(id: "s\(collector.id)", title: collector.name, detail: detail, disabledReason: reason)
    }
  }
}

extension ChoiceOption {
  /// Says whether a typed text occurs in the option.
  func matches(_ text: String) -> Bool {
    let wanted = text.lowercased()
    return wanted.isEmpty || title.lowercased().contains(wanted) || detail.lowercased().contains(wanted)
  }
}
