import LabCore
import Tui

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

  /// The short name of an organisation, as people type it at sign-in.
  static func slug(_ text: String) -> Result<ParsedText, FieldProblem> {
    let isGood = text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") } && text.first != "-"
    return isGood ? .success(ParsedText(text)) : .failure(FieldProblem("Small letters, digits and hyphens only."))
  }

  /// A password of at least so many characters, and of no more than the 72 bytes that bcrypt reads.
  static func password(_ text: String, atLeast least: Int) -> Result<ParsedText, FieldProblem> {
    if text.count < least { return .failure(FieldProblem("A password has at least \(least) characters.")) }
    if text.utf8.count > 72 { return .failure(FieldProblem("A password has at most 72 bytes.")) }
    return .success(ParsedText(text))
  }
}
