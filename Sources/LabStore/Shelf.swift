package import LabCore
import Postgres

/// What a desk keeps at hand after sign-in, so that typing never waits: prices, offers, the clinic and its limits.
package struct Shelf: Sendable {
  package var catalogue: Catalogue
  package var limits: DrawLimits
  package var offers: [Offer]
  package var distancePricing: [DistancePricing]
  package var taxes: TaxTable
  package var clinic: Clinic

  package init(
    catalogue: Catalogue, limits: DrawLimits, offers: [Offer], distancePricing: [DistancePricing],
    taxes: TaxTable = .none, clinic: Clinic
  ) {
    self.catalogue = catalogue
    self.limits = limits
    self.offers = offers
    self.distancePricing = distancePricing
    self.taxes = taxes
    self.clinic = clinic
  }

  /// The version of the distance pricing that holds on a day.
  package func distancePricing(on date: CalendarDate) -> DistancePricing? {
    distancePricing.first { $0.holds(on: date) }
  }
}

/// Where the clinic is, when it works, and what its desks go by.
package struct Clinic: Sendable, Equatable {
  package var address: String?
  package var point: GeoPoint?
  package var hours: ClinicHours?
  /// The working minutes before it is due from which on work counts as due soon; 0 for never.
  package var dueSoonMinutes = 60
  /// How large a document may be that is attached.
  package var attachmentLimit = AttachmentLimit.most

  package init(address: String? = nil, point: GeoPoint? = nil, hours: ClinicHours? = nil) {
    self.address = address
    self.point = point
    self.hours = hours
  }
}

extension Desk {
  /// Reads the shelf in one round trip.
  package func readShelf() async throws -> Shelf {
    let results = try await transaction(
      .report,
      [
        Catalogue.testsStatement, Catalogue.panelsStatement, DrawLimits.statement, Offer.statement,
        DistancePricing.statement, TaxTable.statement, Clinic.statement, PriceBook.testsStatement,
        PriceBook.panelsStatement, Clinic.planStatement,
      ])
    return Shelf(
      catalogue: Catalogue(
        tests: try results[0].rows.map(TestDefinition.init), panels: try results[1].rows.map(Panel.init),
        prices: try PriceBook(tests: results[7], panels: results[8])),
      limits: DrawLimits(try results[2].rows.map(DrawLimit.init)),
      offers: try results[3].rows.map(Offer.init),
      distancePricing: try results[4].rows.map(DistancePricing.init),
      taxes: try TaxTable(results[5]),
      clinic: try Clinic(results[6], plan: results[9]))
  }
}

extension Clinic {
  static let statement: SQL = """
    select clinic_address, latitude, longitude, due_soon_minutes, attachment_limit_mb
    from clinic_info where organization_id = (select desk.organization_id())
    """

  /// The hours of the weekdays, and of the days of which something else is said.
  static let planStatement: SQL = "select * from desk.clinic_plan()"

  init(_ page: QueryResult, plan: QueryResult) throws {
    self.init()
    if let row = page.rows.first {
      address = try row.decode("clinic_address")
      point = try GeoPoint(row)
      dueSoonMinutes = try row.decode("due_soon_minutes")
      attachmentLimit = AttachmentLimit(mebibytes: try row.decode("attachment_limit_mb"))
    }
    hours = try ClinicHours(plan)
  }
}

extension ClinicHours {
  /// Reads the answer of `desk.clinic_plan`; nil where nothing is known of any day.
  fileprivate init?(_ plan: QueryResult) throws {
    var week: [Weekday: DayHours] = [:]
    var exceptions: [HoursException] = []
    var isKnown = false
    for row in plan.rows {
      let hours = try DayHours(row)
      isKnown = isKnown || hours != .allDay
      if let date: CalendarDate = try row.decode("day") {
        exceptions.append(HoursException(date: date, hours: hours, name: try row.decode("name")))
      } else if let day = try row.decode("weekday", as: Int?.self).flatMap(Weekday.init(rawValue:)) {
        week[day] = hours
      }
    }
    guard isKnown else { return nil }
    self.init(week: week, exceptions: exceptions)
  }
}

extension DayHours {
  /// What is known of no hours: any time of the day.
  fileprivate static let allDay = DayHours.open([.wholeDay])

  fileprivate init(_ row: Row) throws {
    if try row.decode("is_closed") {
      self = .closed
      return
    }
    let from: [Int]? = try row.decode("from_minutes")
    let until: [Int]? = try row.decode("until_minutes")
    guard let from, let until else {
      self = .allDay
      return
    }
    let stretches = TimeStretch.all(from: from, until: until)
    self = stretches.isEmpty ? .closed : .open(stretches)
  }
}
