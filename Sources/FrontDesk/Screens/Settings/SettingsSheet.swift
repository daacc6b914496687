import LabCore
import LabStore
import Tui
import Words

/// The form of one section of the settings.
struct SettingsSheet: Sendable {
  enum Field: Hashable, Sendable {
    case text(ClinicSetting)
    /// Coordinates or a link to a map: each makes the other.
    case place
  }

  let section: SettingsSection
  /// The settings that the fields began with, or that another desk has saved meanwhile.
  private(set) var seen: ClinicSettings
  private(set) var zones: [String]
  private let country: CallingCode
  var sheet: Sheet<Field>
  /// What other desks have saved while the sheet was open.
  private var news: [SettingsChange.Item] = []

  init(_ section: SettingsSection, _ settings: ClinicSettings, country: CallingCode, zones: [String] = []) {
    self.section = section
    self.country = country
    self.zones = zones
    seen = settings
    sheet = Sheet(section.title, Self.lines(of: section), Self.fields(of: section, settings, country, zones))
    sheet.keys = [
      say("Ctrl-S shows what changes before it is saved · Esc leaves it"), say("Ctrl-S shows the changes · Esc leaves"),
    ]
    follow()
    sheet.form.markClean()
  }

  private static func lines(of section: SettingsSection) -> [String] {
    switch section {
    case .hours: [say("Such as 8-13, 14-20, the gap is a break; off for a day of rest.")]
    case .contact, .money, .turnaround, .desks: []
    }
  }

  // MARK: Other desks

  /// Takes the settings as they are now: what was typed stays, and what others changed is said field by field.
  mutating func look(at newer: ClinicSettings) {
    let differences = newer.differences(from: seen, in: section).items
    guard !differences.isEmpty else { return }
    for item in differences {
      if let place = news.firstIndex(where: { $0.setting == item.setting }) {
        news[place].after = item.after
      } else {
        news.append(item)
      }
    }
    rebase(on: SettingsSheet(section, newer, country: country, zones: zones))
    sheet.lines = Self.lines(of: section) + [say("Another desk has saved meanwhile:")] + news.map(\.words)
  }

  /// Takes the names of the time zones, which are read when the sheet opens.
  mutating func adopt(_ zones: [String]) {
    let lines = sheet.lines
    rebase(on: SettingsSheet(section, seen, country: country, zones: zones))
    self.zones = zones
    sheet.lines = lines
  }

  private mutating func rebase(on newer: SettingsSheet) {
    seen = newer.seen
    sheet = sheet.rebased(on: newer.sheet)
    follow()
  }

  // MARK: Keys

  mutating func handle(_ press: KeyPress) -> Sheet<Field>.Outcome {
    let outcome = sheet.handle(press)
    if outcome != .closed { follow() }
    return outcome
  }

  mutating func paste(_ text: String) {
    sheet.paste(text)
    follow()
  }

  /// Keeps what Ctrl-D fills in: each weekday has the hours of the one before.
  private mutating func follow() {
    guard section == .hours else { return }
    var texts: [Field: String] = [:]
    for (before, day) in zip(Weekday.allCases, Weekday.allCases.dropFirst()) {
      texts[.text(.hours(day))] = sheet.form.text(.text(.hours(before)))
    }
    sheet.form.previous = FormRecord(texts: texts)
  }

  // MARK: Outcome

  /// What the fields change; nil where one has to be corrected.
  mutating func change() -> SettingsChange? {
    guard sheet.submit() else { return nil }
    var wanted = seen
    for setting in section.settings { wanted[setting] = value(of: setting) }
    return SettingsChange(of: section, from: seen, to: wanted)
  }

  /// What a field says, as the database keeps it.
  private func value(of setting: ClinicSetting) -> String? {
    let field = Field.text(setting)
    let typed = sheet.form.text(field).trimmed
    switch setting {
    case .currency, .timeZone, .clock: return sheet.form.pick(field)?.id ?? seen[setting]
    case .whatsAppNumber:
      // A number that was stored in another spelling is the same number.
      let old = seen[setting].flatMap { PhoneNumber(stored: $0, default: country) }
      return PhoneNumber(stored: typed, default: country) == old && old != nil
        ? seen[setting] : typed.isEmpty ? nil : typed
    case .mapLink, .latitude, .longitude: return placeValue(of: setting)
    case .defaultHours, .dueSoon, .idleLock, .attachmentLimit: return Int(typed).map(String.init)
    case .name, .clinicAddress, .address, .phone, .email, .taxID, .hours: return typed.isEmpty ? nil : typed
    }
  }

  private func placeValue(of setting: ClinicSetting) -> String? {
    let typed = sheet.form.text(.place).trimmed
    if typed == Self.placeText(seen) { return seen[setting] }
    guard let place = try? ClinicPlace.parse(typed) else { return nil }
    return switch setting {
    case .latitude: "\(place.point.latitude)"
    case .longitude: "\(place.point.longitude)"
    default: place.link
    }
  }

  /// What stands in the field of the place.
  static func placeText(_ settings: ClinicSettings) -> String { settings[.mapLink] ?? settings.point?.text ?? "" }
}
