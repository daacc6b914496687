package import LabCore
import Postgres
import Words

/// What came of an attempt to sign in.
package enum SignInOutcome: Sendable, Equatable {
  case signedIn(Profile)
  case wrong(attemptsLeft: Int)
  case locked
  case inactive
  case suspended

  /// The sentence for the person at the keyboard; empty when they are in.
  package var sentence: String {
    switch self {
    case .signedIn: ""
    case .wrong(let left) where left == 1:
      say("Organisation, phone or password is not right. One try is left before the account locks.")
    case .wrong: say("Organisation, phone or password is not right.")
    case .locked: say("This account is locked after five wrong passwords. An administrator can unlock it.")
    case .inactive: say("This account is not active. Please ask an administrator.")
    case .suspended: say("This organisation is suspended.")
    }
  }
}

/// The organisation and its first account, asked for once on an empty database.
package struct FirstStart: Sendable, Equatable {
  package var organizationName: String
  package var slug: String
  package var currency: String
  package var timeZone: String
  package var countryCode: String
  package var staffName: String
  package var phone: PhoneNumber
  package var password: String

  package init(
    organizationName: String, slug: String, currency: String, timeZone: String, countryCode: String,
    staffName: String, phone: PhoneNumber, password: String
  ) {
    self.organizationName = organizationName
    self.slug = slug
    self.currency = currency
    self.timeZone = timeZone
    self.countryCode = countryCode
    self.staffName = staffName
    self.phone = phone
    self.password = password
  }
}

extension Desk {
  /// Says whether nobody can sign in yet because no account exists.
  package func isEmpty() async throws -> Bool {
    try await query(.lookUp, as: .anybody, "select desk.is_empty() as is_empty").rows[0].decode("is_empty")
  }

  /// Creates the organisation and its first account; the database refuses once any account exists.
  package func create(_ first: FirstStart) async throws {
    _ = try await query(
      .write, as: .anybody,
      """
      select desk.first_start(\(first.organizationName), \(first.slug), \(first.currency), \(first.timeZone),
        \(first.countryCode), \(first.staffName), \(first.phone.e164), \(first.password))
      """)
  }

  /// Opens a session; the failure count is kept by the database, whichever the answer.
  /// `origin` is where the person sits: the SSH peer or the terminal device.
  package func signIn(slug: String, phone: String, password: String, origin: String) async throws -> SignInOutcome {
    present(nil)
    let row = try await query(
      .write, as: .anybody,
      """
      select outcome, token, attempts_left
      from desk.sign_in(\(slug), \(phone), \(password), \(origin), \(applicationName))
      """
    ).rows[0]
    switch try row.decode("outcome", as: String.self) {
    case "ok":
      present(try row.decode("token"))
      return .signedIn(try await profile())
    case "locked": return .locked
    case "inactive": return .inactive
    case "suspended": return .suspended
    default: return .wrong(attemptsLeft: try row.decode("attempts_left"))
    }
  }

  /// Reads the profile of the session again.
  package func profile() async throws -> Profile {
    let rows = try await query(.lookUp, "select * from desk.profile()").rows
    guard let row = rows.first else { throw DeskError.notSignedIn }
    return try Profile(row)
  }

  /// Ends the session; whatever the database says, this desk no longer has it.
  package func signOut() async throws {
    guard let leaving = token else { return }
    defer { forget(leaving) }
    _ = try await query(.write, "select desk.sign_out()")
  }
}
