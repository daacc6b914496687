import LabCore
import LabStore
import Tui
import Words

/// A collector's route to be printed and taken along; lines are wrapped at 76 columns, links are not.
struct RouteText {
  var legs: [RouteLeg]
  var profile: Profile
  var limits: DrawLimits
  var day: CalendarDate

  private static let columns = 76
  private static let indent = "   "

  var text: String {
    let toGo = legs.count { $0.stop.status.waitsForCollector }
    var lines = [
      "\(profile.organizationName), \(day.text)",
      say("Route of \(profile.staffName): \(legs.count.counted("stop")), \(toGo) to go")
        + (legs.length == .zero ? "" : say(", about \(legs.length.text)")),
    ]
    for leg in legs { lines += [""] + self.lines(of: leg) }
    let cash = legs.filter { $0.stop.status.waitsForCollector }.map(\.stop.open).sum()
    lines += ["", say("Cash to collect: \(cash.formatted(in: profile.currency))")]
    return lines.joined(separator: "\n") + "\n"
  }

  private func lines(of leg: RouteLeg) -> [String] {
    let stop = leg.stop
    let end = "\(stop.number) · \(stop.status.displayName)"
    let start = "\(leg.place). \(stop.startsAt.time.text)  \(stop.petWords)"
    let gap = Self.columns - start.count - end.count
    var lines = gap >= 2 ? [start + String(repeating: " ", count: gap) + end] : [start, Self.indent + end]
    func add(_ label: String, _ text: String) {
      lines += TextWidth.wrap(label + text, width: Self.columns - Self.indent.count).map { Self.indent + $0 }
    }
    let phones = stop.phones.map { PhoneNumber(stored: $0)?.text ?? $0 }
    add("", ([stop.clientName] + phones).joined(separator: " · "))
    if let address = stop.address { add("", address) }
    if let words = stop.objectionWords { add("! ", words) }
    let ways = leg.ways
    if !ways.isEmpty { add(say("Way: "), ways.joined(separator: ", ")) }
    if let link = stop.directions { lines.append(say("\(Self.indent)Directions: \(link.text)")) }
    if let notes = stop.notes, !notes.isEmpty { add(say("Notes: "), notes) }
    for check in stop.checks { add(say("Ask: "), check) }
    for line in stop.tubes(limits: limits).groups.map(\.line) { add(say("Tubes: "), line) }
    for reminder in stop.reminders { add(say("Mind: "), reminder) }
    for specimen in stop.specimens { add(say("Label: "), specimen.words) }
    add(say("To be paid: "), stop.open.formatted(in: profile.currency))
    return lines
  }

  /// `labrador-route-2026-11-21.txt`.
  static func fileName(_ day: CalendarDate, _ kind: String) -> String { "labrador-route-\(day).\(kind)" }
}
