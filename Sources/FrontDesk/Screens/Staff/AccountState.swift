import LabCore
import LabStore
import Tui
import Words

/// Whether somebody can sign in with an account, in one word or three.
enum AccountState: Sendable {
  case active, waiting, locked, inactive, visiting

  init(of person: Colleague) {
    self =
      if person.isVisitor { .visiting } else if !person.isActive {
        person.approvedAt == nil ? .waiting : .inactive
      } else if person.isLocked { .locked } else { .active }
  }

  var displayName: String {
    switch self {
    case .active: "active"
    case .waiting: say("waits for approval")
    case .locked: "locked"
    case .inactive: "inactive"
    case .visiting: "visiting"
    }
  }

  var listRole: Role {
    switch self {
    case .active: .statusDone
    case .waiting: .statusPending
    case .locked: .statusProblem
    case .inactive: .textDim
    case .visiting: .statusActive
    }
  }
}

extension Colleague {
  var state: AccountState { AccountState(of: self) }

  /// The number for people; visitors have none of their own.
  var shownPhone: String { isVisitor ? "" : PhoneNumber(stored: phone)?.text ?? phone }

  /// The role, and what stands above it.
  var shownRole: String {
    if isSuperuser { return say("\(role.displayName), system") }
    return isOwner && role != .organizationOwner ? say("\(role.displayName), owner") : role.displayName
  }
}
