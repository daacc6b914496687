package import LabCore
import Postgres

/// One day of all collectors, and what nobody has taken yet.
package struct DayBoard: Sendable, Equatable {
  package var date: CalendarDate
  /// Why the clinic is closed that day; nil where it is open. Empty where no reason is known.
  package var closure: String?
  package var clinic: GeoPoint?
  /// In the order of their names; those who are no longer active only with what they have done that day.
  package var collectors: [CollectorDay]
  /// Home visits without a collector in the order of their times; `note` says why one came back.
  package var unassigned: [RouteStop]
  /// Visits of the day that are neither: walk-ins, cancelled ones, and those where nobody was met.
  package var others: Int

  package init(
    date: CalendarDate, closure: String? = nil, clinic: GeoPoint? = nil, collectors: [CollectorDay] = [],
    unassigned: [RouteStop] = [], others: Int = 0
  ) {
    self.date = date
    self.closure = closure
    self.clinic = clinic
    self.collectors = collectors
    self.unassigned = unassigned
    self.others = others
  }

  package subscript(id: StaffID) -> CollectorDay? { collectors.first { $0.id == id } }
}

extension Desk {
  /// Reads the board of a day in one round trip.
  package func board(on date: CalendarDate) async throws -> DayBoard {
    let results = try await transaction(
      .lookUp,
      [
        CollectorDay.statement(on: date), RouteStop.statement(on: date), Clinic.statement, Clinic.planStatement,
      ])
    let clinic = try Clinic(results[2], plan: results[3])
    var board = DayBoard(
      date: date, closure: clinic.closure(on: date), clinic: clinic.point,
      collectors: try CollectorDay.all(roster: results[0], stops: results[1]))
    for row in results[1].rows {
      let (stop, collector) = (try RouteStop(row), try row.decode("staff_id", as: StaffID?.self))
      if collector != nil && stop.belongsToDay { continue }
      if try stop.status == .confirmed && row.decode("collection_method", as: CollectionMethod.self) == .home {
        board.unassigned.append(stop)
      } else {
        board.others += 1
      }
    }
    return board
  }
}

extension Clinic {
  /// Why the clinic is closed on a day, empty where no reason is known; nil where it is open or its hours are not known.
  package func closure(on date: CalendarDate) -> String? {
    guard let hours, hours.hours(on: date) == .closed else { return nil }
    return hours.exceptions[date]?.name ?? ""
  }
}
