import LabCore
import LabStore
import Words

/// Names of columns and stored values in plain words.
enum ColumnWords {
  /// `collection_staff_id` is `collection staff`, `is_active` is `active`.
  static func words(for column: String, of table: String) -> String {
    switch (column, table) {
    case ("user_id", RecordKind.permissions.table): return "colleague"
    case ("user_id", _): return "client"
    case ("id", _): return "key"
    case ("full_name", _): return "name"
    case ("hashed_password", _): return "password"
    default: break
    }
    var name = column[...]
    if name.hasPrefix("is_") { name = name.dropFirst(3) }
    if name.hasSuffix("_id") { name = name.dropLast(3) }
    return String(name).replacing("_", with: " ")
  }

  /// A stored value as people read it; `nil` is for a value that was not there.
  static func value(
    _ stored: String?, _ change: AuditDetails.Change, of table: String, in currency: Currency
  ) -> String? {
    guard let stored else { return nil }
    switch change.kind {
    case .money: return Int64(stored).map { Money(minorUnits: $0).formatted(in: currency) } ?? stored
    case .moment: return LocalDateTime(stored)?.text ?? stored
    case .date: return CalendarDate(stored)?.text ?? stored
    case .flag: return stored == "true" ? say("yes") : stored == "false" ? say("no") : stored
    case .text:
      if stored.isEmpty { return say("(empty)") }
      return change.isWord ? word(stored, change.column, of: table) : stored
    }
  }

  /// A name of the program's own as its screens say it: `en_route` is `on the way`.
  private static func word(_ stored: String, _ column: String, of table: String) -> String {
    let shown: String? =
      switch (RecordKind(rawValue: table), column) {
      case (.bookings, "status"): BookingStatus(rawValue: stored)?.displayName
      case (.visits, "status"): VisitStatus(rawValue: stored)?.displayName
      case (.items, "status"): ItemStatus(rawValue: stored)?.displayName
      case (.reports, "status"): ReportStatus(rawValue: stored)?.displayName
      case (.specimens, "status"): SpecimenStatus(rawValue: stored)?.displayName
      case (.bills, "status"): BillingStatus(rawValue: stored)?.displayName
      case (.staff, "role"): StaffRole(rawValue: stored)?.displayName
      default: nil
      }
    guard let shown else { return stored.replacing("_", with: " ") }
    return shown.prefix(1).lowercased() + shown.dropFirst()
  }
}

extension AuditDetails.Change {
  /// Whether the values are names of the program's own, such as a status or a role.
  fileprivate var isWord: Bool {
    column.hasSuffix("status") || ["role", "collection_method", "kind", "discount_type"].contains(column)
  }
}
