/// Text from outside made fit for a field.
enum InputText {
  /// More characters than any field takes, several times over; the rest of a huge paste is not looked at.
  private static let most = 100_000

  /// Removes control and invisible characters; line breaks and tabs become single spaces.
  static func oneLine(_ text: String) -> String {
    text.prefix(most).split { $0.isNewline || $0 == "\t" }.map { clean($0) }.filter { !$0.isEmpty }.joined(
      separator: " ")
  }

  /// Removes control and invisible characters but keeps line breaks; tabs become spaces.
  static func lines(_ text: String) -> String {
    text.prefix(most).split(omittingEmptySubsequences: false) { $0.isNewline }
      .map { clean($0.split(separator: "\t", omittingEmptySubsequences: false).joined(separator: " ")) }
      .joined(separator: "\n")
  }

  private static func clean(_ text: some StringProtocol) -> String {
    var kept = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate: continue
      case .format where scalar != "\u{200D}" && scalar != "\u{200C}": continue
      default: kept.append(scalar)
      }
    }
    return String(kept)
  }
}
