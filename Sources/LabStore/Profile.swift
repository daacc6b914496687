package import LabCore
import Postgres

/// Who sits at the desk, in which organisation, and what they may do: read once at sign-in.
package struct Profile: Sendable, Equatable {
  package var staffID: StaffID
  package var staffName: String
  package var role: StaffRole
  package var isSuperuser: Bool
  package var organizationID: OrganizationID
  package var organizationName: String
  package var slug: String
  package var currency: Currency
  package var countryCode: String
  /// The name of the notification channel; only a session of this organisation can read it.
  package var channel: String
  package var permissions: Permissions
  /// The sign-in before this one, on the organisation's wall clock; nil at the first.
  package var lastLogin: LocalDateTime?
  /// The session as notices of its end name it.
  package var sessionID: Int64
  /// A desk that nobody touches for so long asks for the password.
  package var idleLockMinutes: Int
  /// Somebody else knows the password, so another one is to be chosen.
  package var hasGivenPassword: Bool
  /// Where a visiting system administrator comes from.
  package var homeOrganizationID: OrganizationID?
  /// Turns the present into the organisation's wall clock.
  package var clock: OrganizationClock
  package var timeZone: String
}

extension Profile {
  init(_ row: Row) throws {
    self.init(
      staffID: try row.decode("staff_id"),
      staffName: try row.decode("staff_name"),
      role: try row.decode("role"),
      isSuperuser: try row.decode("is_superuser"),
      organizationID: try row.decode("organization_id"),
      organizationName: try row.decode("organization_name"),
      slug: try row.decode("slug"),
      currency: Currency(
        code: try row.decode("currency"), exponent: try row.decode("currency_exponent"),
        symbol: try row.decode("currency_symbol")),
      countryCode: try row.decode("country_code"),
      channel: try row.decode("channel"),
      permissions: Permissions(codes: try row.decode("permissions", as: [String].self)),
      lastLogin: try row.decode("last_login_at"),
      sessionID: try row.decode("session_id"),
      idleLockMinutes: try row.decode("idle_lock_minutes"),
      hasGivenPassword: try row.decode("has_given_password"),
      homeOrganizationID: try row.decode("home_organization_id"),
      clock: OrganizationClock(utcOffsetSeconds: try row.decode("utc_offset_seconds")),
      timeZone: try row.decode("time_zone"))
  }
}
