/// The settings of a clinic as they are stored, and who changed them last.
package struct ClinicSettings: Hashable, Sendable {
  /// A change that somebody made.
  package struct Trace: Hashable, Sendable {
    package var person: String
    package var at: LocalDateTime

    package init(person: String, at: LocalDateTime) {
      self.person = person
      self.at = at
    }
  }

  private var values: [ClinicSetting: String]
  /// The link that opens a chat with the clinic, as the database derives it.
  package var chatLink: String?
  /// From the first booking on currency and time zone stay.
  package var hasMoney: Bool
  /// The key of the clinic's page, for its history.
  package var clinicID: Int64
  /// The last change of each column.
  package var traces: [String: Trace]

  package init(
    _ values: [ClinicSetting: String], chatLink: String? = nil, hasMoney: Bool = false, clinicID: Int64 = 0,
    traces: [String: Trace] = [:]
  ) {
    self.values = values
    self.chatLink = chatLink
    self.hasMoney = hasMoney
    self.clinicID = clinicID
    self.traces = traces
  }

  /// The stored value; nil where there is none.
  package subscript(_ setting: ClinicSetting) -> String? {
    get { values[setting] }
    set { values[setting] = newValue }
  }

  package var point: GeoPoint? {
    guard let latitude = self[.latitude].flatMap(Double.init), let longitude = self[.longitude].flatMap(Double.init)
    else { return nil }
    return GeoPoint(latitude: latitude, longitude: longitude)
  }

  /// The link to the place; where only coordinates are stored, the one that they make.
  package var mapLink: String? { self[.mapLink] ?? point.map { ClinicPlace($0).link } }

  /// The week as it is stored; days that cannot be read are left out.
  package var week: WeekPlan {
    var plan = WeekPlan()
    for day in Weekday.allCases {
      guard let stored = self[.hours(day)], let stretches = try? StretchShorthand.parse(stored), !stretches.isEmpty
      else {
        continue
      }
      plan.days[day] = stretches
    }
    return plan
  }

  /// The newest change of a section; nil since it was set up.
  package func lastChange(of section: SettingsSection) -> Trace? {
    Set(section.settings.map(\.column)).compactMap { traces[$0] }.max { $0.at < $1.at }
  }

  /// The settings of a section that are no longer as they were seen.
  package func differences(from seen: ClinicSettings, in section: SettingsSection) -> SettingsChange {
    SettingsChange(
      section.settings.compactMap { setting in
        seen[setting] == self[setting] ? nil : SettingsChange.Item(setting, from: seen[setting], to: self[setting])
      })
  }
}
