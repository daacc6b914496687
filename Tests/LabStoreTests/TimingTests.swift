import EmbeddedPostgres
import LabCore
import LabStore
import Postgres
import TestSupport
import Testing

/// A wrong answer takes as long whatever is wrong, so that nobody learns whom a lab employs.
@Suite("The time an answer takes", .clinic)
struct TimingTests {
  /// Takes several kinds of wrong answers in turn and answers the median of each.
  private func medians(_ kinds: [@Sendable (Int) -> SQL]) async throws -> [Duration] {
    let connection = try await TestDatabase.current.connect(as: .desk)
    var taken = kinds.map { _ in [Duration]() }
    for turn in 0..<7 {
      for (kind, statement) in kinds.enumerated() {
        let clock = ContinuousClock()
        let elapsed = try await clock.measure { _ = try await connection.query(statement(turn)) }
        taken[kind].append(elapsed)
      }
    }
    return taken.map { $0.sorted()[$0.count / 2] }
  }

  private func expectAlike(_ medians: [Duration]) {
    for median in medians {
      let ratio = median / medians[0]
      #expect((0.5...2.0).contains(ratio), "\(ratio) of the first; all: \(medians)")
    }
  }

  @Test("Unknown phone, unknown organisation, wrong password")
  func signIn() async throws {
    let known = TestClinic.accounts.map(\.phone)
    expectAlike(
      try await medians([
        { "select desk.sign_in('city', \(known[$0]), 'not this one')" },
        { "select desk.sign_in('city', \("+9199999900\($0)0"), 'not this one')" },
        { "select desk.sign_in('nowhere', \(known[$0]), 'not this one')" },
        { _ in "select desk.sign_in('city', '', '')" },
      ]))
  }

  @Test("Wrong code, no code at all, unknown phone, unknown organisation")
  func redeemCode() async throws {
    let admin = try await signedIn(as: TestClinic.admin)
    _ = try await admin.issueCode(for: StaffID(1))
    let known = TestClinic.receptionist.phone
    expectAlike(
      try await medians([
        { _ in "select desk.redeem_code('city', \(known), 'wrong', 'long enough')" },
        { _ in "select desk.redeem_code('city', \(TestClinic.owner.phone), 'wrong', 'long enough')" },
        { "select desk.redeem_code('city', \("+9199999900\($0)0"), 'wrong', 'long enough')" },
        { _ in "select desk.redeem_code('nowhere', \(known), 'wrong', 'long enough')" },
      ]))
  }
}
