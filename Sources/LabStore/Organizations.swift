package import LabCore
import Postgres
import Words

/// An organisation as the system administrator sees it.
package struct Organization: Sendable, Equatable, Identifiable {
  package var id: OrganizationID
  package var particulars: Particulars
  package var countryCode: String
  package var isActive: Bool
  package var createdAt: LocalDateTime
  package var activeStaff: Int
  package var lastLogin: LocalDateTime?
  /// Whether this desk works in it at present.
  package var isHere: Bool
  /// From the first booking on the currency stays.
  package var hasBookings: Bool
  package var version: Int64

  /// What can be edited.
  package struct Particulars: Sendable, Equatable {
    package var name: String
    /// The short name typed at sign-in.
    package var slug: String
    package var address: String?
    package var phone: String?
    package var email: String?
    package var taxID: String?
    package var logoURL: String?
    package var currencyCode: String
    package var timeZone: String
    /// 1 to 60 minutes.
    package var idleLockMinutes: Int

    package init(
      name: String, slug: String, address: String?, phone: String?, email: String?, taxID: String?, logoURL: String?,
      currencyCode: String, timeZone: String, idleLockMinutes: Int
    ) {
      self.name = name
      self.slug = slug
      self.address = address
      self.phone = phone
      self.email = email
      self.taxID = taxID
      self.logoURL = logoURL
      self.currencyCode = currencyCode
      self.timeZone = timeZone
      self.idleLockMinutes = idleLockMinutes
    }
  }
}

extension Desk {
  /// Lists every organisation by name.
  package func organizations() async throws -> [Organization] {
    try await query(.lookUp, "select * from desk.organizations()").rows.map(Organization.init)
  }

  /// Makes an organisation with its owner, as the first start does it.
  package func found(_ new: FirstStart) async throws -> OrganizationID {
    try await query(
      .write,
      """
      select desk.found_organization(\(new.organizationName), \(new.slug), \(new.currency), \(new.timeZone),
        \(new.countryCode), \(new.staffName), \(new.phone.e164), \(new.password)) as id
      """
    ).rows[0].decode("id")
  }

  /// Writes the particulars of the version that was read.
  package func edit(_ id: OrganizationID, version: Int64, _ new: Organization.Particulars) async throws {
    _ = try await query(
      .write,
      """
      select desk.edit_organization(\(id), \(version), jsonb_build_object('name', \(new.name)::text,
        'slug', \(new.slug)::text, 'address', \(new.address)::text, 'phone', \(new.phone)::text,
        'email', \(new.email)::text, 'tax_id', \(new.taxID)::text, 'logo_url', \(new.logoURL)::text,
        'currency', \(new.currencyCode)::text, 'time_zone', \(new.timeZone)::text,
        'idle_lock_minutes', \(new.idleLockMinutes)::integer))
      """)
  }

  /// Suspends an organisation, whose sessions end at once, or lets it work again.
  package func setActive(_ id: OrganizationID, _ isActive: Bool, reason: String) async throws {
    _ = try await query(.write, "select desk.set_organization_active(\(id), \(isActive), \(reason))")
  }

  /// Leaves this organisation for another one, where the desk has a session from now on.
  ///
  /// Where the new organisation cannot be read, the desk is signed out and the error says so: nothing that belongs to
  /// one organisation is ever shown or saved with the session of another.
  package func switchOrganization(
    to id: OrganizationID, origin: String
  ) async throws -> (profile: Profile, shelf: Shelf) {
    let opened: String = try await query(
      .write, "select desk.switch_organization(\(id), \(origin), \(applicationName)) as token"
    ).rows[0].decode("token")
    present(opened)
    do {
      return (try await profile(), try await readShelf())
    } catch {
      try? await signOut()
      throw DeskError(
        .notSignedIn, say("The other organisation could not be read, so you are signed out. What you typed is kept."))
    }
  }
}

extension Organization {
  fileprivate init(_ row: Row) throws {
    self.init(
      id: try row.decode("id"),
      particulars: Particulars(
        name: try row.decode("name"), slug: try row.decode("slug"), address: try row.decode("address"),
        phone: try row.decode("phone"), email: try row.decode("email"), taxID: try row.decode("tax_id"),
        logoURL: try row.decode("logo_url"), currencyCode: try row.decode("currency"),
        timeZone: try row.decode("time_zone"), idleLockMinutes: try row.decode("idle_lock_minutes")),
      countryCode: try row.decode("country_code"), isActive: try row.decode("is_active"),
      createdAt: try row.decode("created_at"), activeStaff: try row.decode("active_staff"),
      lastLogin: try row.decode("last_login"), isHere: try row.decode("is_here"),
      hasBookings: try row.decode("has_bookings"), version: try row.decode("version"))
  }
}
