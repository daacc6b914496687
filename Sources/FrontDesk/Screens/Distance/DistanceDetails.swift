import LabCore
import LabStore
import Tui
import Words

/// One version of the home visit charge in words, with what it makes of some ways.
struct DistanceDetails {
  var version: DistanceVersion
  var currency: Currency
  var today: CalendarDate

  /// The ways that are worked out as examples.
  private static let examples = [2, 5, 10, 20].map { Distance(metres: $0 * 1000) }

  private typealias Line = DetailPane.Line

  var pane: DetailPane {
    let pricing = version.pricing
    let state = DistanceState(version, on: today)
    var lines = [
      Line(say("Charge"), pricing.rates.words(in: currency), role: .textStrong),
      Line(say("Days"), days, role: state.role), Line(say("Set"), setter),
    ]
    if let used { lines.append(Line(say("Bookings"), used)) }
    lines += Self.examples.map { way in
      Line(
        say("\(way.kilometreText) km"), pricing.workings(for: way, in: currency),
        trailing: pricing.charge(for: way).formatted(in: currency))
    }
    return DetailPane(title: say("From \(pricing.effectiveFrom.text)"), lines: lines)
  }

  private var days: String {
    let pricing = version.pricing
    guard version.counts else { return say("None: it was withdrawn or replaced.") }
    let state = DistanceState(version, on: today)
    let end = pricing.effectiveUntil.map { say("to \(PriceDetails.short($0))") } ?? say("until further notice")
    return "\(PriceDetails.short(pricing.effectiveFrom)) \(end), \(state.displayName)"
  }

  private var setter: String {
    version.setBy.map { say("by \($0), \(version.setAt.text)") } ?? version.setAt.text
  }

  private var used: String? {
    version.bookings.map {
      $0 == 0 ? say("None was charged by it yet.") : say("\($0.counted("booking")) charged by it.")
    }
  }
}
