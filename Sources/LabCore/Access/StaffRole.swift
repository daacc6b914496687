/// What a person is at the lab; personal grants come on top of the role's defaults.
package enum StaffRole: String, CaseIterable, Hashable, Sendable {
  case receptionist, collector
  case labTech = "lab_tech"
  case analyst, admin
  case organizationOwner = "organization_owner"

  package var storedName: String { rawValue }

  package var displayName: String {
    switch self {
    case .receptionist: "Receptionist"
    case .collector: "Collector"
    case .labTech: "Lab technician"
    case .analyst: "Analyst"
    case .admin: "Admin"
    case .organizationOwner: "Organisation owner"
    }
  }

  /// How far a role's permission reaches.
  package enum Reach: Hashable, Sendable {
    /// Every row of the organisation.
    case organization
    /// Rows that are one's own or assigned to one.
    case own
    /// Rows without what tells who the client is.
    case deidentified
  }

  package var defaultPermissions: Set<Permission> { Set(defaults.keys) }

  /// How far a permission reaches for the role; nil when the role does not have it.
  package func reach(of permission: Permission) -> Reach? { defaults[permission] }

  private var defaults: [Permission: Reach] {
    switch self {
    case .receptionist: Self.receptionistDefaults
    case .collector: Self.collectorDefaults
    case .labTech: Self.labTechDefaults
    case .analyst: Self.analystDefaults
    case .admin: Self.adminDefaults
    case .organizationOwner: Self.ownerDefaults
    }
  }

  private static func all(_ permissions: [Permission], _ reach: Reach = .organization) -> [Permission: Reach] {
    Dictionary(uniqueKeysWithValues: permissions.map { ($0, reach) })
  }

  private static let receptionistDefaults = all([
    .clientsRead, .clientsWrite, .bookingsRead, .bookingsWrite, .bookingsCancel, .visitsAssign, .visitsProgress,
    .reportsRead, .reportsDeliver, .billingRead, .billingWrite, .catalogueRead,
  ]).merging(all([.auditRead], .own)) { _, own in own }

  private static let collectorDefaults = all(
    [
      .clientsRead, .bookingsRead, .visitsProgress, .specimensReceive, .billingRead, .billingWrite, .analyticsRead,
      .auditRead,
    ], .own
  ).merging(all([.catalogueRead])) { _, all in all }

  private static let labTechDefaults = all([
    .clientsRead, .bookingsRead, .specimensReceive, .reportsRead, .reportsEnter, .reportsVerify, .reportsDeliver,
    .reportsAmend, .catalogueRead, .analyticsRead,
  ]).merging(all([.auditRead], .own)) { _, own in own }

  private static let analystDefaults = all([.clientsRead, .bookingsRead, .reportsRead, .billingRead], .deidentified)
    .merging(all([.catalogueRead, .analyticsRead])) { _, all in all }

  private static let ownerDefaults = all([
    .clientsRead, .clientsWrite, .bookingsRead, .bookingsWrite, .bookingsCancel, .bookingsCancelCollected,
    .visitsAssign, .visitsProgress, .reportsRead, .billingRead, .billingWrite, .billingRefund, .catalogueRead,
    .pricesWrite, .offersWrite, .clinicWrite, .staffManage, .analyticsRead, .auditRead,
  ])

  private static let adminDefaults = ownerDefaults.merging(
    all([.specimensReceive, .reportsVerify, .reportsDeliver, .reportsAmend])
  ) { _, all in all }
}
