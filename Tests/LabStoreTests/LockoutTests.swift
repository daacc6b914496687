import LabStore
import Postgres
import TestSupport
import Testing

@Suite("Locking an account", .clinic)
struct LockoutTests {
  private func attempt(_ password: String, phone: String = TestClinic.receptionist.phone) async throws -> SignInOutcome
  {
    let desk = try await unsignedDesk()
    let outcome = try await desk.signIn(slug: "city", phone: phone, password: password, origin: "test")
    await desk.disconnect()
    return outcome
  }

  @Test("Five wrong passwords lock, each from a connection of its own; then the right one is refused too")
  func fiveFailures() async throws {
    for left in [4, 3, 2, 1] { #expect(try await attempt("not this one") == .wrong(attemptsLeft: left)) }
    #expect(try await attempt("not this one") == .locked)
    #expect(try await attempt(TestClinic.password) == .locked)
    #expect(
      try await everything().texts("select is_locked || ' ' || (locked_at is not null) from staff where id = 1")
        == ["true true"])
  }

  @Test("Wrong passwords sent all at once are all counted")
  func atOnce() async throws {
    let outcomes = try await withThrowingTaskGroup(of: SignInOutcome.self) { group in
      for _ in 0..<8 { group.addTask { try await attempt("not this one") } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(outcomes.filter { $0 == .locked }.count == 4)
    #expect(try await attempt(TestClinic.password) == .locked)
  }

  @Test("The right password in time forgets the wrong ones")
  func forgiven() async throws {
    for _ in 1...4 { _ = try await attempt("not this one") }
    guard case .signedIn = try await attempt(TestClinic.password) else {
      Issue.record("The right password was refused after four wrong ones.")
      return
    }
    #expect(try await attempt("not this one") == .wrong(attemptsLeft: 4))
  }

  @Test("An unknown phone answers and locks as a known one does")
  func unknownPhone() async throws {
    for left in [4, 3, 2, 1] {
      #expect(try await attempt("not this one", phone: "+919999999999") == .wrong(attemptsLeft: left))
    }
    #expect(try await attempt("not this one", phone: "+919999999999") == .locked)
  }

  @Test("Other accounts go on working, and the failures stand in the audit trail")
  func others() async throws {
    for _ in 1...5 { _ = try await attempt("not this one") }
    guard case .signedIn = try await attempt(TestClinic.password, phone: TestClinic.secondReceptionist.phone) else {
      Issue.record("Another account was locked as well.")
      return
    }
    #expect(try await everything().count("select count(*) from audit_logs where action = 'SIGN_IN_FAILED'") == 4)
    #expect(try await everything().count("select count(*) from audit_logs where action = 'LOCK'") == 1)
  }

  @Test("A wrong password counts even where its transaction is rolled back, and unlocking counts only once it is saved")
  func rolledBack() async throws {
    let intruder = try await BareSession.presenting(nil)
    for left in [4, 3, 2, 1, 0, 0] {
      guard
        case .done(let result) = try await intruder.attempt(
          "select attempts_left from desk.sign_in('city', \(TestClinic.receptionist.phone), 'not this one')")
      else {
        Issue.record("Sign-in refused to answer.")
        return
      }
      #expect(try result.onlyRow().decode(at: 0, as: Int.self) == left)
    }
    let admin = try await BareSession.begin(as: TestClinic.admin)
    #expect(try await admin.attempt("select desk.unlock_staff(1)").refusal == nil)
    #expect(try await attempt(TestClinic.password) == .locked)
    _ = try await admin.run(["select desk.unlock_staff(1)"])
    #expect(try await attempt("not this one") == .wrong(attemptsLeft: 4))
    guard case .signedIn = try await attempt(TestClinic.password) else {
      Issue.record("The right password was refused after the account had been unlocked.")
      return
    }
  }

  @Test("A lock outlives every connection there was when it closed")
  func newConnections() async throws {
    for _ in 1...5 { _ = try await attempt("not this one") }
    let world = try await everything()
    _ = try await world.query(
      """
      select pg_terminate_backend(pid, 5000) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()
      """)
    #expect(try await attempt(TestClinic.password) == .locked)
    #expect(try await world.count("select count(*) from staff where is_locked and locked_at is not null") == 1)
  }
}
