/// One answer that a dialog offers.
package struct DialogChoice<Answer: Sendable>: Sendable {
  /// The letter that gives this answer; with Alt where the dialog has an input.
  package var key: Character
  package var title: String
  package var answer: Answer
  /// A dangerous answer is given by its own key alone, never by Enter.
  package var isDanger: Bool

  package init(_ key: Character, _ title: String, _ answer: Answer, isDanger: Bool = false) {
    self.key = key
    self.title = title
    self.answer = answer
    self.isDanger = isDanger
  }
}

/// What a key did to a dialog.
package enum DialogEvent<Answer: Sendable>: Sendable {
  case ignored, handled
  /// The answer, with the text of the input where the dialog has one.
  case answered(Answer, text: String)
  case cancelled
}
