package import Tui

/// One screen of the desk: a value that changes by events and draws itself, and does nothing else.
package protocol Screen: Sendable {
  /// Takes an event and answers with the work it asks for.
  mutating func update(_ event: Event) -> [Effect]

  /// Draws the body: everything between the tabs and the message line.
  func draw(on canvas: inout Canvas, in area: Rect)

  /// Says whether an action can be taken now, and if not, why.
  func availability(of action: Action.ID) -> Availability

  /// What the focused field is for, in a sentence or two; nil where nothing is focused.
  var help: FieldHelp? { get }

  /// Says whether something typed here has not been saved.
  var isDirty: Bool { get }

  /// How many fields have to be corrected before saving.
  var problemCount: Int { get }

  /// The sentence that stays in the message line while nothing else is said, such as the reason for a marked field.
  var standingMessage: Message? { get }

  /// The screen that Esc goes back to and whose tab stays lit; nil where the screen belongs to itself.
  var cameFrom: Place? { get }
}

extension Screen {
  package var help: FieldHelp? { nil }
  package var isDirty: Bool { false }
  package var problemCount: Int { 0 }
  package var standingMessage: Message? { nil }
  package var cameFrom: Place? { nil }
}
