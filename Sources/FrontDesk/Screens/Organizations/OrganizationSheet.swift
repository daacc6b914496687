import LabCore
import LabStore
import Tui
import Words

/// A small form about one organisation, and what comes of it.
struct OrganizationSheet: Sendable {
  enum Field: String, Hashable, Sendable {
    case name, slug, address, phone, email, taxID, logo, currency, timeZone, idleLock, reason
  }

  /// What the sheet is for, with the organisation as it was when the sheet opened.
  enum Purpose: Sendable {
    case edit(Organization)
    case suspend(Organization)
    case resume(Organization)
  }

  private(set) var purpose: Purpose
  var sheet: Sheet<Field>

  init(_ purpose: Purpose) {
    self.purpose = purpose
    sheet =
      switch purpose {
      case .edit(let organization): Self.editing(organization)
      case .suspend(let organization):
        Sheet(
          say("Suspend \(organization.particulars.name)?"),
          [
            say(
              "Everybody there is signed out at once and nobody can sign in until you let it work again. "
                + "\(organization.activeStaff.counted("account")) can sign in there at present.")
          ], [Self.reason(say("Why, for the audit trail. Enter suspends the organisation."), isRequired: true)])
      case .resume(let organization):
        Sheet(
          say("Let \(organization.particulars.name) work again"), [say("Its staff can sign in again.")],
          [Self.reason(say("Why, for the audit trail."), isRequired: false)])
      }
  }

  // MARK: Forms

  private static func reason(_ help: String, isRequired: Bool) -> NamedField<Field> {
    (
      .reason,
      FormField(say("Reason"), .text(TextField(maximumLength: 200)), isRequired: isRequired, width: 50, help: help)
    )
  }

  private static func editing(_ organization: Organization) -> Sheet<Field> {
    let now = organization.particulars
    func text(
      _ id: Field, _ label: String, _ value: String?, _ help: String, isRequired: Bool = false, width: Int = 40,
      filter: TextField.Filter = .any, parse: FieldParser? = nil
    ) -> NamedField<Field> {
      (
        id,
        FormField(
          label, .text(TextField(value ?? "", filter: filter, maximumLength: 200)), isRequired: isRequired,
          width: width, help: help, parse: parse)
      )
    }
    let currencies = FoundingForm.currencies
    let stored = ChoiceOption(id: now.currencyCode, title: now.currencyCode)
    return Sheet(
      say("Edit \(now.name)"), [],
      [
        text(.name, say("Name"), now.name, say("The name as it stands on reports and bills."), isRequired: true),
        text(
          .slug, say("Short name"), now.slug,
          say("What people type at sign-in; whoever knows the old one has to be told."),
          isRequired: true, filter: .lowercase, parse: FieldRules.slug),
        text(.address, say("Address"), now.address, say("As it stands on reports and bills.")),
        text(
          .phone, say("Phone"), now.phone, say("Where clients reach the lab, as it stands on reports."), filter: .phone),
        text(.email, say("E-mail"), now.email, say("Where clients write to."), parse: FieldRules.email),
        text(
          .taxID, say("Tax id"), now.taxID, say("The number under which the organisation pays tax, such as a GSTIN.")),
        text(.logo, say("Logo"), now.logoURL, say("A reference to the picture for reports: a path or an address.")),
        (
          .currency,
          FormField(
            say("Currency"),
            .choice(ChoiceField(.fixed(currencies), picks: [currencies.first { $0.id == stored.id } ?? stored])),
            isRequired: true, help: say("All prices are in this currency. It stays once there are bookings."),
            isEnabled: !organization.hasBookings)
        ),
        text(
          .timeZone, say("Time zone"), now.timeZone,
          say("The time zone decides which day it is, such as Asia/Kolkata."),
          isRequired: true),
        (
          .idleLock,
          FormField(
            say("Idle lock"),
            .text(TextField("\(now.idleLockMinutes)", filter: .digits, maximumLength: 2)), isRequired: true, width: 4,
            help: say("A desk that nobody touches for so many minutes asks for the password: 1 to 60."),
            parse: minutes)
        ),
      ])
  }

  private static func minutes(_ text: String) -> Result<ParsedText, FieldProblem> {
    guard let minutes = Int(text), (1...60).contains(minutes) else {
      return .failure(FieldProblem(say("1 to 60 minutes.")))
    }
    return .success(ParsedText("\(minutes)", echo: minutes.counted("minute")))
  }

  // MARK: Outcome

  /// What is to be done as the fields say; nil where one of them has to be corrected.
  mutating func submit() -> OrganizationsWork? {
    guard sheet.submit() else { return nil }
    switch purpose {
    case .edit(let organization):
      return .edit(organization.id, version: organization.version, particulars(organization))
    case .suspend(let organization): return .setActive(organization.id, false, reason: sheet.form.text(.reason).trimmed)
    case .resume(let organization): return .setActive(organization.id, true, reason: sheet.form.text(.reason).trimmed)
    }
  }

  private func particulars(_ organization: Organization) -> Organization.Particulars {
    let form = sheet.form
    func optional(_ id: Field) -> String? {
      let text = form.text(id).trimmed
      return text.isEmpty ? nil : text
    }
    return Organization.Particulars(
      name: form.text(.name).trimmed, slug: form.text(.slug).trimmed, address: optional(.address),
      phone: optional(.phone), email: optional(.email), taxID: optional(.taxID), logoURL: optional(.logo),
      currencyCode: form.pick(.currency)?.id ?? organization.particulars.currencyCode,
      timeZone: form.text(.timeZone).trimmed,
      idleLockMinutes: Int(form.text(.idleLock)) ?? organization.particulars.idleLockMinutes)
  }

  /// Takes an organisation that another desk has changed meanwhile: what was typed stays, the rest is as it is now.
  mutating func adopt(_ organization: Organization) {
    guard case .edit(let old) = purpose, old.id == organization.id, old.version != organization.version else { return }
    purpose = .edit(organization)
    sheet = sheet.rebased(on: Self.editing(organization))
  }
}
