package import LabCore
import Postgres

extension Desk {
  /// Reads the settings of the clinic and who changed them last; needs `clinic.write`.
  package func settings() async throws -> ClinicSettings {
    try ClinicSettings(try await query(.lookUp, "select * from desk.clinic_settings()").onlyRow())
  }

  /// Says what a change would lead to, and is refused as it would be; nothing is saved.
  package func foretell(_ change: SettingsChange) async throws -> SettingsOutcome {
    try SettingsOutcome(
      try await query(
        .write,
        """
        select * from desk.try_settings(\(change.names)::text[], \(change.before)::text[], \(change.after)::text[])
        """
      ).onlyRow())
  }

  /// Changes settings and says what followed.
  ///
  /// Refused as `.stale` where another desk has changed one of them since; other settings may have changed.
  package func save(_ change: SettingsChange) async throws -> SettingsOutcome {
    try SettingsOutcome(
      try await query(
        .write,
        """
        select * from desk.save_settings(\(change.names)::text[], \(change.before)::text[], \(change.after)::text[])
        """
      ).onlyRow())
  }

  /// The names of the time zones that the server knows.
  package func timeZones() async throws -> [String] {
    try await query(.lookUp, "select z from desk.time_zones() z").rows.map { try $0.decode(at: 0) }
  }
}

extension SettingsChange {
  fileprivate var names: [String] { items.map(\.setting.storedName) }
  fileprivate var before: [String?] { items.map(\.before) }
  fileprivate var after: [String?] { items.map(\.after) }
}

extension ClinicSettings {
  fileprivate init(_ row: Row) throws {
    let named = Dictionary(uniqueKeysWithValues: ClinicSetting.allCases.map { ($0.storedName, $0) })
    let stored = try zip(row.decode("fields", as: [String].self), row.decode("settings", as: [String?].self))
    var values: [ClinicSetting: String] = [:]
    for (name, value) in stored {
      if let setting = named[name], let value { values[setting] = value }
    }
    let columns: [String] = try row.decode("changed", as: [String]?.self) ?? []
    let people: [String] = try row.decode("changed_by", as: [String]?.self) ?? []
    let moments: [String] = try row.decode("changed_at", as: [String]?.self) ?? []
    var traces: [String: Trace] = [:]
    for ((column, person), moment) in zip(zip(columns, people), moments) {
      traces[column] = LocalDateTime(moment).map { Trace(person: person, at: $0) }
    }
    self.init(
      values, chatLink: try row.decode("whatsapp_link"), hasMoney: try row.decode("has_money"),
      clinicID: try row.decode("clinic_id"), traces: traces)
  }
}

extension SettingsOutcome {
  fileprivate init(_ row: Row) throws {
    self.init(
      visitsOutside: try row.decode("visits_outside"), visitsReturned: try row.decode("visits_returned"),
      bookingsAsking: try row.decode("bookings_asking"), testsMoved: try row.decode("tests_moved"),
      testsLate: try row.decode("tests_late"))
  }
}
