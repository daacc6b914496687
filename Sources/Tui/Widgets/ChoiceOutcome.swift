/// What a key did to a choice.
package enum ChoiceOutcome: Equatable, Sendable {
  case ignored, handled, changed
  /// The owner shall look this up and give the answer to `answer(_:with:)`.
  case asked(ChoiceQuery)
  /// Enter was pressed on an option that cannot be taken; the sentence says why.
  case refused(String)
  /// A value was taken; `movesOn` says whether the focus shall leave the field.
  case taken(movesOn: Bool)
}
