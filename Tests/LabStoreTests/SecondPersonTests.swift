import EmbeddedPostgres
import LabCore
import LabStore
import Postgres
import TestSupport
import Testing

/// What the consent of a colleague is good for: one step of one version of one record, once, for whoever asked.
@Suite("The second person", .clinic)
struct SecondPersonTests {
  /// Booking 4 is collected, so that cancelling it needs two.
  private static let cancelling = Step(machine: "booking", recordID: 4, to: "cancelled")

  private func consent(
    _ desk: Desk, to step: Step = cancelling, by colleague: TestClinic.Account = TestClinic.owner
  ) async throws -> Int64 {
    let outcome = try await desk.approve(step, phone: colleague.phone, password: colleague.password)
    guard case .given(let approval, colleague.name) = outcome else { throw NotGiven(outcome: outcome) }
    return approval
  }

  private struct NotGiven: Error {
    var outcome: ApprovalOutcome
  }

  /// Expects a step to be refused with one of our own codes.
  private func expectRefused(_ rule: String, _ body: () async throws -> Void) async throws {
    let error = try await #require(throws: DeskError.self) { try await body() }
    #expect(error.code == .rule(constraint: rule), "\(error)")
  }

  @Test("Without consent the step is refused; with it, it is taken once and both names stand in its event")
  func once() async throws {
    let desk = try await signedIn(as: TestClinic.admin)
    try await expectRefused("LB005") { try await desk.move(Self.cancelling, reason: "Wrong pet") }
    let approval = try await consent(desk)
    try await desk.move(Self.cancelling, reason: "Wrong pet", approval: approval)
    try await expectRefused("LB010") { try await desk.move(Self.cancelling, reason: "Again", approval: approval) }
    #expect(
      try await everything().texts(
        """
        select staff_id || ' ' || approved_by || ' ' || reason from status_events
        where machine = 'booking' and record_id = 4 and to_status = 'cancelled'
        """) == ["8 9 Wrong pet"])
  }

  @Test("Consent holds for no other record, no other version, no other person, and not after five minutes")
  func bound() async throws {
    let desk = try await signedIn(as: TestClinic.admin)
    let owner = try await signedIn(as: TestClinic.owner)
    let world = try await TestDatabase.current.connect(as: .owner)
    let elsewhere = Step(machine: "booking", recordID: 3, to: "cancelled")
    let item = Step(machine: "item", recordID: 5, to: "cancelled")

    var approval = try await consent(desk)
    for step in [elsewhere, item] {
      try await expectRefused("LB006") { try await desk.move(step, reason: "Wrong pet", approval: approval) }
    }
    try await expectRefused("LB006") { try await owner.move(Self.cancelling, reason: "Mine", approval: approval) }
    _ = try await world.query("update bookings set notes = 'Ring twice' where id = 4")
    try await expectRefused("LB006") {
      try await desk.move(Self.cancelling, reason: "Wrong pet", approval: approval)
    }

    approval = try await consent(desk)
    _ = try await world.query("update approvals set expires_at = now()")
    try await expectRefused("LB006") {
      try await desk.move(Self.cancelling, reason: "Wrong pet", approval: approval)
    }
    let made = try await world.count(
      "select count(*) from approvals where expires_at - created_at > interval '5 minutes' or used_at is not null")
    #expect(made == 0)
  }

  @Test("Nobody consents to their own step, without the right to it, or by a password that somebody else has given")
  func who() async throws {
    let desk = try await signedIn(as: TestClinic.admin)
    func asked(_ account: TestClinic.Account, _ password: String) async throws -> ApprovalOutcome {
      try await desk.approve(Self.cancelling, phone: account.phone, password: password)
    }
    #expect(try await asked(TestClinic.admin, TestClinic.password) == .oneself)
    #expect(try await asked(TestClinic.receptionist, TestClinic.password) == .notAllowed)
    #expect(try await asked(TestClinic.owner, "not this one") == .wrong(attemptsLeft: 4))

    let owner = try await signedIn(as: TestClinic.owner)
    let given = "given by somebody"
    try await owner.setPassword(of: StaffID(8), to: given)
    try await expectRefused("LB018") {
      _ = try await owner.approve(Self.cancelling, phone: TestClinic.admin.phone, password: given)
    }
    let back = try await unsignedDesk()
    _ = try await back.signIn(
      slug: TestClinic.slug, phone: TestClinic.admin.phone, password: given, origin: "test")
    try await expectRefused("LB051") { _ = try await back.changePassword(from: given, to: given) }
    #expect(try await back.changePassword(from: given, to: "chosen by oneself") == .changed)
    let outcome = try await owner.approve(
      Self.cancelling, phone: TestClinic.admin.phone, password: "chosen by oneself")
    guard case .given = outcome else {
      Issue.record("A password of one's own did not count: \(outcome)")
      return
    }
  }

  @Test("Two desks that use one consent at the same time: one of them takes the step")
  func race() async throws {
    let desks = [try await signedIn(as: TestClinic.admin), try await signedIn(as: TestClinic.admin)]
    let world = try await everything()
    for round in 1...16 {
      try await world.run(
        script: """
          begin;
          set local session_replication_role = replica;
          update bookings set status = 'collected' where id = 4;
          update visits set status = 'collected' where booking_id = 4;
          commit
          """)
      let approval = Int64(
        try await world.count(
          """
          insert into approvals (organization_id, machine, record_id, record_version, to_status, requested_by, approved_by)
          select 1, 'booking', id, version, 'cancelled', 8, 9 from bookings where id = 4 returning id
          """))
      let winners = try await withThrowingTaskGroup(of: Int.self) { group in
        for desk in desks {
          group.addTask {
            do {
              try await desk.move(Self.cancelling, reason: "Wrong pet", approval: approval)
              return 1
            } catch let error as DeskError
              where [.rule(constraint: "LB006"), .rule(constraint: "LB010")].contains(error.code)
            {
              return 0
            }
          }
        }
        return try await group.reduce(0, +)
      }
      #expect(winners == 1, "round \(round)")
    }
  }
}
