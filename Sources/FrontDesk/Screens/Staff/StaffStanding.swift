import LabCore
import LabStore
import Words

/// Where the person at the desk stands towards colleagues: whom they manage, which roles and rights they give.
///
/// The database decides; this says beforehand what it will say.
struct StaffStanding: Sendable {
  var profile: Profile
  /// The rank of the person at the desk; until the list is read, that of the role.
  var rank: Int

  init(_ profile: Profile, among colleagues: [Colleague]) {
    self.profile = profile
    rank =
      colleagues.first { $0.id == profile.staffID }?.rank
      ?? (profile.isSuperuser ? 3 : profile.role.rank)
  }

  /// Why an account is not theirs to manage; nil where it is.
  func refusal(of person: Colleague) -> String? {
    if person.id == profile.staffID { return say("Nobody manages their own account.") }
    if person.isVisitor { return say("A visiting administrator is managed in the organisation they come from.") }
    return person.rank > rank ? say("This colleague stands above you.") : nil
  }

  /// The roles they can give.
  var roles: [StaffRole] { StaffRole.allCases.filter { $0.rank <= rank } }

  /// The permissions they hold and somebody else does not.
  func grantable(to person: Colleague) -> [Permission] {
    Permission.allCases.filter {
      $0 != .organizationsManage && profile.permissions.allow($0) && !person.permissions.allow($0)
    }
  }

  /// How people type a number of this country.
  var home: CallingCode { CallingCode(country: profile.countryCode) ?? .india }
}
