package import LabCore
import Postgres

/// One stop of a collector's day: who, which pet, where, what to draw and what to be paid.
package struct Stop: Sendable, Equatable, Identifiable {
  package var id: BookingID
  package var number: String
  package var startsAt: LocalDateTime
  package var status: BookingStatus
  /// The version of the booking, so that a step is refused when another desk has changed it meanwhile.
  package var version: Int64
  package var clientName: String
  package var phones: [String]
  package var petName: String
  package var species: Species
  package var breed: String?
  package var sex: Sex
  package var weight: Weight?
  package var address: String?
  package var area: String?
  package var mapLink: String?
  /// Where it is, by the booking or else by its map link.
  package var point: GeoPoint?
  /// The way from the clinic.
  package var distance: Distance?
  package var notes: String?
  /// What was learned since the booking was made; the desk decides whether the visit stays.
  package var attention: BookingObjection?
  package var total: Money
  /// What is still to be paid.
  package var open: Money
  package var items: [Item]
  /// The tubes that have their numbers.
  package var specimens: [Specimen]

  /// One test to collect for.
  package struct Item: Sendable, Equatable, Identifiable {
    package var id: BookingItemID
    package var status: ItemStatus
    /// The test as far as whoever collects has to know it; its price is the booking's business.
    package var test: TestDefinition
  }

  /// The tubes for what is still asked for.
  package func tubes(limits: DrawLimits) -> TubePlan {
    TubePlan(
      for: items.filter { $0.status != .cancelled }.map { CartLine(test: $0.test) }, species: species, weight: weight,
      limits: limits)
  }

  /// The tubes that are still to be collected, in the order of draw.
  package var openTubes: [CollectedTube] {
    CollectedTube.plan(
      for: items.filter { [.pending, .recollectPending].contains($0.status) }.map { ($0.id, $0.test) })
  }
}

/// A collector's own figures over some days.
package struct VisitFigures: Sendable, Equatable {
  /// Visits that were planned and not cancelled.
  package var visits: Int
  package var collected: Int
  package var nobodyThere: Int
  package var failed: Int
  /// The estimated ways from the clinic to the visits that were set out for, one way each.
  package var distance: Distance

  package init(visits: Int, collected: Int, nobodyThere: Int, failed: Int, distance: Distance) {
    self.visits = visits
    self.collected = collected
    self.nobodyThere = nobodyThere
    self.failed = failed
    self.distance = distance
  }
}

/// The day of the collector at this desk.
package struct CollectorRound: Sendable, Equatable {
  /// In the order of their times.
  package var stops: [Stop]
  /// The own tubes that have still to be handed over, oldest first.
  package var openTubes: [OpenTube]
  package var today: VisitFigures
  /// Today and the six days before.
  package var week: VisitFigures
}

extension Desk {
  /// Reads the own stops of today and the own figures; nobody else's visits are ever in them.
  package func ownRound() async throws -> CollectorRound {
    let results = try await transaction(
      .lookUp, [Stop.statement, Stop.Item.statement, VisitFigures.statement, Specimen.statement, OpenTube.ownStatement])
    let items = try Dictionary(
      grouping: results[1].rows.map { (booking: try $0.decode("booking_id") as BookingID, item: try Stop.Item($0)) },
      by: \.booking)
    let specimens = try Dictionary(
      grouping: results[3].rows.map { (booking: try $0.decode("booking_id") as BookingID, tube: try Specimen($0)) },
      by: \.booking)
    let figures = try results[2].rows.map(VisitFigures.init)
    return CollectorRound(
      stops: try results[0].rows.map { row in
        let id: BookingID = try row.decode("booking_id")
        return try Stop(
          row, items: items[id]?.map(\.item) ?? [], specimens: specimens[id]?.map(\.tube) ?? [])
      },
      openTubes: try results[4].rows.map(OpenTube.init), today: figures[0], week: figures[1])
  }
}

extension Stop {
  fileprivate static let statement: SQL = """
    select booking_id, coalesce(booking_number, booking_id::text) as number, starts_at, status, booking_version,
      coalesce(client_name, '') as client_name, phone, second_phone, pet_name, species, breed, sex,
      round(weight_kg * 1000)::bigint as weight_grams, address, area, address_link, estimated_distance_m, notes,
      attention, coalesce(total, 0) as total, open_amount, latitude, longitude
    from scoped.stops
    where organization_id = (select desk.organization_id())
    order by starts_at, sequence, visit_id
    """

  fileprivate init(_ row: Row, items: [Item], specimens: [Specimen]) throws {
    let link: String? = try row.decode("address_link")
    self.init(
      id: try row.decode("booking_id"), number: try row.decode("number"), startsAt: try row.decode("starts_at"),
      status: try row.decode("status"), version: try row.decode("booking_version"),
      clientName: try row.decode("client_name"),
      phones: [try row.decode("phone", as: String?.self), try row.decode("second_phone")].compactMap(\.self),
      petName: try row.decode("pet_name"),
      species: Species(storedName: try row.decode("species", as: String.self)), breed: try row.decode("breed"),
      sex: try row.decode("sex"), weight: try row.decode("weight_grams", as: Int?.self).map(Weight.init(grams:)),
      address: try row.decode("address"), area: try row.decode("area"), mapLink: link,
      point: try row.position ?? link.flatMap(MapLink.point(of:)),
      distance: try row.decode("estimated_distance_m", as: Int?.self).map(Distance.init(metres:)),
      notes: try row.decode("notes"), attention: try row.decode("attention"), total: try row.decode("total"),
      open: try row.decode("open_amount"), items: items, specimens: specimens)
  }
}

extension Stop.Item {
  fileprivate static let statement: SQL = """
    select id, booking_id, status, test_id, coalesce(code, '') as code, test_name, sample_type, tube_type,
      round(sample_quantity_ml * 1000)::bigint as microlitres, preparation, sample_collection_instructions as instructions
    from scoped.stop_items
    where organization_id = (select desk.organization_id())
    order by booking_id, id
    """

  fileprivate init(_ row: Row) throws {
    self.init(
      id: try row.decode("id"), status: try row.decode("status"),
      test: TestDefinition(
        id: try row.decode("test_id"), code: try row.decode("code"), name: try row.decode("test_name"), price: .zero,
        sampleType: try row.decode("sample_type", as: String?.self).map { SampleType(storedName: $0) },
        tubeType: try row.decode("tube_type", as: String?.self).map { TubeType(storedName: $0) },
        sampleQuantity: try row.decode("microlitres", as: Int?.self).map(Volume.init(microlitres:)),
        preparation: try row.decode("preparation"), instructions: try row.decode("instructions")))
  }
}

extension VisitFigures {
  /// Two rows: today, and the seven days that end with it.
  fileprivate static let statement: SQL = """
    select count(v.id) filter (where v.status <> 'cancelled') as visits,
      count(v.id) filter (where v.status in ('collected', 'at_lab', 'closed')) as collected,
      count(v.id) filter (where v.status = 'no_show') as nobody_there,
      count(v.id) filter (where v.status = 'failed_visit') as failed,
      coalesce(sum(v.estimated_distance_m) filter (where v.status not in ('confirmed', 'assigned', 'cancelled')), 0)
        as metres
    from (values (1), (7)) as period (days)
    join organizations o on o.id = (select desk.organization_id())
    left join scoped.own_visits v on v.organization_id = o.id
      and v.day > (now() at time zone o.time_zone)::date - period.days
      and v.day <= (now() at time zone o.time_zone)::date
    group by period.days order by period.days
    """

  init(_ row: Row) throws {
    self.init(
      visits: try row.decode("visits"), collected: try row.decode("collected"),
      nobodyThere: try row.decode("nobody_there"), failed: try row.decode("failed"),
      distance: Distance(metres: try row.decode("metres")))
  }
}

extension Row {
  /// The place that latitude and longitude name; nil where they are not known.
  fileprivate var position: GeoPoint? {
    get throws {
      guard let latitude: Double = try decode("latitude"), let longitude: Double = try decode("longitude") else {
        return nil
      }
      return GeoPoint(latitude: latitude, longitude: longitude)
    }
  }
}
