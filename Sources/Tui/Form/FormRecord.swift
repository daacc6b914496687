/// The values of a form, for drafts, for Ctrl-D and to tell what changed.
package struct FormRecord<ID: Hashable & Sendable>: Equatable, Sendable {
  package var texts: [ID: String]
  package var picks: [ID: [ChoiceOption]]

  package init(texts: [ID: String] = [:], picks: [ID: [ChoiceOption]] = [:]) {
    self.texts = texts
    self.picks = picks
  }

  package var isEmpty: Bool { texts.values.allSatisfy(\.isEmpty) && picks.values.allSatisfy(\.isEmpty) }
}

/// What a key did to a form.
package enum FormEvent<ID: Hashable & Sendable>: Equatable, Sendable {
  case ignored, handled
  case changed(ID)
  /// The owner shall look this up and give the answer to `answer(_:_:with:)`.
  case asked(ID, ChoiceQuery)
  /// Enter was pressed on an option that cannot be taken; the sentence says why.
  case refused(ID, String)
  /// The focus left the field, whose value is now in its final form.
  case left(ID)
  /// Enter was pressed on the last field.
  case submitted(ID)
}
