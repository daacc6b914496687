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

/// Where the clinic is and when it works.
package struct Clinic: Sendable, Equatable {
  package var address: String?
  package var point: GeoPoint?
  package var hours: ClinicHours?

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
        PriceBook.panelsStatement,
      ])
    return Shelf(
      catalogue: Catalogue(
        tests: try results[0].rows.map(TestDefinition.init), panels: try results[1].rows.map(Panel.init),
        prices: try PriceBook(tests: results[7], panels: results[8])),
      limits: DrawLimits(try results[2].rows.map(DrawLimit.init)),
      offers: try results[3].rows.map(Offer.init),
      distancePricing: try results[4].rows.map(DistancePricing.init),
      taxes: try TaxTable(results[5]),
      clinic: try results[6].rows.first.map(Clinic.init) ?? Clinic())
  }
}

extension Clinic {
  static let statement: SQL = """
    select clinic_address, latitude, longitude, opening_time, closing_time
    from clinic_info where organization_id = (select desk.organization_id())
    """

  init(_ row: Row) throws {
    let latitude: Double? = try row.decode("latitude")
    let longitude: Double? = try row.decode("longitude")
    let opening: TimeOfDay? = try row.decode("opening_time")
    let closing: TimeOfDay? = try row.decode("closing_time")
    self.init(address: try row.decode("clinic_address"))
    if let latitude, let longitude { point = GeoPoint(latitude: latitude, longitude: longitude) }
    if let opening, let closing { hours = ClinicHours(openingTime: opening, closingTime: closing) }
  }
}
