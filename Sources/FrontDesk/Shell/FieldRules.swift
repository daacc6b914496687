import LabCore
import Tui
import Words

/// How fields that stand on several screens read what is typed.
enum FieldRules {
  static func personName(_ text: String) -> Result<ParsedText, FieldProblem> {
    do {
      return .success(ParsedText(try PersonName(text).text))
    } catch {
      return .failure(FieldProblem(error.sentence))
    }
  }

  static func phone(_ text: String, at home: CallingCode) -> Result<ParsedText, FieldProblem> {
    do {
      return .success(ParsedText(try PhoneNumber.parse(text, default: home).text))
    } catch {
      return .failure(FieldProblem(error.sentence))
    }
  }

  static func email(_ text: String) -> Result<ParsedText, FieldProblem> {
    do {
      return .success(ParsedText(try EmailAddress(text).text))
    } catch {
      return .failure(FieldProblem(error.sentence))
    }
  }

  /// An age, or a day, month or year of birth; it is kept as exactly as it was told.
  static func birth(_ text: String, on today: CalendarDate) -> Result<ParsedText, FieldProblem> {
    guard let birth = BirthDate(typed: text, on: today) else {
      return .failure(FieldProblem(say("This is no age and no day, month or year of birth: 3y 2m, 14 mar 2021, 2021.")))
    }
    return .success(ParsedText(birth.fieldText, echo: birth.age(on: today).text))
  }

  /// A day that has come: today or one before.
  static func pastDay(_ text: String, today: CalendarDate) -> Result<ParsedText, FieldProblem> {
    do {
      let day = try DateShorthand.parse(text, today: today, looking: .back)
      guard day <= today else { return .failure(FieldProblem(say("This day is still to come."))) }
      return IntakeForm.parseDate(IntakeForm.dateText(day), today)
    } catch {
      return .failure(FieldProblem(error.sentence))
    }
  }

  /// A link to a map, or coordinates; the link stays as it is, with the place it names beside it.
  static func mapPlace(_ text: String) -> Result<ParsedText, FieldProblem> {
    if let point = GeoPoint(text) { return .success(ParsedText(point.text, echo: say("coordinates"))) }
    guard let link = MapLink(text) else {
      return .failure(FieldProblem(say("Paste a link from a map, or coordinates such as 12.9716, 77.5946.")))
    }
    guard let point = link.point else {
      let isWeb = link.isOnTheWeb
      return isWeb
        ? .success(ParsedText(link.text, echo: say("names no coordinates")))
        : .failure(FieldProblem(say("This link names no coordinates.")))
    }
    return .success(ParsedText(link.isOnTheWeb ? link.text : point.text, echo: point.text))
  }

  /// The short name of an organisation, as people type it at sign-in.
  static func slug(_ text: String) -> Result<ParsedText, FieldProblem> {
    let isGood = text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") } && text.first != "-"
    return isGood ? .success(ParsedText(text)) : .failure(FieldProblem(say("Small letters, digits and hyphens only.")))
  }

  /// A password of at least so many characters, and of no more than the 72 bytes that bcrypt reads.
  static func password(_ text: String, atLeast least: Int) -> Result<ParsedText, FieldProblem> {
    if text.count < least { return .failure(FieldProblem(say("A password has at least \(least) characters."))) }
    if text.utf8.count > 72 { return .failure(FieldProblem(say("A password has at most 72 bytes."))) }
    return .success(ParsedText(text))
  }
}
