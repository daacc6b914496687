package import Tui
import Words

/// What F1 says of the place where the focus stands, and which keys belong to it.
package struct FieldHelp: Sendable, Equatable {
  /// What the keys go to.
  package enum Kind: Sendable {
    case list, text, choice, lines
  }

  package var title: String
  package var text: String
  package var kind: Kind
  /// What has to be corrected, and whether the field is needed.
  package var remarks: [String] = []

  package init(title: String, text: String, kind: Kind = .list) {
    self.title = title
    self.text = text
    self.kind = kind
  }

  /// Explains a field of a form: what it is for, what is wrong with it, and whether it has to be filled.
  package init(_ field: FormField) {
    title = field.label
    text = field.help
    switch field.body {
    case .text, .display: kind = .text
    case .choice(let choice):
      kind = .choice
      if choice.isMultiple { remarks.append(say("It takes several, one after the other.")) }
      if choice.allowsFreeText { remarks.append(say("Something that is not in the list can be typed too.")) }
    case .area: kind = .lines
    }
    if field.isRequired { remarks.append(say("It has to be filled.")) }
    if let error = field.error { remarks.append(say("To correct: \(error)")) }
  }
}
