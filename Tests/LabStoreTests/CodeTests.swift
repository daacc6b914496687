import EmbeddedPostgres
import LabCore
import LabStore
import Postgres
import TestSupport
import Testing

/// The six digits with which a colleague who has forgotten the password chooses a new one.
@Suite("Codes for a forgotten password", .clinic)
struct CodeTests {
  private static let chosen = "quiet river stone"
  private static let person = TestClinic.receptionist

  private func redeem(
    _ code: String, phone: String = person.phone, password: String = chosen
  ) async throws -> CodeOutcome {
    let desk = try await unsignedDesk()
    let outcome = try await desk.redeemCode(
      slug: TestClinic.slug, phone: phone, code: code, password: password, origin: "test")
    await desk.disconnect()
    return outcome
  }

  /// Six digits that are not the code.
  private func wrong(_ code: String) -> String { code == "000000" ? "000001" : "000000" }

  private func isIn(_ outcome: CodeOutcome) -> Bool {
    if case .signedIn = outcome { true } else { false }
  }

  @Test("A code unlocks its person, ends their sessions, and stands in the audit trail but nowhere in clear")
  func redeemed() async throws {
    let before = try await signedIn(as: Self.person)
    let admin = try await signedIn(as: TestClinic.admin)
    let intruder = try await unsignedDesk()
    for _ in 1...5 {
      _ = try await intruder.signIn(
        slug: TestClinic.slug, phone: Self.person.phone, password: "not this one", origin: "test")
    }
    let code = try await admin.issueCode(for: StaffID(1))
    #expect(code.count == 6 && code.allSatisfy { $0.isASCII && $0.isNumber })
    let world = try await everything()
    #expect(try await world.texts("select distinct left(code, 7) from otps") == ["$2a$10$"])
    #expect(try await redeem(code, password: "short") == .weak)
    #expect(try await redeem(code, phone: TestClinic.secondReceptionist.phone) == .wrong)
    #expect(isIn(try await redeem(" \(code.prefix(3)) \(code.suffix(3)) ")))
    #expect(try await redeem(code) == .wrong)

    let error = try await #require(throws: DeskError.self) { _ = try await before.findClients("Bruno") }
    #expect(error.code == .notSignedIn)
    let again = try await intruder.signIn(
      slug: TestClinic.slug, phone: Self.person.phone, password: Self.chosen, origin: "test")
    guard case .signedIn = again else {
      Issue.record("The chosen password does not sign in: \(again)")
      return
    }
    #expect(
      try await world.texts("select action from audit_logs where action in ('CODE', 'UNLOCK', 'PASSWORD') order by id")
        == ["CODE", "UNLOCK", "PASSWORD"])
    #expect(
      try await world.count("select count(*) from audit_logs a where to_jsonb(a)::text like '%' || \(code) || '%'") == 0
    )
  }

  @Test(
    "The fifth wrong code voids the right one, whether the tries are saved or rolled back", arguments: [true, false])
  func fiveTries(_ isSaved: Bool) async throws {
    let code = try await signedIn(as: TestClinic.admin).issueCode(for: StaffID(1))
    let intruder = try await BareSession.presenting(nil)
    for _ in 1...5 {
      let attempt: SQL =
        "select desk.redeem_code('city', \(Self.person.phone), \(wrong(code)), \(Self.chosen))"
      if isSaved { _ = try await intruder.run([attempt]) } else { _ = try await intruder.attempt(attempt) }
    }
    #expect(try await redeem(code) == .wrong)
    #expect(try await everything().count("select count(*) from otps where is_used and attempts = 5") == 1)
  }

  @Test("Four wrong codes leave the right one good; a newer code voids it, and none lives longer than ten minutes")
  func voided() async throws {
    let admin = try await signedIn(as: TestClinic.admin)
    let first = try await admin.issueCode(for: StaffID(1))
    let second = try await admin.issueCode(for: StaffID(1))
    if first != second { #expect(try await redeem(first) == .wrong) }
    for _ in 1...3 { #expect(try await redeem(wrong(second)) == .wrong) }
    #expect(isIn(try await redeem(second)))

    let third = try await admin.issueCode(for: StaffID(1))
    let world = try await everything()
    #expect(
      try await world.count("select count(*) from otps where expires_at - created_at = interval '10 minutes'") == 3)
    _ = try await world.query("update otps set expires_at = now()")
    #expect(try await redeem(third) == .wrong)
  }

  @Test("Of eight desks that type the same code at once, one gets in")
  func race() async throws {
    let code = try await signedIn(as: TestClinic.admin).issueCode(for: StaffID(1))
    let outcomes = try await withThrowingTaskGroup(of: CodeOutcome?.self) { group in
      for _ in 0..<8 {
        group.addTask {
          do {
            return try await redeem(code)
          } catch let error as DeskError where error.code == .busy {
            // Whoever had to wait too long for the others is told to try again, which is not to get in either.
            return nil
          }
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(outcomes.count { $0.map(isIn) ?? false } == 1)
    #expect(outcomes.count { $0 == .wrong || $0 == nil } == 7)
  }

  @Test("Nobody issues a code for themselves or for somebody above them, nor gets one for a person who has left")
  func rank() async throws {
    let admin = try await signedIn(as: TestClinic.admin)
    for above in [StaffID(8), StaffID(9)] {
      let error = try await #require(throws: DeskError.self) { _ = try await admin.issueCode(for: above) }
      #expect(error.code == .rule(constraint: "LB061"))
    }
    let code = try await admin.issueCode(for: StaffID(1))
    _ = try await admin.setActive(StaffID(1), false, reason: "Left")
    #expect(try await redeem(code) == .inactive)
  }
}
