import LabCore
import LabStore
import Tui

extension OfferSheet {
  static let byItself = ChoiceOption(id: "itself", title: "By itself")
  static let withCode = ChoiceOption(id: "code", title: "With a code")
  static let alone = ChoiceOption(id: "alone", title: "Alone")
  static let combined = ChoiceOption(id: "combined", title: "Together with others")
  static let testsOnly = ChoiceOption(id: "tests", title: "Tests only")
  static let withWay = ChoiceOption(id: "way", title: "Tests and the way")
  static let on = ChoiceOption(id: "on", title: "On")
  static let off = ChoiceOption(id: "off", title: "Switched off")

  static func form(_ purpose: Purpose, _ standing: Standing) -> Sheet<Field> {
    switch purpose {
    case .add: Sheet("New offer", [], offerFields(nil, standing))
    case .edit(let summary): Sheet("Edit \(summary.offer.name)", [], offerFields(summary, standing))
    case .issue(let summary, _): issuing(for: summary, standing)
    case .addCode(let summary): addingCode(for: summary, standing)
    case .editCode(let record): editing(record, standing)
    case .chooseBatch(let summary, let batches): choosing(batches, of: summary)
    case .end(let offers): ending(offers, standing)
    case .endCode(let record):
      Sheet(
        "Switch \(record.coupon.code) off?",
        ["Nobody can use it from now on. \(uses(record.uses))"], [reason("Enter switches the code off.")])
    case .endCodes(let summary, let filter, let count):
      Sheet(
        "Switch \(count.counted("code")) off?", endingLines(summary, filter, count),
        [reason("Enter switches them off.")])
    }
  }

  // MARK: Offers

  private static func offerFields(_ summary: OfferSummary?, _ standing: Standing) -> [NamedField<Field>] {
    let offer = summary?.offer
    let currency = standing.currency
    let minimum = offer?.minimumOrder.map { $0.shortFormatted(in: currency) } ?? ""
    return [
      (
        .name,
        FormField(
          "Name", .text(TextField(offer?.name ?? "", maximumLength: 80)), isRequired: true, width: 40,
          help: "What the desk and the client read on the price, such as Diwali 10 %.")
      ),
      (
        .discount,
        FormField(
          "Takes off", .text(TextField(offer?.discount.text(in: currency) ?? "", maximumLength: 20)),
          isRequired: true, width: 14, help: "A percentage such as 12.5 %, or an amount such as 200.",
          parse: { parseDiscount($0, currency) })
      ),
    ] + days(from: offer?.startDate ?? standing.today, to: offer?.endDate, standing) + [
      (
        .applies,
        choice(
          "Applies", [withCode, byItself], offer?.isAutomatic == true ? byItself : withCode,
          "With a code that the client names, or by itself on every booking that qualifies.")
      ),
      (
        .tests,
        FormField(
          "Tests", .choice(tests(of: offer, standing)), width: 40,
          help: "A few letters of a code or name, then Enter; Backspace takes the last one off. None: every test.",
          hint: "every test")
      ),
      (
        .minimum,
        FormField(
          "Least order", .text(TextField(minimum, maximumLength: 20)), width: 14,
          help: "What the whole cart comes to at least, at list prices; can stay empty.",
          parse: { parseMinimum($0, currency) })
      ),
      (
        .combines,
        choice(
          "Goes", [alone, combined], offer?.isStackable == true ? combined : alone,
          "Alone, or together with another offer that can be combined too.")
      ),
      (
        .way,
        choice(
          "Covers", [testsOnly, withWay], offer?.coversDistance == true ? withWay : testsOnly,
          "The tests alone, or the charge for the way as well.")
      ),
      (
        .occasion,
        FormField(
          "Occasion", .text(TextField(summary?.eventTag ?? "", maximumLength: 60)), width: 30,
          help: "What it is for, such as Diwali or Health Month; can stay empty.")
      ),
      (
        .description,
        FormField(
          "Notes", .text(TextField(summary?.description ?? "", maximumLength: 300)), width: 44,
          help: "What colleagues should know of it; can stay empty.")
      ),
    ] + (offer.map { [state($0.isActive, "Switched off, nobody gets it; on again, its dates decide.")] } ?? [])
  }

  private static func tests(of offer: Offer?, _ standing: Standing) -> ChoiceField {
    var ids: Set<TestID> = []
    if case .tests(let tests)? = offer?.scope { ids = tests }
    let chosen = standing.catalogue.tests.filter { ids.contains($0.id) }
    return ChoiceField(
      .fixed(
        standing.catalogue.tests.filter { $0.isActive || ids.contains($0.id) }.map { standing.menu.option(.test($0)) }),
      picks: chosen.map { standing.menu.option(.test($0)) }, isMultiple: true, placeholder: "code or name")
  }

  // MARK: Ending

  private static func ending(_ offers: [OfferSummary], _ standing: Standing) -> Sheet<Field> {
    let names = offers.map { "“\($0.offer.name)”" }
    guard offers.count > 1 else {
      let summary = offers.first
      return Sheet(
        "Switch \(summary?.offer.name ?? "the offer") off?",
        [
          "Nobody gets it from now on, with a code or without. Bookings keep what they were given: "
            + "\((summary?.uses ?? 0).counted("booking")), "
            + "\((summary?.givenAway ?? .zero).shortFormatted(in: standing.currency)) given away."
        ], [reason("Enter switches the offer off.")])
    }
    let shown = names.count > 4 ? names.prefix(3) + ["\(names.count - 3) more"] : names[...]
    return Sheet(
      "Switch \(offers.count) offers off?",
      ["\(Array(shown).listed()): nobody gets them from now on. Bookings keep what they were given."],
      [reason("Enter switches them off.")])
  }

  // MARK: Fields

  static func reason(_ help: String) -> NamedField<Field> {
    (
      .reason,
      FormField(
        "Reason", .text(TextField(maximumLength: 200)), width: 44,
        help: "Why, for the audit trail; can stay empty. \(help)")
    )
  }

  static func choice(_ label: String, _ options: [ChoiceOption], _ pick: ChoiceOption, _ help: String)
    -> FormField
  {
    FormField(
      label, .choice(ChoiceField(.fixed(options), picks: [pick])), isRequired: true, width: 22, help: help)
  }

  static func state(_ isOn: Bool, _ help: String) -> NamedField<Field> {
    (.state, choice("State", [on, off], isOn ? on : off, help))
  }

  static func days(from first: CalendarDate, to last: CalendarDate?, _ standing: Standing)
    -> [NamedField<Field>]
  {
    let today = standing.today
    func day(_ label: String, _ date: CalendarDate?, _ help: String) -> FormField {
      FormField(
        label, .text(TextField(date.map(IntakeForm.dateText) ?? "", maximumLength: 20)), isRequired: true, width: 14,
        help: "\(help) t, +30, 14/3 or 14 mar 2027.", parse: { IntakeForm.parseDate($0, today) })
    }
    return [
      (.from, day("First day", first, "From the beginning of this day on:")),
      (.to, day("Last day", last, "To the end of this day:")),
    ]
  }

  // MARK: Rules of single fields

  private static func parseDiscount(_ text: String, _ currency: Currency) -> Result<ParsedText, FieldProblem> {
    do {
      let discount = try Discount.parse(text, in: currency)
      let words = discount.text(in: currency)
      switch discount {
      case .percentage: return .success(ParsedText(words, echo: "\(words) of what it is for"))
      case .fixedAmount: return .success(ParsedText(words, echo: "fixed; end with % for a share"))
      }
    } catch {
      return .failure(FieldProblem(error.sentence))
    }
  }

  private static func parseMinimum(_ text: String, _ currency: Currency) -> Result<ParsedText, FieldProblem> {
    do {
      let amount = try Money.parse(text, in: currency)
      if amount.isNegative { return .failure(FieldProblem("The least order is not negative.")) }
      return .success(ParsedText(amount.shortFormatted(in: currency)))
    } catch {
      return .failure(FieldProblem(error.sentence))
    }
  }

  static func parseNumber(_ text: String, _ range: ClosedRange<Int>, _ problem: String)
    -> Result<ParsedText, FieldProblem>
  {
    CouponRules.number(text, in: range).map { .success(ParsedText("\($0)")) } ?? .failure(FieldProblem(problem))
  }
}
