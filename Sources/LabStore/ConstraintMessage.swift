import Words

/// What each rule of the database means in words; a test holds the table against `pg_constraint`.
enum ConstraintMessage {
  /// Says what a refused constraint means and what to do.
  static func sentence(for constraint: String, of table: String) -> String {
    if let sentence = sentences[constraint] { return say(sentence) }
    if constraint.hasPrefix("fk_") {
      return say(
        "Something this \(word(table)) refers to is no longer there. Nothing was saved; refresh and try again.")
    }
    if constraint.hasPrefix("pk_") { return say("This \(word(table)) was saved already.") }
    return say("A rule of the database (\(constraint)) refused this. Nothing was saved.")
  }

  /// Whether a constraint has a sentence of its own or one by its kind.
  static func isExplained(_ constraint: String) -> Bool {
    sentences[constraint] != nil || constraint.hasPrefix("fk_") || constraint.hasPrefix("pk_")
  }

  private static func word(_ table: String) -> String {
    let words = table.split(separator: "_").joined(separator: " ")
    return words.hasSuffix("s") ? String(words.dropLast()) : words.isEmpty ? "record" : words
  }

  /// The constraints that have a sentence of their own.
  static var explained: Set<String> { Set(sentences.keys) }

  private static let sentences: [String: Phrase] = clinicSentences.merging(catalogueSentences) { first, _ in first }
    .merging(bookingSentences) { first, _ in first }.merging(moneySentences) { first, _ in first }
    .merging(accountSentences) { first, _ in first }.merging(specimenSentences) { first, _ in first }
    .merging(reportSentences) { first, _ in first }
    .merging(labSentences) { first, _ in first }.merging(settingsSentences) { first, _ in first }
}
