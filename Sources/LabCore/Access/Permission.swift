import Words

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
    case .clientsRead: say("look up clients and pets")
    case .clientsWrite: say("add and change clients and pets")
    case .bookingsRead: say("see bookings")
    case .bookingsWrite: say("make and change bookings")
    case .bookingsCancel: say("cancel a booking before collection")
    case .bookingsCancelCollected: say("cancel a booking after collection")
    case .prescriptionsVerify: say("verify and query prescriptions")
    case .visitsAssign: say("assign visits to collectors")
    case .visitsProgress: say("move a visit along")
    case .specimensReceive: say("receive and reject specimens")
    case .reportsRead: say("read reports")
    case .reportsEnter: say("enter findings")
    case .reportsVerify: say("verify reports")
    case .reportsDeliver: say("deliver reports")
    case .reportsAmend: say("amend or retract a released report")
    case .billingRead: say("see billing")
    case .billingWrite: say("invoice and record payments")
    case .billingRefund: say("refund and reverse")
    case .catalogueRead: say("see tests and prices")
    case .pricesWrite: say("change tests and prices")
    case .offersWrite: say("change offers and coupons")
    case .clinicWrite: say("change clinic settings")
    case .staffManage: say("manage staff and their rights")
    case .analyticsRead: say("see the numbers")
    case .analyticsOwn: say("see figures of their own visits")
    case .auditRead: say("read the audit trail")
    case .auditOwn: say("read what they did themselves")
    case .organizationsManage: say("manage organisations")
    }
  }

  /// Says who could do it, for the line beside a greyed-out action: `Receptionist, Admin or Organisation owner`.
  ///
  /// Follows the role defaults; personal grants are not in it.
  package var whoCan: String {
    let roles = StaffRole.allCases.filter { $0.defaultPermissions.contains(self) }.map(\.displayName)
    return roles.isEmpty ? say("the system administrator") : roles.listed("or")
  }

  /// Says why a person cannot do it and who can: `Only Admin or Organisation owner may change clinic settings.`
  package var refusal: String {
    let who = whoCan
    return say("Only \(who) may \(deed).")
  }
}
