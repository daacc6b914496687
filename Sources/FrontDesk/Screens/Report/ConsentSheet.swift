import LabCore
import LabStore
import Tui
import Words

/// Asks, at the moment an amendment is saved, for its reason and for the second person's phone and password.
struct ConsentSheet: Sendable {
  enum Field: Hashable, Sendable { case reason, phone, password }

  var sheet: Sheet<Field>

  init(_ title: String) {
    sheet = Sheet(
      title,
      [
        say(
          "The version that is out stays in force until this one is verified; then everybody who has it is to get the new one."
        ),
        say("A colleague with the same right agrees to this with their own phone and password."),
      ],
      [
        (
          .reason,
          FormField(
            say("Reason"), .text(TextField(maximumLength: 200)), isRequired: true, width: 44,
            help: say("Why it is amended, in a few words; it stands on the report."))
        ),
        (
          .phone,
          FormField(
            say("Colleague's phone"), .text(TextField(maximumLength: 40)), isRequired: true, width: 26,
            help: say("The phone number of the colleague's account, in any format."))
        ),
        (
          .password,
          FormField(
            say("Colleague's password"), .text(TextField(maximumLength: 200, isSecret: true)), isRequired: true,
            width: 26,
            help: say("Typed by the colleague; it holds for this amendment alone."))
        ),
      ])
  }

  var reason: String { sheet.form.text(.reason).singleSpaced }

  var colleague: StepWork.Colleague {
    let typed = sheet.form.text(.phone)
    return StepWork.Colleague(
      phone: PhoneNumber(stored: typed)?.e164 ?? typed, password: sheet.form.text(.password))
  }

  /// Says why the colleague's consent does not count.
  mutating func refuse(_ outcome: ApprovalOutcome) {
    sheet.form.setText("", for: .password)
    sheet.form.setError(outcome.sentence, for: outcome == .oneself || outcome == .notAllowed ? .phone : .password)
    sheet.form.focusFirstError()
  }
}
