import LabCore
import Testing

@Suite("Status machines")
struct StatusTests {
  /// Writes a machine's table out: from, to, permission, and what it takes.
  static func table<Status: StatusMachine>(_ machine: Status.Type) -> String {
    machine.moves.map { move in
      let marks = [move.ownRows ? "own" : "", move.needsReason ? "reason" : "", move.needsSecond ? "second" : ""]
      let words =
        ["\(move.from.storedName) → \(move.to.storedName)", move.storedPermission]
        + marks.filter { !$0.isEmpty }
      return words.joined(separator: " · ")
    }.joined(separator: "\n")
  }

  @Test("A booking moves so and not otherwise")
  func booking() {
    #expect(
      Self.table(BookingStatus.self) == """
        draft → confirmed · bookings.write
        confirmed → assigned · visits.assign
        assigned → confirmed · visits.assign
        confirmed → arrived · bookings.write
        assigned → en_route · visits.progress · own
        assigned → en_route · visits.assign · reason
        en_route → arrived · visits.progress · own
        en_route → arrived · visits.assign · reason
        en_route → confirmed · visits.assign · reason
        arrived → confirmed · visits.assign · reason
        arrived → collected · visits.progress · own
        arrived → collected · visits.assign · reason
        assigned → no_show · visits.progress · own · reason
        assigned → no_show · visits.assign · reason
        en_route → no_show · visits.progress · own · reason
        en_route → no_show · visits.assign · reason
        arrived → failed_visit · visits.progress · own · reason
        arrived → failed_visit · visits.assign · reason
        no_show → confirmed · bookings.write
        failed_visit → confirmed · bookings.write
        collected → at_lab · specimens.receive
        draft → cancelled · bookings.cancel · reason
        confirmed → cancelled · bookings.cancel · reason
        assigned → cancelled · bookings.cancel · reason
        en_route → cancelled · bookings.cancel · reason
        arrived → cancelled · bookings.cancel · reason
        no_show → cancelled · bookings.cancel · reason
        failed_visit → cancelled · bookings.cancel · reason
        collected → cancelled · bookings.cancel_collected · reason · second
        at_lab → cancelled · bookings.cancel_collected · reason · second
        at_lab → closed · system
        """)
  }

  @Test("A visit moves as its booking does, until it has failed")
  func visit() {
    #expect(VisitStatus.machineName == "booking")
    let wanted = BookingStatus.moves.filter { ![.draft, .noShow, .failedVisit].contains($0.from) }
    #expect(VisitStatus.moves.map(\.from.booking) == wanted.map(\.from))
    #expect(VisitStatus.moves.map(\.to.booking) == wanted.map(\.to))
    #expect(VisitStatus.allCases.filter(\.takesTime) == [.confirmed, .assigned, .enRoute, .arrived])
    #expect(VisitStatus.allCases.filter(\.hasFailed) == VisitStatus.allCases.filter { $0.isFinal && $0 != .closed })
    #expect(VisitStatus.allCases.map(\.storedName) == VisitStatus.allCases.map(\.booking.storedName))
  }

  @Test("An item moves so and not otherwise")
  func item() {
    #expect(
      Self.table(ItemStatus.self) == """
        pending → collected · visits.progress · own
        pending → collected · visits.assign · reason
        pending → not_obtained · visits.progress · own · reason
        pending → not_obtained · visits.assign · reason
        not_obtained → collected · visits.progress · own
        not_obtained → collected · visits.assign · reason
        not_obtained → pending · system
        collected → processing · specimens.receive
        collected → rejected · visits.progress · own · reason
        collected → rejected · specimens.receive · reason
        processing → rejected · specimens.receive · reason
        rejected → recollect_pending · specimens.receive
        recollect_pending → collected · visits.progress · own
        recollect_pending → collected · visits.assign · reason
        processing → completed · system
        completed → processing · system
        pending → cancelled · bookings.cancel · reason
        not_obtained → cancelled · bookings.cancel · reason
        collected → cancelled · bookings.cancel_collected · reason · second
        processing → cancelled · bookings.cancel_collected · reason · second
        rejected → cancelled · bookings.cancel_collected · reason · second
        recollect_pending → cancelled · bookings.cancel_collected · reason · second
        """)
  }

  @Test("A report moves so and not otherwise")
  func report() {
    #expect(
      Self.table(ReportStatus.self) == """
        pending → generated · reports.enter
        generated → pending · reports.enter
        generated → verified · reports.verify
        verified → delivered · reports.deliver
        verified → generated · reports.amend · reason · second
        delivered → generated · reports.amend · reason · second
        verified → retracted · reports.amend · reason · second
        delivered → retracted · reports.amend · reason · second
        retracted → pending · system
        """)
  }

  @Test("Billing moves so and not otherwise")
  func billing() {
    #expect(
      Self.table(BillingStatus.self) == """
        draft → finalized · billing.write
        finalized → draft · billing.write · reason
        finalized → invoiced · billing.write
        invoiced → paid · billing.write
        invoiced → paid · visits.progress · own
        paid → invoiced · billing.refund · reason · second
        invoiced → credited · billing.refund · reason · second
        paid → credited · billing.refund · reason · second
        draft → voided · billing.write · reason
        finalized → voided · billing.write · reason
        """)
  }

  @Test("A refusal names both states and what can come next")
  func refusals() {
    #expect(BookingStatus.confirmed.refusal(to: .assigned) == nil)
    #expect(
      BookingStatus.collected.refusal(to: .confirmed)
        == "“Collected” cannot become “Confirmed”; next can be “At the lab” or “Cancelled”.")
    #expect(
      ItemStatus.cancelled.refusal(to: .collected)
        == "“Cancelled” cannot become “Collected”; nothing follows by hand.")
    #expect(ItemStatus.rejected.allows(to: .collected) == false)
    #expect(ItemStatus.cancelled.isFinal)
    #expect(BookingStatus.noShow.isFinal == false)
  }

  @Test("Every state is reached and has words of its own")
  func reachable() {
    func check<Status: StatusMachine>(_ machine: Status.Type, from start: Status) {
      var reached: Set<Status> = [start]
      var grew = true
      while grew {
        let next = machine.moves.filter { reached.contains($0.from) }.map(\.to)
        grew = !reached.isSuperset(of: next)
        reached.formUnion(next)
      }
      #expect(reached == Set(machine.allCases), "\(machine)")
      #expect(Set(machine.allCases.map(\.displayName)).count == machine.allCases.count, "\(machine)")
    }
    check(BookingStatus.self, from: .draft)
    check(VisitStatus.self, from: .confirmed)
    check(ItemStatus.self, from: .pending)
    check(ReportStatus.self, from: .pending)
    check(BillingStatus.self, from: .draft)
  }
}
