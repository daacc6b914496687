package import LabCore
package import LabStore
import Words

/// What the system administrator does with organisations.
package enum OrganizationsWork: Sendable {
  case read
  case found(FirstStart)
  case edit(OrganizationID, version: Int64, Organization.Particulars)
  case setActive(OrganizationID, Bool, reason: String)
  /// Goes to work in another organisation; answers with its workspace.
  case visit(OrganizationID, origin: String)
}

/// What it came to.
package enum OrganizationsAnswer: Sendable {
  case organizations([Organization])
  case done(OrganizationID, OrganizationDeed)
}

/// Something that was done with an organisation.
package enum OrganizationDeed: Sendable, Equatable {
  case founded(name: String, slug: String)
  case edited
  case suspended
  case resumed
}

extension OrganizationsWork {
  func perform(on desk: Desk) async throws -> Answer {
    switch self {
    case .read: return .organizations(.organizations(try await desk.organizations()))
    case .found(let new):
      return .organizations(.done(try await desk.found(new), .founded(name: new.organizationName, slug: new.slug)))
    case .edit(let id, let version, let particulars):
      try await desk.edit(id, version: version, particulars)
      return .organizations(.done(id, .edited))
    case .setActive(let id, let isActive, let reason):
      try await desk.setActive(id, isActive, reason: reason)
      return .organizations(.done(id, isActive ? .resumed : .suspended))
    case .visit(let id, let origin):
      let there = try await desk.switchOrganization(to: id, origin: origin)
      return .workspace(Workspace(profile: there.profile, shelf: there.shelf))
    }
  }
}

extension OrganizationDeed {
  /// The sentence for whoever did it.
  func sentence(about name: String) -> String {
    switch self {
    case .founded(let name, let slug): say("\(name) is set up. Its owner signs in to “\(slug)”.")
    case .edited: say("The particulars of \(name) are saved.")
    case .suspended: say("\(name) is suspended; everybody there is signed out.")
    case .resumed: say("\(name) can work again.")
    }
  }
}
