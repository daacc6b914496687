import LabCore
import LabStore
import Tui
import Words

extension OfferSheet {
  static var byItself: ChoiceOption { ChoiceOption(id: "itself", title: say("By itself")) }
  static var withCode: ChoiceOption { ChoiceOption(id: "code", title: say("With a code")) }
  static var alone: ChoiceOption { ChoiceOption(id: "alone", title: say("Alone")) }
  static var combined: ChoiceOption { ChoiceOption(id: "combined", title: say("Together with others")) }
  static var testsOnly: ChoiceOption { ChoiceOption(id: "tests", title: say("Tests only")) }
  static var withWay: ChoiceOption { ChoiceOption(id: "way", title: say("Tests and the way")) }
  static var on: ChoiceOption { ChoiceOption(id: "on", title: say("On")) }
  static var off: ChoiceOption { ChoiceOption(id: "off", title: say("Switched off")) }

  static func form(_ purpose: Purpose, _ standing: Standing) -> Sheet<Field> {
    switch purpose {
    case .add: Sheet(say("New offer"), [], offerFields(nil, standing))
    case .edit(let summary): Sheet(say("Edit \(summary.offer.name)"), [], offerFields(summary, standing))
    case .issue(let summary, _): issuing(for: summary, standing)
    case .addCode(let summary): addingCode(for: summary, standing)
    case .editCode(let record): editing(record, standing)
    case .chooseBatch(let summary, let batches): choosing(batches, of: summary)
    case .end(let offers): ending(offers, standing)
    case .endCode(let record):
      Sheet(
        say("Switch \(record.coupon.code) off?"),
        [say("Nobody can use it from now on. \(uses(record.uses))")], [reason(say("Enter switches the code off."))])
    case .endCodes(let summary, let filter, let count):
      Sheet(
        say("Switch \(count.counted("code")) off?"), endingLines(summary, filter, count),
        [reason(say("Enter switches them off."))])
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
          say("Name"), .text(TextField(offer?.name ?? "", maximumLength: 80)), isRequired: true, width: 40,
          help: say("What the desk and the client read on the price, such as Diwali 10 %."))
      ),
      (
        .discount,
        FormField(
          say("Takes off"), .text(TextField(offer?.discount.text(in: currency) ?? "", maximumLength: 20)),
          isRequired: true, width: 14, help: say("A percentage such as 12.5 %, or an amount such as 200."),
          parse: { parseDiscount($0, currency) })
      ),
    ] + days(from: offer?.startDate ?? standing.today, to: offer?.endDate, standing) + [
      (
        .applies,
        choice(
          say("Applies"), [withCode, byItself], offer?.isAutomatic == true ? byItself : withCode,
          say("With a code that the client names, or by itself on every booking that qualifies."))
      ),
      (
        .tests,
        FormField(
          say("Tests"), .choice(tests(of: offer, standing)), width: 40,
          help: say("A few letters of a code or name, then Enter; Backspace takes the last one off. None: every test."),
          hint: say("every test"))
      ),
      (
        .minimum,
        FormField(
          say("Least order"), .text(TextField(minimum, maximumLength: 20)), width: 14,
          help: say("What the whole cart comes to at least, at list prices; can stay empty."),
          parse: { parseMinimum($0, currency) })
      ),
      (
        .combines,
        choice(
          say("Goes"), [alone, combined], offer?.isStackable == true ? combined : alone,
          say("Alone, or together with another offer that can be combined too."))
      ),
      (
        .way,
        choice(
          say("Covers"), [testsOnly, withWay], offer?.coversDistance == true ? withWay : testsOnly,
          say("The tests alone, or the charge for the way as well."))
      ),
      (
        .occasion,
        FormField(
          say("Occasion"), .text(TextField(summary?.eventTag ?? "", maximumLength: 60)), width: 30,
          help: say("What it is for, such as Diwali or Health Month; can stay empty."))
      ),
      (
        .description,
        FormField(
          say("Notes"), .text(TextField(summary?.description ?? "", maximumLength: 300)), width: 44,
          help: say("What colleagues should know of it; can stay empty."))
      ),
    ] + (offer.map { [state($0.isActive, say("Switched off, nobody gets it; on again, its dates decide."))] } ?? [])
  }

  private static func tests(of offer: Offer?, _ standing: Standing) -> ChoiceField {
    var ids: Set<TestID> = []
    if case .tests(let tests)? = offer?.scope { ids = tests }
    let chosen = standing.catalogue.tests.filter { ids.contains($0.id) }
    return ChoiceField(
      .fixed(
        standing.catalogue.tests.filter { $0.isActive || ids.contains($0.id) }.map { standing.menu.option(.test($0)) }),
      picks: chosen.map { standing.menu.option(.test($0)) }, isMultiple: true, placeholder: say("code or name"))
  }

  // MARK: Ending

  private static func ending(_ offers: [OfferSummary], _ standing: Standing) -> Sheet<Field> {
    let names = offers.map { "“\($0.offer.name)”" }
    guard offers.count > 1 else {
      let summary = offers.first
      return Sheet(
        say("Switch \(summary?.offer.name ?? say("the offer")) off?"),
        [
          say(
            "Nobody gets it from now on, with a code or without. Bookings keep what they were given: "
              + "\((summary?.uses ?? 0).counted("booking")), "
              + "\((summary?.givenAway ?? .zero).shortFormatted(in: standing.currency)) given away.")
        ], [reason(say("Enter switches the offer off."))])
    }
    let shown = names.count > 4 ? names.prefix(3) + [say("\(names.count - 3) more")] : names[...]
    return Sheet(
      say("Switch \(offers.count) offers off?"),
      [say("\(Array(shown).listed()): nobody gets them from now on. Bookings keep what they were given.")],
      [reason(say("Enter switches them off."))])
  }

  // MARK: Fields

  static func reason(_ help: String) -> NamedField<Field> {
    (
      .reason,
      FormField(
        say("Reason"), .text(TextField(maximumLength: 200)), width: 44,
        help: say("Why, for the audit trail; can stay empty. \(help)"))
    )
  }

  static func choice(_ label: String, _ options: [ChoiceOption], _ pick: ChoiceOption, _ help: String)
    -> FormField
  {
    FormField(
      label, .choice(ChoiceField(.fixed(options), picks: [pick])), isRequired: true, width: 22, help: help)
  }

  static func state(_ isOn: Bool, _ help: String) -> NamedField<Field> {
    (.state, choice(say("State"), [on, off], isOn ? on : off, help))
  }

  static func days(from first: CalendarDate, to last: CalendarDate?, _ standing: Standing)
    -> [NamedField<Field>]
  {
    let today = standing.today
    func day(_ label: String, _ date: CalendarDate?, _ help: String) -> FormField {
      FormField(
        label, .text(TextField(date.map(IntakeForm.dateText) ?? "", maximumLength: 20)), isRequired: true, width: 14,
        help: say("\(help) t, +30, 14/3 or 14 mar 2027."), parse: { IntakeForm.parseDate($0, today) })
    }
    return [
      (.from, day(say("First day"), first, say("From the beginning of this day on:"))),
      (.to, day(say("Last day"), last, say("To the end of this day:"))),
    ]
  }

  // MARK: Rules of single fields

  private static func parseDiscount(_ text: String, _ currency: Currency) -> Result<ParsedText, FieldProblem> {
    do {
      let discount = try Discount.parse(text, in: currency)
      let words = discount.text(in: currency)
      switch discount {
      case .percentage: return .success(ParsedText(words, echo: say("\(words) of what it is for")))
      case .fixedAmount: return .success(ParsedText(words, echo: say("fixed; end with % for a share")))
      }
    } catch {
      return .failure(FieldProblem(error.sentence))
    }
  }

  private static func parseMinimum(_ text: String, _ currency: Currency) -> Result<ParsedText, FieldProblem> {
    do {
      let amount = try Money.parse(text, in: currency)
      if amount.isNegative { return .failure(FieldProblem(say("The least order is not negative."))) }
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
