import LabCore
import LabStore
import Tui
import Words

/// One stop to be read at the door: whom to meet, what to ask, what to draw, what to mind and what to be paid.
struct StopDetails {
  var leg: RouteLeg
  var currency: Currency
  var limits: DrawLimits

  typealias Line = DetailPane.Line

  private var stop: Stop { leg.stop }

  var pane: DetailPane {
    let parts = [meeting, way, drawing, lines(say("Mind"), stop.reminders)]
    return DetailPane(
      title: say("Booking \(stop.number)"), corner: stop.status.displayName,
      lines: Array(parts.filter { !$0.isEmpty }.joined(separator: [.gap])))
  }

  /// Texts that belong together under one label.
  private func lines(_ label: String, _ texts: [String], role: Role = .text) -> [Line] {
    texts.enumerated().map { Line($0.offset == 0 ? label : "", $0.element, role: role) }
  }

  private var meeting: [Line] {
    var lines = [Line(say("Time"), stop.startsAt.time.text, role: .textStrong)]
    lines.append(Line(say("Pet"), stop.petWords, role: .textStrong))
    if let words = stop.objectionWords { lines.append(Line(say("Ask first"), words, role: .statusProblem)) }
    lines.append(Line(say("Client"), stop.clientName))
    lines += self.lines(say("Phone"), stop.phones.map { PhoneNumber(stored: $0)?.text ?? $0 })
    if let address = stop.address { lines.append(Line(say("Address"), address)) }
    if let area = stop.area { lines.append(Line(say("Area"), area)) }
    if let notes = stop.notes, !notes.isEmpty { lines.append(Line(say("Notes"), notes)) }
    if stop.open == .zero {
      lines.append(Line(say("Paid"), stop.total.formatted(in: currency)))
    } else {
      let total = stop.open == stop.total ? "" : say(" of \(stop.total.formatted(in: currency))")
      lines.append(Line(say("To be paid"), stop.open.formatted(in: currency) + total, role: .priceTotal))
    }
    return lines
  }

  private var way: [Line] {
    var lines: [Line] = []
    lines += self.lines(say("Distance"), leg.ways)
    if let link = stop.directions { lines.append(Line(say("Directions"), link.text)) }
    if let link = stop.mapLink { lines.append(Line(say("Map"), link)) }
    return lines
  }

  private var drawing: [Line] {
    let plan = stop.tubes(limits: limits)
    var drawing = lines(say("Ask"), stop.checks, role: .textStrong)
    drawing += lines(
      say("Tests"),
      stop.items.map { item in
        let state = item.status == .pending ? "" : " · \(item.status.displayName)"
        return "\(item.test.code) \(item.test.name)\(state)"
      })
    if !plan.groups.isEmpty { drawing.append(.gap) }
    drawing += plan.lines.enumerated().map { place, text in
      Line(
        place == 0 ? say("Tubes") : "", text,
        role: place == plan.groups.count && plan.exceedsLimit ? .statusProblem : .text)
    }
    return drawing + plan.warnings.map { Line("", $0, role: .messageWarning) }
      + lines(say("Labels"), stop.specimens.map(\.words), role: .textStrong)
  }
}
