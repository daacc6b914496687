import LabCore
import LabStore
import Tui
import Words

/// The questions by which an organisation comes into being together with its first account.
enum FoundingForm {
  enum Field: String, Hashable, Sendable {
    case name, slug, currency, country, timeZone, person, phone, password, again
  }

  /// Whose account it is: that of whoever fills the form in, or of somebody else.
  enum Account: Sendable { case own, owner }

  /// The form with the time zone of this machine.
  static func make(timeZone: String, account: Account) -> Form<Field> {
    let currencies = currencies
    let countries = ["IN", "AE", "AU", "CA", "DE", "GB", "LK", "NP", "NZ", "SG", "US", "ZA"]
      .compactMap { CallingCode(country: $0) }
      .map { ChoiceOption(id: $0.country, title: $0.country, detail: "+\($0.digits)") }
    return Form(sections: [
      FormSection(
        account == .own ? say("Your organisation") : say("Organisation"),
        [
          (
            .name,
            FormField(
              say("Name"), .text(TextField(maximumLength: 120)), isRequired: true,
              help: say("The name as it stands on reports and bills."))
          ),
          (
            .slug,
            FormField(
              say("Short name"), .text(TextField(filter: .lowercase, maximumLength: 40)), isRequired: true,
              help: say("What people type at sign-in: small letters, digits and hyphens."), parse: FieldRules.slug)
          ),
          (
            .currency,
            FormField(
              say("Currency"),
              .choice(ChoiceField(.fixed(currencies), picks: currencies.filter { $0.id == "INR" })),
              isRequired: true, help: say("All prices are in this currency. It cannot change once money exists."))
          ),
          (
            .country,
            FormField(
              say("Country"), .choice(ChoiceField(.fixed(countries), picks: countries.filter { $0.id == "IN" })),
              isRequired: true, help: say("Phone numbers without a country code belong to this country."))
          ),
          (
            .timeZone,
            FormField(
              say("Time zone"), .text(TextField(timeZone, maximumLength: 60)), isRequired: true,
              help: say("The time zone decides which day it is, such as Asia/Kolkata."))
          ),
        ]),
      FormSection(account == .own ? say("Your account") : say("Owner's account"), accountFields(account)),
    ])
  }

  /// The currencies that set-up offers.
  static var currencies: [ChoiceOption] {
    Currency.known.map { ChoiceOption(id: $0.code, title: $0.code, detail: $0.symbol) }
  }

  private static func accountFields(_ account: Account) -> [NamedField<Field>] {
    let isOwn = account == .own
    return [
      (
        .person,
        FormField(
          isOwn ? say("Your name") : say("Name of the owner"), .text(TextField(maximumLength: 120)), isRequired: true,
          help: isOwn
            ? say("The first account may do everything: it is administrator and owner.")
            : say("The first account of the organisation: it adds everybody else."), parse: FieldRules.personName)
      ),
      (
        .phone,
        FormField(
          say("Phone"), .text(TextField(filter: .phone, maximumLength: 40)), isRequired: true,
          help: isOwn ? say("You sign in with this number.") : say("The owner signs in with this number."),
          parse: { FieldRules.phone($0, at: .india) })
      ),
      (
        .password,
        FormField(
          isOwn ? say("Password") : say("First password"), .text(TextField(maximumLength: 200, isSecret: true)),
          isRequired: true, help: say("At least ten characters. A short sentence is easy to remember."),
          hint: say("ten characters or more"), parse: { FieldRules.password($0, atLeast: 10) })
      ),
      (
        .again,
        FormField(
          say("Once more"), .text(TextField(maximumLength: 200, isSecret: true)), isRequired: true,
          help: isOwn
            ? say("The same password again, so that a slip does not lock you out.")
            : say("The same password again, so that a slip does not lock the owner out."))
      ),
    ]
  }

  /// Follows what was typed: the short name is proposed until somebody types one, and numbers belong to the country.
  static func follow(_ changed: Field?, in form: inout Form<Field>, slugIsTyped: inout Bool) {
    switch changed {
    case .slug: slugIsTyped = true
    case .name where !slugIsTyped: form.setText(slug(from: form.text(.name)), for: .slug)
    default: break
    }
    let home = home(of: form)
    form[.phone]?.parse = { FieldRules.phone($0, at: home) }
  }

  private static func home(of form: Form<Field>) -> CallingCode {
    form.pick(.country).flatMap { CallingCode(country: $0.id) } ?? .india
  }

  /// Proposes a short name: the first word's letters and digits.
  static func slug(from name: String) -> String {
    let words = name.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    return String((words.first ?? "").prefix(20))
  }

  /// What the form says; nil where a field has to be corrected, which then has the focus.
  static func read(_ form: inout Form<Field>) -> FirstStart? {
    form.validate()
    if form.text(.password) != form.text(.again), form[.again]?.error == nil {
      form.setError(say("The two passwords differ."), for: .again)
    }
    guard form.errors.isEmpty else {
      form.focusFirstError()
      return nil
    }
    let home = home(of: form)
    guard let phone = PhoneNumber(stored: form.text(.phone), default: home) else {
      form.setError(say("This is not a phone number."), for: .phone)
      form.focusFirstError()
      return nil
    }
    return FirstStart(
      organizationName: form.text(.name), slug: form.text(.slug), currency: form.pick(.currency)?.id ?? "INR",
      timeZone: form.text(.timeZone), countryCode: home.country, staffName: form.text(.person), phone: phone,
      password: form.text(.password))
  }
}
