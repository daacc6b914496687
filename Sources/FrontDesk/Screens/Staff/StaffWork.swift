package import LabCore
package import LabStore
import Words

/// What is done with the accounts of colleagues.
package enum StaffWork: Sendable {
  case read
  case hire(NewColleague)
  case edit(ColleagueEdit)
  case changeRole(StaffID, to: StaffRole, reason: String)
  case approve(StaffID)
  case setActive(StaffID, Bool, reason: String)
  case unlock(StaffID, reason: String)
  case issueCode(StaffID)
  case setPassword(StaffID, to: String)
  case endSessions(StaffID)
  case grant(Permission, to: StaffID)
  case revoke(Permission, from: StaffID)
}

/// What it came to.
package enum StaffAnswer: Sendable {
  case colleagues([Colleague])
  case done(StaffID, StaffDeed)
}

/// Something that was done with an account.
package enum StaffDeed: Sendable, Equatable {
  case hired(name: String, isApproved: Bool)
  case edited
  case changedRole(StaffRole)
  case approved
  case deactivated(returnedVisits: Int)
  case reactivated
  case unlocked
  case issuedCode(String)
  case gavePassword
  case endedSessions(Int)
  case granted(Permission)
  case revoked(Permission)
}

extension StaffWork {
  func perform(on desk: Desk) async throws -> StaffAnswer {
    switch self {
    case .read: return .colleagues(try await desk.colleagues())
    case .hire(let person):
      return .done(try await desk.hire(person), .hired(name: person.name, isApproved: person.isApproved))
    case .edit(let edit):
      try await desk.edit(edit)
      return .done(edit.id, .edited)
    case .changeRole(let id, let role, let reason):
      try await desk.changeRole(of: id, to: role, reason: reason)
      return .done(id, .changedRole(role))
    case .approve(let id):
      try await desk.approveAccount(id)
      return .done(id, .approved)
    case .setActive(let id, let isActive, let reason):
      let returned = try await desk.setActive(id, isActive, reason: reason)
      return .done(id, isActive ? .reactivated : .deactivated(returnedVisits: returned))
    case .unlock(let id, let reason):
      try await desk.unlock(id, reason: reason)
      return .done(id, .unlocked)
    case .issueCode(let id): return .done(id, .issuedCode(try await desk.issueCode(for: id)))
    case .setPassword(let id, let password):
      try await desk.setPassword(of: id, to: password)
      return .done(id, .gavePassword)
    case .endSessions(let id): return .done(id, .endedSessions(try await desk.endSessions(of: id)))
    case .grant(let permission, let id):
      try await desk.grant(permission, to: id)
      return .done(id, .granted(permission))
    case .revoke(let permission, let id):
      try await desk.revoke(permission, from: id)
      return .done(id, .revoked(permission))
    }
  }
}

extension StaffDeed {
  /// The sentence for whoever did it.
  func sentence(about name: String) -> String {
    switch self {
    case .hired(let name, true): say("\(name) can sign in now with the password you gave.")
    case .hired(let name, false): say("\(name) is added and waits for approval.")
    case .edited: say("The particulars of \(name) are saved.")
    case .changedRole(let role): say("\(name) is \(role.displayName) now.")
    case .approved: say("\(name) can sign in now.")
    case .deactivated(0): say("\(name) is deactivated.")
    case .deactivated(1): say("\(name) is deactivated; one visit is unassigned again.")
    case .deactivated(let visits):
      say("\(name) is deactivated; \(visits) visits are unassigned again.")
    case .reactivated: say("\(name) can sign in again.")
    case .unlocked: say("\(name) is unlocked and can sign in again.")
    case .issuedCode: say("Read the code to \(name).")
    case .gavePassword: say("\(name) has the new password and is signed out everywhere.")
    case .endedSessions(0): say("\(name) was not signed in anywhere.")
    case .endedSessions(let count): say("\(name) is signed out: \(count.counted("session")) ended.")
    case .granted(let permission): say("\(name) may \(permission.deed) now.")
    case .revoked(let permission): say("\(name) was granted to \(permission.deed); that is withdrawn.")
    }
  }
}
