/// What a signed-in person may do, as the database said at sign-in; the database still decides on every row.
package struct Permissions: Hashable, Sendable {
  package let granted: Set<Permission>

  package init(_ granted: some Sequence<Permission>) {
    self.granted = Set(granted)
  }

  /// Reads stored codes; codes that this version does not know are left out.
  package init(codes: some Sequence<String>) {
    granted = Set(codes.compactMap { Permission(rawValue: $0) })
  }

  package static let none = Permissions([Permission]())

  package func allow(_ permission: Permission) -> Bool { granted.contains(permission) }

  /// Says why the person cannot do it and who could; nil when it is allowed.
  package func refusal(of permission: Permission) -> String? {
    allow(permission) ? nil : permission.refusal
  }

  /// The moves that the person may make from a status.
  package func moves<Status: StatusMachine>(from status: Status) -> [StatusMove<Status>] {
    status.movesByHand.filter { $0.permission.map(allow) ?? false }
  }
}
