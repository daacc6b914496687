import LabCore
import Tui
import Words

/// Asks why a booking is made although something stands against it.
struct ReasonSheet: Sendable {
  enum Field: Hashable, Sendable { case reason }

  /// What became of a sheet.
  enum Outcome: Sendable {
    case open
    /// Back to the form as it was.
    case closed
    case given(String)
  }

  private var sheet: Sheet<Field>

  init(_ objection: BookingObjection, pet: String, client: String) {
    sheet = Sheet(
      say("Book all the same?"),
      [
        objection.sentence(pet: pet, client: client),
        say("It is booked only with a reason, which stands with the booking for everybody to see."),
      ],
      [
        (
          .reason,
          FormField(
            say("Reason"), .text(TextField(maximumLength: BookingObjection.reasonLength.upperBound)), isRequired: true,
            width: 44, help: say("Why it is booked all the same, such as: histology of a sample that was kept."),
            parse: { text in
              BookingObjection.refusal(ofReason: text).map { .failure(FieldProblem($0)) } ?? .success(ParsedText(text))
            })
        )
      ])
    sheet.keys = [say("Enter confirms the booking · Esc goes back to it")]
  }

  mutating func handle(_ press: KeyPress) -> Outcome {
    switch sheet.handle(press) {
    case .closed: .closed
    case .submitted: submit()
    case .handled, .asked, .changed: .open
    }
  }

  mutating func paste(_ text: String) { sheet.paste(text) }

  mutating func submit() -> Outcome {
    sheet.submit() ? .given(sheet.form.text(.reason).trimmed) : .open
  }

  var remark: Message? { sheet.remark }
  var help: FieldHelp? { sheet.help }

  func draw(on canvas: inout Canvas, in area: Rect) {
    canvas.cursor = nil
    sheet.draw(on: &canvas, in: area)
  }
}
