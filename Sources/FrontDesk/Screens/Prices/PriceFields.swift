import LabCore
import Tui
import Words

/// What the fields of every kind of price have in common.
enum PriceFields {
  /// Reads an amount that is not negative.
  static func amount(
    _ text: String, in currency: Currency, most: Money = .largest
  ) -> Result<ParsedText, FieldProblem> {
    do {
      let amount = try Money.parse(text, in: currency)
      if amount.isNegative { return .failure(FieldProblem(say("A price is not negative."))) }
      if amount > most { return .failure(FieldProblem(say("It is at most \(most.shortFormatted(in: currency))."))) }
      return .success(ParsedText(amount.formatted(in: currency, symbol: false)))
    } catch {
      return .failure(FieldProblem(error.sentence))
    }
  }

  /// Reads the first day of something new, which is today or later.
  static func firstDay(_ text: String, of noun: String, today: CalendarDate) -> Result<ParsedText, FieldProblem> {
    if let date = try? DateShorthand.parse(text, today: today), date < today {
      return .failure(FieldProblem(say("A new \(noun) holds from today or a later day on.")))
    }
    return IntakeForm.parseDate(text, today)
  }
}
