import LabCore
import LabStore
import Tui

/// One stop to be read at the door: whom to meet, what to ask, what to draw, what to mind and what to be paid.
struct StopDetails {
  var leg: RouteLeg
  var currency: Currency
  var limits: DrawLimits

  typealias Line = DetailPane.Line

  private var stop: Stop { leg.stop }

  var pane: DetailPane {
    let parts = [meeting, way, drawing, lines("Mind", stop.reminders)]
    return DetailPane(
      title: "Booking \(stop.number)", corner: stop.status.displayName,
      lines: Array(parts.filter { !$0.isEmpty }.joined(separator: [.gap])))
  }

  /// Texts that belong together under one label.
  private func lines(_ label: String, _ texts: [String], role: Role = .text) -> [Line] {
    texts.enumerated().map { Line($0.offset == 0 ? label : "", $0.element, role: role) }
  }

  private var meeting: [Line] {
    var lines = [Line("Time", stop.startsAt.time.text, role: .textStrong)]
    lines.append(Line("Pet", stop.petWords, role: .textStrong))
    if let words = stop.objectionWords { lines.append(Line("Ask first", words, role: .statusProblem)) }
    lines.append(Line("Client", stop.clientName))
    lines += self.lines("Phone", stop.phones.map { PhoneNumber(stored: $0)?.text ?? $0 })
    if let address = stop.address { lines.append(Line("Address", address)) }
    if let area = stop.area { lines.append(Line("Area", area)) }
    if let notes = stop.notes, !notes.isEmpty { lines.append(Line("Notes", notes)) }
    if stop.open == .zero {
      lines.append(Line("Paid", stop.total.formatted(in: currency)))
    } else {
      let total = stop.open == stop.total ? "" : " of \(stop.total.formatted(in: currency))"
      lines.append(Line("To be paid", stop.open.formatted(in: currency) + total, role: .priceTotal))
    }
    return lines
  }

  private var way: [Line] {
    var lines: [Line] = []
    lines += self.lines("Distance", leg.ways)
    if let link = stop.directions { lines.append(Line("Directions", link.text)) }
    if let link = stop.mapLink { lines.append(Line("Map", link)) }
    return lines
  }

  private var drawing: [Line] {
    let plan = stop.tubes(limits: limits)
    var drawing = lines("Ask", stop.checks, role: .textStrong)
    drawing += lines(
      "Tests",
      stop.items.map { item in
        let state = item.status == .pending ? "" : " · \(item.status.displayName)"
        return "\(item.test.code) \(item.test.name)\(state)"
      })
    if !plan.groups.isEmpty { drawing.append(.gap) }
    drawing += plan.lines.enumerated().map { place, text in
      Line(
        place == 0 ? "Tubes" : "", text,
        role: place == plan.groups.count && plan.exceedsLimit ? .statusProblem : .text)
    }
    return drawing + plan.warnings.map { Line("", $0, role: .messageWarning) }
      + lines("Labels", stop.specimens.map(\.words), role: .textStrong)
  }
}
