import Words

/// One setting of the clinic; the raw value is its name in the database, where each is a text.
package enum ClinicSetting: Hashable, Sendable, CaseIterable {
  case name, clinicAddress, address, phone, email, taxID, whatsAppNumber, mapLink, latitude, longitude
  case hours(Weekday)
  case currency, timeZone
  case clock, defaultHours, dueSoon
  case idleLock, attachmentLimit

  package static let allCases: [ClinicSetting] = SettingsSection.allCases.flatMap(\.settings)

  /// The name under which the database keeps it.
  package var storedName: String {
    switch self {
    case .name: "name"
    case .clinicAddress: "clinic_address"
    case .address: "address"
    case .phone: "phone"
    case .email: "email"
    case .taxID: "tax_id"
    case .whatsAppNumber: "whatsapp_number"
    case .mapLink: "google_maps_link"
    case .latitude: "latitude"
    case .longitude: "longitude"
    case .hours(let day): day.storedName
    case .currency: "currency"
    case .timeZone: "time_zone"
    case .clock: "tat_around_the_clock"
    case .defaultHours: "default_tat_hours"
    case .dueSoon: "due_soon_minutes"
    case .idleLock: "idle_lock_minutes"
    case .attachmentLimit: "attachment_limit_mb"
    }
  }

  /// The column that the audit trail names; hours of all weekdays stand in one.
  package var column: String {
    if case .hours = self { "booking_rules" } else { storedName }
  }

  /// The label of its field.
  package var label: String {
    switch self {
    case .name: say("Name")
    case .clinicAddress: say("Address")
    case .address: say("For bills")
    case .phone: say("Phone")
    case .email: say("E-mail")
    case .taxID: say("Tax id")
    case .whatsAppNumber: say("WhatsApp")
    case .mapLink: say("Map")
    case .latitude: say("Latitude")
    case .longitude: say("Longitude")
    case .hours(let day): day.displayName
    case .currency: say("Currency")
    case .timeZone: say("Time zone")
    case .clock: say("Time runs")
    case .defaultHours: say("Without own")
    case .dueSoon: say("Due soon")
    case .idleLock: say("Locks after")
    case .attachmentLimit: say("Documents")
    }
  }

  /// A stored value as people read it.
  package func words(for stored: String?) -> String {
    guard let stored, !stored.isEmpty else {
      switch self {
      case .defaultHours: return say("no limit, never overdue")
      case .hours: return say("not known")
      default: return say("none")
      }
    }
    return switch self {
    case .hours: (try? StretchShorthand.parse(stored)).map { DayHours.open($0).text } ?? stored
    case .clock: stored == "true" ? say("day and night") : say("in the opening hours")
    case .defaultHours: Int(stored).map { $0.counted("hour") } ?? stored
    case .dueSoon: stored == "0" ? say("never") : say("\(stored) min before")
    case .idleLock: say("\(stored) min")
    case .attachmentLimit: say("up to \(stored) MiB")
    case .name, .clinicAddress, .address, .phone, .email, .taxID, .whatsAppNumber, .mapLink, .latitude, .longitude,
      .currency, .timeZone:
      stored
    }
  }
}

/// Settings that are looked at and changed together.
package enum SettingsSection: String, Hashable, Sendable, CaseIterable {
  case contact, hours, money, turnaround, desks

  package var title: String {
    switch self {
    case .contact: say("Name and contact")
    case .hours: say("Opening hours")
    case .money: say("Money and time")
    case .turnaround: say("Turnaround")
    case .desks: say("Desks")
    }
  }

  package var settings: [ClinicSetting] {
    switch self {
    case .contact:
      [
        .name, .clinicAddress, .address, .phone, .email, .taxID, .whatsAppNumber, .mapLink, .latitude, .longitude,
      ]
    case .hours: Weekday.allCases.map(ClinicSetting.hours)
    case .money: [.currency, .timeZone]
    case .turnaround: [.clock, .defaultHours, .dueSoon]
    case .desks: [.idleLock, .attachmentLimit]
    }
  }
}
