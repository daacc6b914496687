import LabCore
import LabStore
import Tui
import Words

// The forms that are about codes.
extension OfferSheet {
  static func issuing(for summary: OfferSummary, _ standing: Standing) -> Sheet<Field> {
    Sheet(
      say("Issue codes for \(summary.offer.name)"),
      [say("Each code is its beginning and eight letters and digits that nobody guesses or misreads.")],
      [
        (
          .prefix,
          FormField(
            say("Beginning"), .text(TextField(filter: .uppercase, maximumLength: CouponRules.longestPrefix)), width: 22,
            help: say("What every code begins with, such as DIWALI-; letters, digits and hyphens. Can stay empty."),
            parse: { text in
              CouponRules.problem(ofPrefix: text.trimmed).map { .failure(FieldProblem($0)) }
                ?? .success(ParsedText(text.trimmed, echo: "\(text.trimmed)K7WQ2MXP"))
            })
        ),
        (
          .quantity,
          FormField(
            say("How many"), .text(TextField("100", maximumLength: 6)), isRequired: true, width: 8,
            help: say("Between 1 and 10,000 codes."),
            parse: { parseNumber($0, 1...CouponRules.largestBatch, say("Between 1 and 10,000 codes.")) })
        ),
      ] + codeDays(of: summary, standing) + limits(most: 1, each: 1))
  }

  static func addingCode(for summary: OfferSummary, _ standing: Standing) -> Sheet<Field> {
    Sheet(
      say("Add a code for \(summary.offer.name)"), [],
      [
        (
          .code,
          FormField(
            say("Code"), .text(TextField(filter: .uppercase, maximumLength: CouponRules.longestCode)), isRequired: true,
            width: 22, help: say("What the client says, such as FESTIVE10; capitals and spaces make no difference."),
            parse: { text in
              CouponRules.problem(ofCode: text).map { .failure(FieldProblem($0)) }
                ?? .success(ParsedText(Coupon.normalized(text)))
            })
        )
      ] + codeDays(of: summary, standing) + limits(most: nil, each: 1))
  }

  static func editing(_ record: CouponRecord, _ standing: Standing) -> Sheet<Field> {
    let coupon = record.coupon
    return Sheet(
      say("Change \(coupon.code)"), [uses(record.uses)],
      days(from: coupon.firstDay, to: coupon.lastDay, standing)
        + limits(most: coupon.maxUses, each: coupon.maxUsesPerClient ?? 1)
        + [state(coupon.isActive, say("Switched off, nobody can use it."))])
  }

  static func choosing(_ batches: [CouponBatch], of summary: OfferSummary) -> Sheet<Field> {
    let options = batches.map { batch in
      ChoiceOption(
        id: "\(batch.id)",
        title: "\(batch.prefix.isEmpty ? say("(no beginning)") : batch.prefix) \(batch.createdAt.date.shortText)",
        detail: batch.createdBy ?? "", note: batch.quantity.counted("code"))
    }
    return Sheet(
      say("Codes of \(summary.offer.name)"), [],
      [
        (
          .batch,
          FormField(
            say("Batch"), .choice(ChoiceField(.fixed(options), placeholder: say("all codes"))), width: 40,
            help: say("The codes of one batch; Alt-Down lists the batches. Empty shows all codes."))
        )
      ])
  }

  private static func codeDays(of summary: OfferSummary, _ standing: Standing) -> [NamedField<Field>] {
    days(from: max(standing.today, summary.offer.startDate), to: summary.offer.endDate, standing)
  }

  private static func limits(most: Int?, each: Int) -> [NamedField<Field>] {
    [
      (
        .mostUses,
        FormField(
          say("Uses of a code"), .text(TextField(most.map { "\($0)" } ?? "", maximumLength: 9)), width: 10,
          help: say("How often a code is good for, by whomever; empty is without limit."), hint: say("empty: no limit"),
          parse: { parseNumber($0, 1...CouponRules.mostUses, say("Once at least, or empty for no limit.")) })
      ),
      (
        .eachClient,
        FormField(
          say("Each client"), .text(TextField("\(each)", maximumLength: 9)), isRequired: true, width: 10,
          help: say("How often one client can use the same code."), hint: "times",
          parse: { parseNumber($0, 1...CouponRules.mostUses, say("Once at least.")) })
      ),
    ]
  }

  static func endingLines(_ summary: OfferSummary, _ filter: CouponFilter, _ count: Int) -> [String] {
    var which = say("Every code of “\(summary.offer.name)” that is on")
    if filter.batchID != nil { which = say("The codes of one batch of “\(summary.offer.name)”") }
    if !filter.fragment.isEmpty { which += say(", with “\(filter.fragment)” in it") }
    return [say("\(which): nobody can use them from now on. Bookings keep what they were given.")]
  }

  static func uses(_ count: Int) -> String {
    count == 0
      ? say("It has not been used.")
      : say("It has been used \(count == 1 ? say("once") : say("\(count) times")); bookings keep what they were given.")
  }
}
