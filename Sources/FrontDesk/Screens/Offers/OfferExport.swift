import LabCore
import LabStore

/// The list of offers as a file for a spreadsheet.
struct OfferExport {
  /// Writes the offers in the order given, with their state on a day.
  static func text(_ offers: [OfferSummary], _ catalogue: Catalogue, in currency: Currency, on today: CalendarDate)
    -> String
  {
    var csv = CSVText([
      "name", "state", "percentage", "amount", "currency", "first day", "last day", "occasion", "tests", "least order",
      "by itself", "combines", "covers the way", "codes", "codes on", "uses", "given away", "brought",
    ])
    for summary in offers {
      let offer = summary.offer
      var (percentage, amount) = ("", "")
      switch offer.discount {
      case .percentage: percentage = offer.discount.text(in: currency).droppingSuffix(" %")
      case .fixedAmount(let money): amount = money.plainText(in: currency)
      }
      csv.append([
        offer.name, offer.state(on: today).displayName, percentage, amount, currency.code,
        "\(offer.startDate)", "\(offer.endDate)", summary.eventTag ?? "",
        offer.scope == .allTests ? "all" : offer.testNames(in: catalogue).joined(separator: " "),
        offer.minimumOrder.map { $0.plainText(in: currency) } ?? "", word(offer.isAutomatic), word(offer.isStackable),
        word(offer.coversDistance), "\(summary.codes)", "\(summary.codesOn)", "\(summary.uses)",
        summary.givenAway.plainText(in: currency), summary.brought.plainText(in: currency),
      ])
    }
    return csv.text
  }

  private static func word(_ isSo: Bool) -> String { isSo ? "yes" : "no" }

  /// A name of a file that any system takes: `labrador-offers-2026-11-21.csv`.
  static func fileName(_ what: String, on today: CalendarDate) -> String {
    let plain = what.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
    let words = String(plain).split(separator: "-").joined(separator: "-").prefix(60)
    return "labrador-\(words.isEmpty ? "codes" : words)-\(today).csv"
  }
}

/// Codes as a file for a spreadsheet or a printer.
struct CodeExport {
  static let codesAtATime = 5_000
  private(set) var csv = CSVText([
    "code", "on", "from", "until", "most uses", "each client", "uses", "given away", "brought", "currency",
  ])
  private(set) var count = 0
  private let currency: Currency

  init(in currency: Currency) {
    self.currency = currency
  }

  mutating func append(_ record: CouponRecord) {
    let coupon = record.coupon
    csv.append([
      coupon.code, coupon.isActive ? "yes" : "no", "\(coupon.firstDay)", "\(coupon.lastDay)",
      coupon.maxUses.map { "\($0)" } ?? "", coupon.maxUsesPerClient.map { "\($0)" } ?? "", "\(record.uses)",
      record.givenAway.plainText(in: currency), record.brought.plainText(in: currency), currency.code,
    ])
    count += 1
  }
}

extension Offer {
  /// The codes of the tests it is for, in alphabetical order; tests that are gone have none.
  func testNames(in catalogue: Catalogue) -> [String] {
    switch scope {
    case .allTests: []
    case .tests(let ids):
      ids.compactMap { id in catalogue.test(id).map { $0.code.isEmpty ? $0.name : $0.code } }.sorted()
    }
  }
}

extension String {
  fileprivate func droppingSuffix(_ suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
  }
}
