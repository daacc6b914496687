import LabCore
import LabStore
import Tui
import Words

/// The form of a new home visit charge, with what the last days would have cost under it.
struct DistanceSheet: Sendable {
  enum Field: String, Hashable, Sendable {
    case from, base, perKilometre, free
  }

  private(set) var versions: DistanceVersions
  private(set) var ways: DistanceOutlook.Ways
  private let currency: Currency
  private let today: CalendarDate
  var sheet: Sheet<Field>
  /// The rates that were charged last, so that a key that changes none of them costs nothing.
  private var charged: (rates: DistanceRates, trial: DistanceTrial)?

  init(_ versions: DistanceVersions, _ ways: DistanceOutlook.Ways, in currency: Currency, on today: CalendarDate) {
    self.versions = versions
    self.ways = ways
    self.currency = currency
    self.today = today
    sheet = Sheet(
      say("New home visit charge"), [], Self.fields(versions.inForce(on: today)?.pricing.rates, currency, today))
    sheet.keys = [
      say("Enter goes on and asks before it saves · Esc leaves it"), say("Enter goes on, then saves · Esc leaves it"),
    ]
    follow()
    sheet.form.markClean()
  }

  // MARK: Fields

  private static func fields(
    _ rates: DistanceRates?, _ currency: Currency, _ today: CalendarDate
  ) -> [NamedField<Field>] {
    func amount(_ id: Field, _ label: String, _ value: Money?, _ help: String) -> NamedField<Field> {
      (
        id,
        FormField(
          label,
          .text(
            TextField(
              value?.formatted(in: currency, symbol: false) ?? "", filter: .decimal, maximumLength: 20)),
          isRequired: true, width: 14, help: help, hint: currency.code,
          parse: { PriceFields.amount($0, in: currency, most: DistanceRates.largestCharge) })
      )
    }
    return [
      (
        .from,
        FormField(
          say("From"), .text(TextField(IntakeForm.dateText(today), maximumLength: 30)), isRequired: true, width: 18,
          help: say("The first day of the new charge: t, tom, +7, mon, 1/4 or 1 apr."),
          parse: { PriceFields.firstDay($0, of: "charge", today: today) })
      ),
      amount(.base, say("Base"), rates?.baseCharge, say("What every home visit costs, however far it is.")),
      amount(
        .perKilometre, say("Per km"), rates?.chargePerKilometre, say("What each kilometre beyond the free ones costs.")),
      (
        .free,
        FormField(
          say("Free km"),
          .text(TextField(rates?.freeDistance.kilometreText ?? "", filter: .decimal, maximumLength: 12)),
          isRequired: true, width: 14, help: say("The kilometres that the base charge includes, such as 3 or 2.5."),
          hint: "km", parse: kilometres)
      ),
    ]
  }

  @Sendable private static func kilometres(_ text: String) -> Result<ParsedText, FieldProblem> {
    guard let distance = Distance(text) else {
      return .failure(FieldProblem(say("Kilometres from 0 to 500, such as 3 or 2.5.")))
    }
    return .success(ParsedText(distance.kilometreText))
  }

  /// The first day as it is typed; nil where it is none that a charge can begin on.
  var day: CalendarDate? {
    (try? DateShorthand.parse(sheet.form.text(.from), today: today)).flatMap { $0 < today ? nil : $0 }
  }

  /// The rates as they are typed; nil while one of them is none.
  var rates: DistanceRates? {
    func amount(_ field: Field) -> Money? {
      let amount = try? Money.parse(sheet.form.text(field), in: currency)
      return amount.flatMap { $0.isNegative || $0 > DistanceRates.largestCharge ? nil : $0 }
    }
    guard let base = amount(.base), let rate = amount(.perKilometre), let free = Distance(sheet.form.text(.free))
    else { return nil }
    return DistanceRates(baseCharge: base, chargePerKilometre: rate, freeDistance: free)
  }

  // MARK: Keys and answers

  mutating func handle(_ press: KeyPress) -> Sheet<Field>.Outcome {
    let outcome = sheet.handle(press)
    if outcome != .closed { follow() }
    return outcome
  }

  mutating func paste(_ text: String) {
    sheet.paste(text)
    follow()
  }

  /// Takes versions that another desk has changed meanwhile; what was typed stays.
  mutating func adopt(_ versions: DistanceVersions) {
    guard versions.version != self.versions.version else { return }
    self.versions = versions
    let fresh = Self.fields(versions.inForce(on: today)?.pricing.rates, currency, today)
    var newer = Sheet(sheet.title, [], fresh)
    newer.keys = sheet.keys
    newer.form.markClean()
    sheet = sheet.rebased(on: newer)
    follow()
  }

  mutating func adopt(_ ways: DistanceOutlook.Ways) {
    self.ways = ways
    charged = nil
    follow()
  }

  // MARK: Outlook

  private var outlook: DistanceOutlook { DistanceOutlook(trial: charged?.trial, ways: ways, currency: currency) }

  /// Says before anything is saved what the charge changes.
  private mutating func follow() {
    if let rates, case .known(let known) = ways {
      if charged?.rates != rates { charged = (rates, known.charged(by: rates)) }
    } else {
      charged = nil
    }
    sheet.lines = outlook.sentences + [neighbours].compactMap(\.self) + largest
  }

  /// The largest changes, with room for as many as there can be, so that the fields stay where they are.
  private var largest: [String] {
    let largest = outlook.largest
    guard case .known(let known) = ways, !known.groups.isEmpty else { return largest }
    let most = min(DistanceTrial.shown, known.groups.reduce(0) { $0 + $1.newest.count })
    return largest + Array(repeating: "", count: max(0, most - largest.count))
  }

  /// What becomes of the versions around it.
  private var neighbours: String? {
    guard let day else { return nil }
    let counting = versions.versions.filter(\.counts).map(\.pricing)
    var sentences: [String] = []
    if counting.contains(where: { $0.effectiveFrom == day }) {
      sentences.append(say("It replaces the charge that begins on that day."))
    }
    if let next = counting.map(\.effectiveFrom).filter({ $0 > day }).min() {
      sentences.append(say("It holds until \(next.adding(days: -1).text), when the next charge is to follow."))
    }
    return sentences.isEmpty ? nil : sentences.joined(separator: " ")
  }

  // MARK: Outcome

  /// Asks once, with the figures; nil where a field has to be corrected.
  mutating func question() -> Question? {
    guard sheet.submit(), let day, let rates else { return nil }
    let body = [rates.words(in: currency)] + outlook.sentences + [neighbours].compactMap(\.self)
    return Question(
      title: say("Home visits from \(day.text) on"), body: body + [say("What is booked keeps its charge.")],
      choices: [
        DialogChoice("s", say("Stay"), []), DialogChoice("c", say("Charge it"), [.act(DistanceActions.confirm.id)]),
      ])
  }

  /// What is to be done as the fields say.
  var work: DistanceWork? {
    guard let day, let rates else { return nil }
    return .set(rates, from: day, version: versions.version)
  }
}
