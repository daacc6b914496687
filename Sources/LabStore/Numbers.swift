package import LabCore
import Postgres

/// The figures of an organisation's bookings in one month, without anybody's name.
///
/// A figure that is nil is withheld by the database: it is of fewer than five, or would give such a one away.
package struct ClinicNumbers: Sendable, Equatable {
  /// Bookings whose visit is in the month, drafts aside.
  package var bookings: Int?
  package var cancelled: Int?
  package var nobodyThere: Int?
  package var failedVisits: Int?
  /// The totals of the bookings that were neither cancelled nor came to nothing.
  package var revenue: Money?
  /// What was taken off those totals.
  package var discounts: Money?
  /// Tests by code, the most frequent first; what was cancelled is not counted.
  package var tests: [Count]
  /// Bookings by the species of the pet, the most frequent first.
  package var species: [Count]

  /// How many there are of something.
  package struct Count: Sendable, Equatable {
    package var name: String
    package var count: Int?

    package init(_ name: String, _ count: Int?) {
      self.name = name
      self.count = count
    }
  }
}

/// The figures of a collector's own visits in one month.
package struct OwnNumbers: Sendable, Equatable {
  package var visits: VisitFigures
  package var cancelled: Int
  /// Tests that were collected on those visits.
  package var tests: Int
}

extension Desk {
  /// Reads the figures of the month that a day lies in.
  package func numbers(of day: CalendarDate) async throws -> ClinicNumbers {
    let rows = try await query(
      .lookUp,
      """
      select section, name, figure from desk.numbers(\(day)::date) order by section, figure desc nulls last, name
      """
    ).rows
    var sections: [String: [ClinicNumbers.Count]] = [:]
    for row in rows {
      sections[try row.decode("section"), default: []].append(
        ClinicNumbers.Count(try row.decode("name"), try row.decode("figure")))
    }
    func figure(_ section: String, _ name: String) -> Int? {
      sections[section]?.first { $0.name == name }?.count
    }
    func amount(_ name: String) -> Money? {
      figure("total", name).map { Money(minorUnits: Int64($0)) }
    }
    return ClinicNumbers(
      bookings: figure("total", "bookings"), cancelled: figure("outcome", "cancelled"),
      nobodyThere: figure("outcome", "no_show"), failedVisits: figure("outcome", "failed_visit"),
      revenue: amount("revenue"), discounts: amount("discount"), tests: sections["test"] ?? [],
      species: sections["species"] ?? [])
  }

  /// Reads the own figures of the month that a day lies in; nobody else's visits are ever in them.
  package func ownNumbers(of day: CalendarDate) async throws -> OwnNumbers {
    let row = try await query(
      .lookUp,
      """
      select count(*) filter (where v.status <> 'cancelled') as visits,
        count(*) filter (where v.status in ('collected', 'at_lab', 'closed')) as collected,
        count(*) filter (where v.status = 'no_show') as nobody_there,
        count(*) filter (where v.status = 'failed_visit') as failed,
        count(*) filter (where v.status = 'cancelled') as cancelled,
        coalesce(sum(v.items) filter (where v.status in ('collected', 'at_lab', 'closed')), 0) as tests,
        coalesce(sum(v.estimated_distance_m) filter (where v.status not in ('confirmed', 'assigned', 'cancelled')), 0)
          as metres
      from scoped.own_visits v
      where v.organization_id = (select desk.organization_id())
        and v.day >= date_trunc('month', \(day)::date) and v.day < date_trunc('month', \(day)::date) + interval '1 month'
      """
    ).onlyRow()
    return OwnNumbers(
      visits: try VisitFigures(row), cancelled: try row.decode("cancelled"), tests: try row.decode("tests"))
  }
}
