/// One thing that a person may do; the stored codes are those of the table `desk.permissions`.
package enum Permission: String, CaseIterable, Hashable, Sendable {
  case clientsRead = "clients.read"
  case clientsWrite = "clients.write"
  case bookingsRead = "bookings.read"
  case bookingsWrite = "bookings.write"
  case bookingsCancel = "bookings.cancel"
  case bookingsCancelCollected = "bookings.cancel_collected"
  case prescriptionsVerify = "prescriptions.verify"
  case visitsAssign = "visits.assign"
  case visitsProgress = "visits.progress"
  case specimensReceive = "specimens.receive"
  case reportsRead = "reports.read"
  case reportsEnter = "reports.enter"
  case reportsVerify = "reports.verify"
  case reportsDeliver = "reports.deliver"
  case reportsAmend = "reports.amend"
  case billingRead = "billing.read"
  case billingWrite = "billing.write"
  case billingRefund = "billing.refund"
  case catalogueRead = "catalogue.read"
  case pricesWrite = "prices.write"
  case offersWrite = "offers.write"
  case clinicWrite = "clinic.write"
  case staffManage = "staff.manage"
  case analyticsRead = "analytics.read"
  case analyticsOwn = "analytics.own"
  case auditRead = "audit.read"
  case auditOwn = "audit.own"
  case organizationsManage = "organizations.manage"

  package var code: String { rawValue }

  /// Completes “may …”.
  package var deed: String {
    switch self {
    case .clientsRead: "look up clients and pets"
    case .clientsWrite: "add and change clients and pets"
    case .bookingsRead: "see bookings"
    case .bookingsWrite: "make and change bookings"
    case .bookingsCancel: "cancel a booking before collection"
    case .bookingsCancelCollected: "cancel a booking after collection"
    case .prescriptionsVerify: "verify and query prescriptions"
    case .visitsAssign: "assign visits to collectors"
    case .visitsProgress: "move a visit along"
    case .specimensReceive: "receive and reject specimens"
    case .reportsRead: "read reports"
    case .reportsEnter: "enter findings"
    case .reportsVerify: "verify reports"
    case .reportsDeliver: "deliver reports"
    case .reportsAmend: "amend or retract a released report"
    case .billingRead: "see billing"
    case .billingWrite: "invoice and record payments"
    case .billingRefund: "refund and reverse"
    case .catalogueRead: "see tests and prices"
    case .pricesWrite: "change tests and prices"
    case .offersWrite: "change offers and coupons"
    case .clinicWrite: "change clinic settings"
    case .staffManage: "manage staff and their rights"
    case .analyticsRead: "see the numbers"
    case .analyticsOwn: "see figures of their own visits"
    case .auditRead: "read the audit trail"
    case .auditOwn: "read what they did themselves"
    case .organizationsManage: "manage organisations"
    }
  }

  /// Says who could do it, for the line beside a greyed-out action: `Receptionist, Admin or Organisation owner`.
  ///
  /// Follows the role defaults; personal grants are not in it.
  package var whoCan: String {
    let roles = StaffRole.allCases.filter { $0.defaultPermissions.contains(self) }.map(\.displayName)
    return roles.isEmpty ? "the system administrator" : roles.listed("or")
  }

  /// Says why a person cannot do it and who can: `Only Admin or Organisation owner may change clinic settings.`
  package var refusal: String {
    let who = whoCan
    return "Only \(who) may \(deed)."
  }
}
