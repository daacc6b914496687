import LabCore
import LabStore
import Tui
import Words

/// What a new price would change, said before it is saved.
struct PriceOutlook {
  private var name: String
  private var currency: Currency
  private var day: CalendarDate
  private var typed: Money?
  /// What the day costs without the new price.
  private var before: Money
  /// A price that begins on that very day, which the new one replaces.
  private var replaced: Money?
  /// The first day after which another price holds.
  private var next: CalendarDate?
  /// What the panel costs without a price of its own; nil for a test.
  private var alone: Money?

  /// Takes the day as today where it is none yet.
  init(_ entry: PriceListEntry, day: CalendarDate?, typed: Money?, _ standing: PriceListSheet.Standing) {
    let day = day ?? standing.today
    self.day = day
    self.typed = typed
    currency = standing.currency
    name = entry.name
    let prices = standing.prices
    switch entry {
    case .test(let test):
      let version = prices.price(of: test.id, on: day)
      before = version?.catalogPrice ?? test.test.catalogPrice
      replaced = version.flatMap { $0.effectiveFrom == day ? $0.catalogPrice : nil }
      next = prices.nextPrice(of: test.id, after: day)?.effectiveFrom
    case .panel(let panel):
      let tests = standing.list.tests(of: panel.panel)
      let sum = tests.map { prices.price(of: $0.id, on: day)?.catalogPrice ?? $0.test.catalogPrice }.sum()
      let version = prices.price(of: panel.id, on: day)
      before = min(version?.price ?? sum, sum)
      replaced = version.flatMap { $0.effectiveFrom == day ? $0.price ?? sum : nil }
      next = prices.nextPrice(of: panel.id, after: day)?.effectiveFrom
      alone = sum
    }
  }

  var lines: [String] {
    var lines = [change]
    if let alone, let typed, typed >= alone {
      lines.append(say("Its tests cost \(alone.formatted(in: currency)) alone, which is what is asked then."))
    }
    if replaced != nil { lines.append(say("It replaces the price that begins on that day.")) }
    if let next { lines.append(say("It holds until \(next.adding(days: -1).text), when the next price is to follow.")) }
    lines.append(say("What is booked keeps its price."))
    return lines
  }

  private var change: String {
    let old = before.formatted(in: currency)
    guard let typed else { return say("On \(day.text) it costs \(old) so far.") }
    let difference = typed - before
    guard !difference.isZero else { return say("On \(day.text): \(old) as before.") }
    let word = difference.isNegative ? say("less") : say("more")
    let size = difference.isNegative ? -difference : difference
    let share = before.isZero ? "" : say(" or \(Self.percent(size, of: before))")
    return say(
      "On \(day.text): \(typed.formatted(in: currency)) instead of \(old), "
        + "\(size.formatted(in: currency))\(share) \(word).")
  }

  /// `11.1 %`, half a tenth rounded up.
  static func percent(_ part: Money, of whole: Money) -> String {
    let tenths = Money(minorUnits: 1000).scaled(by: Int(part.minorUnits), over: max(1, Int(whole.minorUnits)))
      .minorUnits
    return "\(tenths / 10).\(tenths % 10) %"
  }
}
