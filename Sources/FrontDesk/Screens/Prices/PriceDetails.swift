import LabCore
import LabStore
import Tui
import Words

/// Everything about one line of the price list, to be read.
struct PriceDetails {
  var entry: PriceListEntry
  var list: PriceList
  /// Offers that are on and name the tests they hold for.
  var offers: [Offer]
  /// Nil until it was read.
  var history: [PriceEntry]?
  var currency: Currency
  var today: CalendarDate

  private typealias Line = DetailPane.Line

  var pane: DetailPane {
    DetailPane(title: title, corner: corner, lines: particulars + prices)
  }

  private var title: String {
    switch entry {
    case .test(let test): [test.test.code, test.test.name].filter { !$0.isEmpty }.joined(separator: " · ")
    case .panel(let panel): [panel.panel.code, panel.panel.name].filter { !$0.isEmpty }.joined(separator: " · ")
    }
  }

  private var corner: String {
    switch entry {
    case .test(let test): return test.test.catalogPrice.formatted(in: currency)
    case .panel(let panel):
      let tests = list.tests(of: panel.panel).map(\.test)
      return (panel.panel.shares(of: tests) ?? tests.map(\.catalogPrice)).sum().formatted(in: currency)
    }
  }

  // MARK: Particulars

  private var particulars: [DetailPane.Line] {
    switch entry {
    case .test(let test): lines(of: test)
    case .panel(let panel): lines(of: panel)
    }
  }

  private func lines(of listed: ListedTest) -> [DetailPane.Line] {
    let test = listed.test
    func text(_ text: String?) -> String { text.flatMap { $0.isEmpty ? nil : $0 } ?? "–" }
    let sample = [test.sampleType?.storedName, test.container?.storedName, test.sampleQuantity?.text]
    var lines = [
      Line(say("Category"), test.category), Line(say("Tags"), text(test.tags.joined(separator: ", "))),
      Line(say("Sample"), text(sample.compactMap(\.self).joined(separator: " · "))),
      Line(say("Before"), text(test.preparation)), Line(say("Collecting"), text(test.instructions)),
      Line(say("Report"), test.turnaroundHours.map { say("\($0.counted("working hour")) after receipt") } ?? "–"),
      Line(say("Tax · LOINC"), "\(test.taxCode?.text ?? say("untaxed")) · \(test.loincCode ?? say("no LOINC code"))"),
    ]
    let panels = list.panels(with: test.id).map(\.panel.name)
    if !panels.isEmpty { lines.append(Line(say("Panels"), panels.listed())) }
    let offers = Self.offers(offers, naming: test.id)
    if !offers.isEmpty { lines.append(Line(say("Offers"), offers.listed())) }
    if !listed.isSwitchedOn {
      lines.append(Line(say("State"), say("Switched off: it cannot be booked."), role: .statusProblem))
    } else if !test.isActive {
      lines.append(Line(say("State"), say("Its category is switched off: it cannot be booked."), role: .statusProblem))
    }
    return lines
  }

  private func lines(of listed: ListedPanel) -> [DetailPane.Line] {
    let tests = list.tests(of: listed.panel)
    let shares = listed.panel.shares(of: tests.map(\.test))
    var lines = tests.enumerated().map { place, test in
      Line(
        place == 0 ? say("Tests") : "",
        "\(test.test.code) \(test.test.name)\(test.test.isActive ? "" : say(" (switched off)"))",
        role: test.test.isActive ? .text : .statusProblem,
        trailing: (shares?[place] ?? test.test.catalogPrice).formatted(in: currency))
    }
    if tests.isEmpty { lines.append(Line(say("Tests"), say("None yet"), role: .statusProblem)) }
    if let price = listed.panel.price {
      let sum = list.sum(of: listed.panel)
      lines.append(
        Line(
          say("Alone"),
          shares == nil
            ? say(
              "Its tests cost \(sum.formatted(in: currency)) alone; the price of the panel is no lower and is not asked."
            )
            : say(
              "Its tests cost \(sum.formatted(in: currency)) alone; the panel saves \((sum - price).formatted(in: currency))."
            )
        ))
    }
    if !listed.panel.isActive {
      lines.append(Line(say("State"), say("Switched off: it cannot be booked."), role: .statusProblem))
    }
    return lines
  }

  /// The names of the offers that hold for a test by name, not for all.
  static func offers(_ offers: [Offer], naming test: TestID) -> [String] {
    offers.filter { offer in
      if case .tests(let tests) = offer.scope { return offer.isActive && tests.contains(test) }
      return false
    }.map(\.name)
  }

  // MARK: Prices

  private var prices: [DetailPane.Line] {
    guard let history else { return [] }
    if history.isEmpty {
      return [Line.gap, Line(say("Prices"), say("No price of its own: its tests cost what they cost alone."))]
    }
    return [Line.gap]
      + history.enumerated().map { place, version in
        Line(
          place == 0 ? say("Prices") : "", words(of: version), role: role(of: version), trailing: amount(of: version))
      }
  }

  private func holds(_ version: PriceEntry) -> Bool {
    version.effectiveFrom <= today && version.effectiveUntil.map { today <= $0 } ?? true
  }

  private func role(of version: PriceEntry) -> Role {
    holds(version) ? .textStrong : version.effectiveFrom > today ? .statusPending : .textDim
  }

  private func words(of version: PriceEntry) -> String {
    let end = version.effectiveUntil.map { say(" to \(Self.short($0))") } ?? ""
    let state = holds(version) ? say(", now") : version.effectiveFrom > today ? say(", to come") : ""
    let setter = version.setBy.map { say(" · by \($0)") } ?? ""
    return say("from \(Self.short(version.effectiveFrom))\(end)\(state)\(setter)")
  }

  private func amount(of version: PriceEntry) -> String {
    guard let price = version.price else { return say("as its tests") }
    guard let reduced = version.discountedPrice, reduced < price else { return price.formatted(in: currency) }
    return say("\(reduced.formatted(in: currency)) (list \(price.shortFormatted(in: currency)))")
  }

  /// `1 Apr 2099`.
  static func short(_ date: CalendarDate) -> String { "\(date.shortText) \(date.year)" }
}
