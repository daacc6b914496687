/// A value as a field shall keep it, and what to show beside it: the meaning of a code or of a shorthand.
package struct ParsedText: Equatable, Sendable {
  package var text: String
  package var echo: String

  package init(_ text: String, echo: String = "") {
    self.text = text
    self.echo = echo
  }
}

/// What is wrong with the value of a field, in words for the person who typed it.
package struct FieldProblem: Error, Equatable, Sendable {
  package var message: String
  package init(_ message: String) { self.message = message }
}

/// Reads a value: while typing for its echo, on leaving the field also for its final form and its problem.
package typealias FieldParser = @Sendable (String) -> Result<ParsedText, FieldProblem>
