package import LabCore
import Postgres
import Words

/// An account of the organisation as those see it who manage staff.
package struct Colleague: Sendable, Equatable, Identifiable {
  package var id: StaffID
  package var name: String
  package var phone: String
  package var email: String?
  package var role: StaffRole
  /// Where a collector usually works.
  package var assignedArea: String?
  package var isActive: Bool
  /// Five wrong passwords; somebody has to unlock the account.
  package var isLocked: Bool
  package var isSuperuser: Bool
  /// Owns the organisation, whatever the role is.
  package var isOwner: Bool
  /// The password-less account of a system administrator from another organisation.
  package var isVisitor: Bool
  /// The password was given by somebody else and not yet replaced.
  package var hasGivenPassword: Bool
  /// Nil while the account waits for approval.
  package var approvedAt: LocalDateTime?
  package var approvedBy: String?
  package var lastLogin: LocalDateTime?
  /// Visits assigned and not yet collected.
  package var openVisits: Int
  package var grants: [Grant]
  package var version: Int64

  /// A single permission on top of the role.
  package struct Grant: Sendable, Equatable {
    package var permission: Permission
    package var grantedBy: String?
    package var grantedAt: LocalDateTime
  }

  /// What the person may do: the role and the single grants.
  package var permissions: Permissions {
    var all = role.defaultPermissions.union(grants.map(\.permission))
    if isOwner { all.formUnion(StaffRole.organizationOwner.defaultPermissions) }
    if isSuperuser { all.insert(.organizationsManage) }
    return Permissions(all)
  }

  /// How high the person stands, 3 to 0, as `desk.rank_of` says: nobody manages an account above their own.
  package var rank: Int { isSuperuser ? 3 : isOwner ? StaffRole.organizationOwner.rank : role.rank }
}

/// A new account.
package struct NewColleague: Sendable, Equatable {
  package var name: String
  package var phone: PhoneNumber
  package var email: EmailAddress?
  package var role: StaffRole
  package var assignedArea: String?
  package var password: String
  /// Whether the account may sign in at once, or waits for approval.
  package var isApproved: Bool

  package init(
    name: String, phone: PhoneNumber, email: EmailAddress?, role: StaffRole, assignedArea: String?,
    password: String, isApproved: Bool
  ) {
    self.name = name
    self.phone = phone
    self.email = email
    self.role = role
    self.assignedArea = assignedArea
    self.password = password
    self.isApproved = isApproved
  }
}

/// The particulars of an account that are simply written, of the version that was read.
package struct ColleagueEdit: Sendable, Equatable {
  package var id: StaffID
  package var version: Int64
  package var name: String
  package var phone: PhoneNumber
  package var email: EmailAddress?
  package var assignedArea: String?

  package init(
    id: StaffID, version: Int64, name: String, phone: PhoneNumber, email: EmailAddress?, assignedArea: String?
  ) {
    self.id = id
    self.version = version
    self.name = name
    self.phone = phone
    self.email = email
    self.assignedArea = assignedArea
  }
}

extension Desk {
  /// Lists every account of the organisation: those who can sign in first, by name.
  package func colleagues() async throws -> [Colleague] {
    let results = try await transaction(
      .lookUp,
      [
        """
        select s.id, s.name, s.phone, s.email, s.role, s.assigned_area, s.is_active, s.is_locked, s.is_superuser,
          s.is_organization_owner as is_owner, s.home_staff_id is not null as is_visitor, s.password_set_by is not null as has_given_password,
          s.approved_at at time zone o.time_zone as approved_at, a.name as approved_by,
          s.last_login at time zone o.time_zone as last_login, s.version,
          (select count(*) from visits v where v.organization_id = s.organization_id and v.staff_id = s.id
            and v.status in ('assigned', 'en_route', 'arrived')) as open_visits
        from staff s
        join organizations o on o.id = s.organization_id
        left join staff a on a.organization_id = s.organization_id and a.id = s.approved_by
        where s.organization_id = (select desk.organization_id())
        order by s.is_active desc, s.name, s.id
        """,
        """
        select p.user_id, p.permission, g.name as granted_by, p.granted_at at time zone o.time_zone as granted_at
        from permissions p
        join organizations o on o.id = p.organization_id
        left join staff g on g.organization_id = p.organization_id and g.id = p.granted_by
        where p.organization_id = (select desk.organization_id())
        order by p.permission
        """,
      ])
    var grants: [StaffID: [Colleague.Grant]] = [:]
    for row in results[1].rows {
      guard let permission = Permission(rawValue: try row.decode("permission")) else { continue }
      grants[try row.decode("user_id"), default: []].append(
        Colleague.Grant(
          permission: permission, grantedBy: try row.decode("granted_by"), grantedAt: try row.decode("granted_at")))
    }
    return try results[0].rows.map { row in try Colleague(row, grants: grants[try row.decode("id")] ?? []) }
  }

  /// Makes an account; the database refuses a role above one's own and a phone that is taken.
  package func hire(_ person: NewColleague) async throws -> StaffID {
    try await query(
      .write,
      """
      select desk.hire(\(person.name), \(person.phone.e164), \(person.email?.text), \(person.role.storedName),
        \(person.assignedArea), \(person.password), \(person.isApproved)) as id
      """
    ).rows[0].decode("id")
  }

  /// Writes the particulars of an account, unless somebody changed it meanwhile.
  package func edit(_ edit: ColleagueEdit) async throws {
    let written = try await query(
      .write,
      """
      update staff set name = \(edit.name), phone = \(edit.phone.e164), email = \(edit.email?.text),
        assigned_area = \(edit.assignedArea)
      where organization_id = (select desk.organization_id()) and id = \(edit.id) and version = \(edit.version)
      """)
    guard written.affectedRows == 1 else {
      throw DeskError(.stale, say("Another desk changed this account meanwhile. Nothing was saved; look at it again."))
    }
  }

  package func changeRole(of id: StaffID, to role: StaffRole, reason: String) async throws {
    _ = try await query(.write, "select desk.change_role(\(id), \(role.storedName), \(reason))")
  }

  /// Lets an account that waits for approval sign in.
  package func approveAccount(_ id: StaffID) async throws {
    _ = try await query(.write, "select desk.approve_account(\(id))")
  }

  /// Deactivates or reactivates an account; answers how many open visits became unassigned.
  package func setActive(_ id: StaffID, _ isActive: Bool, reason: String) async throws -> Int {
    try await query(.write, "select desk.set_active(\(id), \(isActive), \(reason)) as returned").rows[0]
      .decode("returned")
  }

  package func unlock(_ id: StaffID, reason: String) async throws {
    _ = try await query(.write, "select desk.unlock_staff(\(id), \(reason))")
  }

  /// Gives a colleague a password, which they replace at their next sign-in; their sessions end.
  package func setPassword(of id: StaffID, to password: String) async throws {
    _ = try await query(.write, "select desk.set_password(\(id), \(password))")
  }

  /// Issues a code of six digits with which a colleague chooses a new password within ten minutes.
  package func issueCode(for id: StaffID) async throws -> String {
    try await query(.write, "select desk.issue_code(\(id)) as code").rows[0].decode("code")
  }

  package func grant(_ permission: Permission, to id: StaffID) async throws {
    _ = try await query(.write, "select desk.grant_permission(\(id), \(permission.code))")
  }

  package func revoke(_ permission: Permission, from id: StaffID) async throws {
    _ = try await query(.write, "select desk.revoke_permission(\(id), \(permission.code))")
  }

  /// Ends every session of a colleague; answers how many there were.
  package func endSessions(of id: StaffID) async throws -> Int {
    try await query(.write, "select desk.end_sessions(\(id)) as ended").rows[0].decode("ended")
  }
}

extension Colleague {
  fileprivate init(_ row: Row, grants: [Grant]) throws {
    self.init(
      id: try row.decode("id"), name: try row.decode("name"), phone: try row.decode("phone"),
      email: try row.decode("email"), role: try row.decode("role"), assignedArea: try row.decode("assigned_area"),
      isActive: try row.decode("is_active"), isLocked: try row.decode("is_locked"),
      isSuperuser: try row.decode("is_superuser"), isOwner: try row.decode("is_owner"),
      isVisitor: try row.decode("is_visitor"),
      hasGivenPassword: try row.decode("has_given_password"), approvedAt: try row.decode("approved_at"),
      approvedBy: try row.decode("approved_by"), lastLogin: try row.decode("last_login"),
      openVisits: try row.decode("open_visits"), grants: grants, version: try row.decode("version"))
  }
}
