import LabCore
import LabStore
import Postgres
import TestSupport
import Testing

/// Desks that collect at the same moment, each on a connection of its own.
@Suite("Specimens under load", .clinic)
struct SpecimenRaceTests {
  private func desks(_ count: Int) async throws -> [Desk] {
    var desks: [Desk] = []
    for _ in 0..<count { desks.append(try await signedIn()) }
    return desks
  }

  @Test("The same tubes are collected once, however many desks do it")
  func sameTubes() async throws {
    let visit = try await FieldVisit.arrived()
    var collection = try await visit.collection()
    collection.reason = "At the counter"
    let wanted = collection
    let outcomes = await failures(of: try await desks(6) + [visit.desk]) { desk, _ in
      _ = try await patiently { try await desk.collect(wanted) }
    }
    #expect(outcomes.count { $0 == nil } == 1)
    #expect(outcomes.compactMap(\.self).allSatisfy { $0.code == .stale }, "\(outcomes)")
    #expect(try await everything().count("select count(*) from specimens where booking_id = 5") == 2)
  }

  @Test("Eight desks that collect at once number their tubes without a gap, each number once")
  func numbers() async throws {
    let world = try await everything()
    let before = try await world.count("select count(*) from specimens")
    _ = try await world.query("set session_replication_role = replica")
    _ = try await world.query(
      """
      with made as (
        insert into bookings (organization_id, user_id, pet_id, booking_date, status, collection_method, booking_number)
        select 1, 1, 1, now(), 'arrived', 'walk_in', 'X-' || n from generate_series(1, 40) n returning id)
      insert into booking_items (organization_id, booking_id, test_id, unit_price)
      select 1, made.id, t.id, 0 from made, tests t where t.organization_id = 1 and t.code in ('CBC', 'LFT', 'KFT')
      """)
    _ = try await world.query(
      """
      insert into visits (organization_id, booking_id, collection_method, starts_at, blocked_until, status)
      select 1, id, 'walk_in', now(), now() + interval '30 minutes', 'arrived' from bookings where booking_number like 'X-%'
      """)
    let bookings = try await world.query("select id from bookings where booking_number like 'X-%' order by id").rows
      .map { try $0.decode("id", as: BookingID.self) }
    let outcomes = await failures(of: try await desks(8)) { desk, number in
      for place in stride(from: number, to: bookings.count, by: 8) {
        let booking = try await patiently { try await desk.booking(bookings[place]) }
        let collection = Collection(
          booking: booking.id, version: booking.version,
          tubes: CollectedTube.plan(for: booking.items.map { ($0.id, $0.test) }), reason: "At the counter")
        _ = try await patiently { try await desk.collect(collection) }
      }
    }
    #expect(outcomes.allSatisfy { $0 == nil }, "\(outcomes)")
    #expect(try await world.count("select count(*) from specimens") == before + 80)
    // In every year the numbers count from one to the last that was given.
    #expect(
      try await world.count(
        """
        select count(*) from (select left(accession_number, 2) as year, count(*) as tubes, count(distinct accession_number) as
          numbers, max(split_part(accession_number, '-', 2)::bigint) as last from specimens group by 1) y
        join organization_counters c on c.organization_id = 1 and c.series = 'accession 20' || y.year
        where y.tubes <> y.numbers or y.tubes <> y.last or c.last <> y.last
        """) == 0)
  }
}
