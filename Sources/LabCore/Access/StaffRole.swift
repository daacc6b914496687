import Words

/// What a person is at the lab; personal grants come on top of the role's defaults.
package enum StaffRole: String, CaseIterable, Hashable, Sendable {
  case receptionist, collector
  case labTech = "lab_tech"
  case analyst, admin
  case organizationOwner = "organization_owner"

  package var storedName: String { rawValue }

  package var displayName: String {
    switch self {
    case .receptionist: say("Receptionist")
    case .collector: say("Collector")
    case .labTech: say("Lab technician")
    case .analyst: say("Analyst")
    case .admin: say("Admin")
    case .organizationOwner: say("Organisation owner")
    }
  }

  /// What the role may do without personal grants: the same rows as the table `role_permissions`.
  ///
  /// Collectors and analysts see clients and bookings through narrowed views of the database, which need no
  /// permission of their own here.
  package var defaultPermissions: Set<Permission> {
    switch self {
    case .receptionist:
      [
        .clientsRead, .clientsWrite, .bookingsRead, .bookingsWrite, .bookingsCancel, .visitsAssign, .reportsRead,
        .reportsDeliver, .billingRead, .billingWrite, .catalogueRead, .auditOwn,
      ]
    case .collector: [.visitsProgress, .catalogueRead, .analyticsOwn, .auditOwn]
    case .labTech:
      [
        .specimensReceive, .reportsRead, .reportsEnter, .reportsVerify, .reportsDeliver, .reportsAmend, .catalogueRead,
        .auditOwn,
      ]
    case .analyst: [.analyticsRead, .catalogueRead]
    case .admin:
      Self.organizationOwner.defaultPermissions.union([
        .specimensReceive, .reportsVerify, .reportsDeliver, .reportsAmend,
      ])
    case .organizationOwner:
      [
        .clientsRead, .clientsWrite, .bookingsRead, .bookingsWrite, .bookingsCancel, .bookingsCancelCollected,
        .prescriptionsVerify, .visitsAssign, .reportsRead, .billingRead, .billingWrite, .billingRefund, .catalogueRead,
        .pricesWrite, .offersWrite, .clinicWrite, .staffManage, .analyticsRead, .auditRead, .auditOwn,
      ]
    }
  }

  /// How high the role stands: 2 for owners, 1 for admins, 0 for everybody else; the same as `desk.rank_of_role`.
  ///
  /// Nobody gives a role that stands above their own.
  package var rank: Int {
    switch self {
    case .organizationOwner: 2
    case .admin: 1
    case .receptionist, .collector, .labTech, .analyst: 0
    }
  }
}
