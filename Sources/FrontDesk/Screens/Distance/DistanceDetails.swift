import LabCore
import LabStore
import Tui

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
      Line("Charge", pricing.rates.words(in: currency), role: .textStrong),
      Line("Days", days, role: state.role), Line("Set", setter),
    ]
    if let used { lines.append(Line("Bookings", used)) }
    lines += Self.examples.map { way in
      Line(
        "\(way.kilometreText) km", pricing.workings(for: way, in: currency),
        trailing: pricing.charge(for: way).formatted(in: currency))
    }
    return DetailPane(title: "From \(pricing.effectiveFrom.text)", lines: lines)
  }

  private var days: String {
    let pricing = version.pricing
    guard version.counts else { return "None: it was withdrawn or replaced." }
    let state = DistanceState(version, on: today)
    let end = pricing.effectiveUntil.map { "to \(PriceDetails.short($0))" } ?? "until further notice"
    return "\(PriceDetails.short(pricing.effectiveFrom)) \(end), \(state.displayName)"
  }

  private var setter: String {
    version.setBy.map { "by \($0), \(version.setAt.text)" } ?? version.setAt.text
  }

  private var used: String? {
    version.bookings.map { $0 == 0 ? "None was charged by it yet." : "\($0.counted("booking")) charged by it." }
  }
}
