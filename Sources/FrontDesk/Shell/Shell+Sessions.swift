import LabCore
import LabStore
import Tui
import Words

// Who sits at the desk: entering, leaving, locking, and what waits for a person to come back.
extension Shell {
  /// Whoever is signed in.
  struct Person: Hashable {
    var organization: OrganizationID
    var staff: StaffID
  }

  /// What somebody had before them when their session ended by itself or was locked.
  struct Parked: Sendable {
    var name: String
    var place: Place
    var screens: [Place: any Screen]
  }

  var person: Person? {
    workspace.map { Person(organization: $0.profile.organizationID, staff: $0.profile.staffID) }
  }

  mutating func park() {
    guard let person, let profile = workspace?.profile else { return }
    parked[person] = Parked(name: profile.staffName, place: place, screens: screens)
  }

  /// Keeps what the person signs in with, so that the next time the password alone is asked for.
  mutating func remember(_ work: Work) {
    switch work {
    case .signIn(let slug, let phone, _, _), .account(.redeemCode(let slug, let phone, _, _, _)):
      settings.slug = slug
      settings.phone = phone
    default: break
    }
  }

  mutating func enter(_ workspace: Workspace) {
    if self.workspace != nil { park() }
    session += 1
    self.workspace = workspace
    dialogs.removeAll()
    overlay = nil
    adoptCurrency()
    let profile = workspace.profile
    now = clock.local(profile.clock)
    let kept = person.flatMap { parked.removeValue(forKey: $0) }
    screens = kept?.screens ?? [:]
    open(kept?.place ?? ScreenList.home(for: profile.permissions))
    _ = tellAll(.answer(.profile(self.workspace?.profile ?? profile)))
    tour = nil
    guard profile.hasGivenPassword else { return greet(profile) }
    open(.account)
    message.show(say("Please choose a password of your own: this one is known to whoever gave it to you."), .warning)
  }

  mutating func greet(_ profile: Profile) {
    if tourAvailability == .on {
      return message.show(say("Welcome, \(profile.staffName). First day? F9, then type tour and Enter."))
    }
    guard let last = profile.lastLogin else { return message.clear() }
    message.show(
      say(
        "Welcome, \(profile.staffName). Last sign-in \(last.date.weekday.shortName) \(last.date.shortText) \(last.time.text)."
      )
    )
  }

  /// Names the currency by its code where the terminal cannot show its symbol.
  mutating func adoptCurrency() {
    guard let currency = workspace?.profile.currency, glyphs == .ascii, !currency.symbol.allSatisfy(\.isASCII) else {
      return
    }
    workspace?.profile.currency = Currency(code: currency.code, exponent: currency.exponent, symbol: currency.code)
  }

  /// Takes what the database says now of the person who is signed in: a right may have come or gone.
  mutating func refresh(_ profile: Profile) {
    workspace?.profile = profile
    adoptCurrency()
  }

  /// Whether a changed row may have ended this session or changed its rights.
  func concernsSession(_ table: String, _ id: Int64) -> Bool {
    guard let profile = workspace?.profile else { return false }
    return switch table {
    case "staff_sessions": id == profile.sessionID
    case "staff": id == profile.staffID.rawValue
    case "organizations": id == profile.organizationID.rawValue
    default: false
    }
  }

  mutating func leave() {
    session += 1
    workspace = nil
    now = nil
    screens = [:]
    overlay = nil
    tour = nil
    dialogs.removeAll()
    open(.signIn)
  }
}
