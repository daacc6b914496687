import Words

extension Offer {
  /// The days on which it holds, as a list shows them: `1 Dec – 31 Dec 2026`.
  package var daysText: String {
    startDate.year == endDate.year
      ? "\(startDate.shortText) – \(endDate.shortText) \(endDate.year)"
      : "\(startDate.shortText) \(startDate.year) – \(endDate.shortText) \(endDate.year)"
  }

  /// The rules of the offer, one sentence each, as somebody would explain them on the phone.
  package func rules(tests: [String], in currency: Currency) -> [String] {
    let what =
      switch scope {
      case .allTests: say("on every test")
      case .tests: tests.isEmpty ? say("on no test at all") : say("on \(tests.listed())")
      }
    let way = coversDistance ? say(", and on the charge for the way") : ""
    var rules = [say("Takes \(discount.text(in: currency)) off \(what)\(way).")]
    rules.append(say("Holds from \(startDate.text) to \(endDate.text), both days included."))
    if let minimumOrder, !minimumOrder.isZero {
      rules.append(say("Needs an order of \(minimumOrder.shortFormatted(in: currency)) or more at list prices."))
    }
    rules.append(isAutomatic ? say("Applies by itself.") : say("Applies with one of its codes."))
    rules.append(
      isStackable
        ? say("Goes together with another offer that can be combined.")
        : say("Does not go together with another offer."))
    return rules
  }
}
