package import LabCore
import Postgres

/// A visit that is given to a collector or taken back, at another time of the wall clock where one is named.
package struct Assignment: Sendable, Equatable {
  package var id: BookingID
  /// The version of the booking that was read; nil does not ask for one.
  package var version: Int64?
  /// Nil takes the visit back.
  package var collector: StaffID?
  /// Nil leaves the time; a promised one is moved by rescheduling alone.
  package var startsAt: LocalDateTime?
  /// Kept in the audit trail and, where the visit is taken back, with the visit.
  package var reason: String?

  package init(
    id: BookingID, version: Int64?, collector: StaffID?, startsAt: LocalDateTime? = nil, reason: String? = nil
  ) {
    self.id = id
    self.version = version
    self.collector = collector
    self.startsAt = startsAt
    self.reason = reason
  }

  package init(
    _ stop: RouteStop, to collector: StaffID?, at startsAt: LocalDateTime? = nil, reason: String? = nil
  ) {
    self.init(id: stop.id, version: stop.version, collector: collector, startsAt: startsAt, reason: reason)
  }
}

extension Desk {
  /// Gives the visit of a booking to a collector, or takes it back.
  ///
  /// Refused as `.stale` where another desk changed the booking, and as a rule with who, when and why in its sentence:
  /// `LB090` the clinic is closed, `LB091` a day off, `LB092` outside the hours, `ex_visits_staff_overlap`, `LB093` as
  /// many visits as agreed, `LB096` a promised time. The reasons are looked for in this order.
  package func assign(_ assignment: Assignment) async throws {
    _ = try await query(
      .write,
      """
      select desk.assign(\(assignment.id), \(assignment.collector)::bigint, \(assignment.reason),
        \(assignment.version)::bigint, \(assignment.startsAt)::timestamp)
      """)
  }

  /// Exchanges the collectors of two visits, each of which keeps its time; both or none.
  ///
  /// Refused as ``assign(_:)`` is, and as `LB095` where one of them has no collector, both have the same or somebody has
  /// set out already.
  package func swap(_ first: RouteStop, with second: RouteStop) async throws {
    _ = try await query(
      .write, "select desk.swap_visits(\(first.id), \(first.version), \(second.id), \(second.version))")
  }

  /// Gives stops of one day of a collector the times of a plan, all or none, and answers how many moved.
  ///
  /// Refused as ``assign(_:)`` is, as `LB094` where a stop is not on the route, and as `LB021` where it has begun.
  @discardableResult
  package func plan(_ changes: [RouteChange], of collector: StaffID, on day: CalendarDate) async throws -> Int {
    try await query(
      .write,
      """
      select desk.plan_route(\(collector), \(day)::date, \(changes.map(\.stop.id.rawValue))::bigint[],
        \(changes.map(\.stop.version))::bigint[], \(changes.map(\.startsAt.description))::timestamp[])
      """
    ).onlyRow().decode(at: 0)
  }

  /// Marks the time of a visit as promised to its client, or takes the mark away.
  package func pin(_ stop: RouteStop, _ isPinned: Bool) async throws {
    _ = try await query(.write, "select desk.pin_visit(\(stop.id), \(stop.version), \(isPinned))")
  }
}
