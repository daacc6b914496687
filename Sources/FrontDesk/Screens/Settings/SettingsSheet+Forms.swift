import LabCore
import LabStore
import Tui
import Words

extension SettingsSheet {
  static func fields(
    of section: SettingsSection, _ settings: ClinicSettings, _ country: CallingCode, _ zones: [String]
  ) -> [NamedField<Field>] {
    switch section {
    case .contact: contactFields(settings, country)
    case .hours: hoursFields(settings)
    case .money: moneyFields(settings, zones)
    case .turnaround: turnaroundFields(settings)
    case .desks: deskFields(settings)
    }
  }

  private static func text(
    _ setting: ClinicSetting, _ settings: ClinicSettings, _ help: String, isRequired: Bool = false, width: Int = 44,
    filter: TextField.Filter = .any, most: Int = 200, hint: String = "", parse: FieldParser? = nil
  ) -> NamedField<Field> {
    (
      .text(setting),
      FormField(
        setting.label, .text(TextField(settings[setting] ?? "", filter: filter, maximumLength: most)),
        isRequired: isRequired, width: width, help: help, hint: hint, parse: parse)
    )
  }

  private static func contactFields(_ settings: ClinicSettings, _ country: CallingCode) -> [NamedField<Field>] {
    [
      text(.name, settings, say("The name as it stands on reports and bills."), isRequired: true),
      text(.clinicAddress, settings, say("Where clients come to; it stands on reports.")),
      text(.address, settings, say("The address of the business, as it stands on bills.")),
      text(.phone, settings, say("The phone of the business."), filter: .phone, most: 40),
      text(.email, settings, say("Where clients write to."), parse: FieldRules.email),
      text(.taxID, settings, say("The number under which the business pays tax, such as a GSTIN.")),
      text(
        .whatsAppNumber, settings, say("The number that clients chat with; the link and its code are made from it."),
        width: 18, filter: .phone, most: 40,
        parse: { typed in
          do throws(PhoneNumberError) {
            let number = try PhoneNumber.parse(typed, default: country)
            return .success(ParsedText(number.text, echo: ChatLink(to: number).text))
          } catch {
            return .failure(FieldProblem(error.sentence))
          }
        }),
      (
        .place,
        FormField(
          say("Place"), .text(TextField(placeText(settings), maximumLength: 1000)), width: 30,
          help: say("Coordinates such as 12.9716, 77.5946, or a link from a map; each gives the other."), parse: place)
      ),
    ]
  }

  /// Coordinates with the link that they make, or a link with the coordinates that it names.
  @Sendable private static func place(_ typed: String) -> Result<ParsedText, FieldProblem> {
    do {
      let place = try ClinicPlace.parse(typed)
      let isLink = place.link == typed.trimmed
      return .success(ParsedText(isLink ? place.link : place.point.text, echo: isLink ? place.point.text : place.link))
    } catch {
      return .failure(FieldProblem(error.sentence))
    }
  }

  private static func hoursFields(_ settings: ClinicSettings) -> [NamedField<Field>] {
    Weekday.allCases.map { day in
      text(
        .hours(day), settings, say("Hours such as 8-13, 14-20, or off; Ctrl-D is the day before."), isRequired: true,
        width: 34, most: 120,
        parse: { typed in
          do throws(StretchShorthandError) {
            return .success(ParsedText(StretchShorthand.text(try StretchShorthand.parse(typed))))
          } catch {
            return .failure(FieldProblem(error.sentence))
          }
        })
    }
  }

  private static func moneyFields(_ settings: ClinicSettings, _ zones: [String]) -> [NamedField<Field>] {
    func choice(_ setting: ClinicSetting, _ options: [ChoiceOption], _ help: String) -> NamedField<Field> {
      let stored = settings[setting] ?? ""
      let pick = options.first { $0.id == stored } ?? ChoiceOption(id: stored, title: stored)
      return (
        .text(setting),
        FormField(
          setting.label, .choice(ChoiceField(.fixed(options.isEmpty ? [pick] : options), picks: [pick])),
          isRequired: true, width: 32, help: help)
      )
    }
    return [
      choice(.currency, FoundingForm.currencies, say("All amounts are in it; it stays from the first booking on.")),
      choice(
        .timeZone, zones.map { ChoiceOption(id: $0, title: $0.replacing("_", with: " ")) },
        say("Decides which day it is: a few letters of the city. It stays from the first booking on.")),
    ]
  }

  private static func turnaroundFields(_ settings: ClinicSettings) -> [NamedField<Field>] {
    let ways = ["false", "true"].map { ChoiceOption(id: $0, title: ClinicSetting.clock.words(for: $0)) }
    return [
      (
        .text(.clock),
        FormField(
          ClinicSetting.clock.label,
          .choice(ChoiceField(.fixed(ways), picks: ways.filter { $0.id == settings[.clock] ?? "false" })),
          isRequired: true, width: 24,
          help: say("Whether the time of a test runs in the opening hours, or day and night."))
      ),
      text(
        .defaultHours, settings, say("For tests that have no turnaround time; empty: they are never overdue."),
        width: 6,
        filter: .digits, most: 4, hint: say("hours"), parse: number(1...2000, orNothing: say(" or nothing"))),
      text(
        .dueSoon, settings, say("So many minutes before it is due, work is said to be due soon; 0 for never."),
        isRequired: true, width: 6, filter: .digits, most: 4, hint: say("min before it is due"), parse: number(0...1440)
      ),
    ]
  }

  private static func deskFields(_ settings: ClinicSettings) -> [NamedField<Field>] {
    [
      text(
        .idleLock, settings, say("A desk that nobody touches for so long asks for the password."), isRequired: true,
        width: 6, filter: .digits, most: 2, hint: say("minutes without a key"), parse: number(1...60)),
      text(
        .attachmentLimit, settings, say("How large a prescription may be that is attached; 10 MiB are the most."),
        isRequired: true, width: 6, filter: .digits, most: 2, hint: say("MiB at most"), parse: number(1...10)),
    ]
  }

  private static func number(_ range: ClosedRange<Int>, orNothing: String = "") -> FieldParser {
    { typed in
      guard let number = Int(typed.trimmed), range.contains(number) else {
        return .failure(FieldProblem(say("A number from \(range.lowerBound) to \(range.upperBound)\(orNothing).")))
      }
      return .success(ParsedText(String(number)))
    }
  }
}
