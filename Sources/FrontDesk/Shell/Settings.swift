/// What the command line and the surroundings say about this desk.
package struct Settings: Sendable {
  /// The organisation's short name that is offered at sign-in.
  package var slug: String
  /// The phone number that is offered at sign-in.
  package var phone: String
  /// Accounts shown on the sign-in screen; the demo's alone.
  package var shownAccounts: [ShownAccount]
  /// Where the person sits: the SSH peer or the terminal device, for the audit trail.
  package var origin: String
  /// The time zone of this machine, offered at the first start.
  package var timeZone: String
  /// The keys that the person wishes for, by action id.
  package var keys: [String: KeyWish]
  /// Whether clicks and the wheel count from the start.
  package var mouse: Bool
  /// What is to be told first, such as a theme that could not be read.
  package var notices: [String]

  package init(
    slug: String = "", phone: String = "", shownAccounts: [ShownAccount] = [], origin: String = "",
    timeZone: String = "Asia/Kolkata", keys: [String: KeyWish] = [:], mouse: Bool = false, notices: [String] = []
  ) {
    self.slug = slug
    self.phone = phone
    self.shownAccounts = shownAccounts
    self.origin = origin
    self.timeZone = timeZone
    self.keys = keys
    self.mouse = mouse
    self.notices = notices
  }

  /// One line of the demo's list of accounts.
  package struct ShownAccount: Sendable, Equatable {
    package var organization: String
    package var role: String
    package var name: String
    package var phone: String
    package var password: String

    package init(organization: String, role: String, name: String, phone: String, password: String) {
      self.organization = organization
      self.role = role
      self.name = name
      self.phone = phone
      self.password = password
    }
  }
}
