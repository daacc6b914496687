import LabCore
import Tui
import Words

/// The fields of the preview, in the order in which they are asked.
enum CheckoutField: String, Hashable, Sendable {
  case client, tests, method, distance, date, code, other

  /// The two codes that are held against each other.
  static let codes: [CheckoutField] = [.code, .other]
}

/// The form of the preview: what a price depends on, and nothing else.
enum CheckoutForm {
  static func make(now: LocalDateTime) -> Form<CheckoutField> {
    Form(sections: [
      FormSection(
        nil,
        [
          .client: FormField(
            say("Client"), .choice(ChoiceField(.asked, placeholder: say("phone or name, or nobody"))), width: 40,
            help: say("Whose codes are looked at; without a client nobody's own uses count.")),
          .tests: FormField(
            say("Tests"), .choice(ChoiceField(.asked, isMultiple: true, placeholder: say("code or name"))), width: 44,
            help: say(
              "A few letters of a code or name, then Enter; 2x before it takes two. Backspace in the empty field "
                + "takes the last one off, Ctrl-D takes the tests of the client's last visit.")),
          .method: FormField(
            say("Where"), .choice(ChoiceField(.fixed(IntakeForm.methodOptions), picks: [IntakeForm.methodOptions[0]])),
            isRequired: true, width: 14, help: say("A home visit is charged for the way; a walk-in is not.")),
          .distance: FormField(
            say("Distance"), .text(TextField(maximumLength: 30)), width: 12,
            help: say("Kilometres by road, or coordinates such as 12.9716, 77.5946, from which they are estimated."),
            hint: "km", parse: IntakeForm.parseDistance),
          .date: FormField(
            say("Date"), .text(TextField(IntakeForm.dateText(now.date), maximumLength: 20)), isRequired: true,
            width: 16,
            help: say(
              "The day of the visit, on which prices and the charge for the way depend: t, tom, +3, mon, 14/3."),
            parse: { text in IntakeForm.parseDate(text, now.date) }),
        ]),
      FormSection(
        nil, side: .trailing,
        [
          .code: FormField(
            say("Code"), .choice(code), width: 24,
            help: say("A code to try. Alt-Down lists those that gain something for this client, the best first.")),
          .other: FormField(
            say("Compare"), .choice(code), width: 24, help: say("Another code, to be held against the first one.")),
        ]),
    ])
  }

  private static var code: ChoiceField {
    ChoiceField(.asked, allowsFreeText: true, placeholder: "none", filter: .uppercase)
  }
}
