import EmbeddedPostgres
import LabCore
import LabStore
import Postgres
import TestSupport
import Testing

/// The versions of the home visit charge, as the database keeps them.
@Suite("Versions of the home visit charge", .clinic)
struct DistancePriceTests {
  private static let standing = "5000 1500 3.000 2020-01-01 on ?"

  private func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(text)) }

  private func rates(_ base: Int64, _ rate: Int64 = 1500, free metres: Int = 3000) -> DistanceRates {
    DistanceRates(
      baseCharge: Money(minorUnits: base), chargePerKilometre: Money(minorUnits: rate),
      freeDistance: Distance(metres: metres))
  }

  @discardableResult
  private func set(_ rates: DistanceRates, from text: String, by desk: Desk) async throws -> DistancePricingID {
    try await desk.setDistancePricing(rates, from: try day(text), version: try await desk.distanceVersions().version)
  }

  /// The versions in one line each; the day of the server is called today, the one before it yesterday.
  private func versions(_ condition: SQL = "d.is_active") async throws -> [String] {
    try await everything().texts(
      """
      select concat_ws(' ', d.base_charge, d.charge_per_km, d.max_free_distance_km, named.starts, named.ends,
        coalesce(s.name, '?'))
      from distance_pricing_configs d
      left join staff s on s.organization_id = d.organization_id and s.id = d.updated_by_admin_id
      cross join lateral (select
        case d.effective_from when current_date then 'today' else d.effective_from::text end as starts,
        case d.effective_until when current_date - 1 then 'yesterday' else coalesce(d.effective_until::text, 'on') end
          as ends) named
      where d.organization_id = 1 and \(condition) order by d.effective_from, d.id
      """)
  }

  /// Books a home visit that was charged by the version of that key.
  private func charge(_ id: DistancePricingID) async throws {
    _ = try await TestDatabase.current.connect(as: .owner).query(
      "update bookings set distance_pricing_config_id = \(id), estimated_distance_m = 5000 where id = 1")
  }

  @Test("A version closes the one before it, gives way to one of the same day, ends where the next begins")
  func life() async throws {
    let owner = try await signedIn(as: TestClinic.owner)
    #expect(try await versions() == [Self.standing])
    try await set(rates(6000), from: "2099-04-01", by: owner)
    try await set(rates(7000), from: "2099-12-01", by: owner)
    try await set(rates(6500, 1600, free: 2500), from: "2099-08-01", by: owner)
    try await set(rates(6100), from: "2099-04-01", by: owner)
    #expect(
      try await versions() == [
        "5000 1500 3.000 2020-01-01 2099-03-31 ?", "6100 1500 3.000 2099-04-01 2099-07-31 Vikram Sethi",
        "6500 1600 2.500 2099-08-01 2099-11-30 Vikram Sethi", "7000 1500 3.000 2099-12-01 on Vikram Sethi",
      ])
    let listed = try await owner.distanceVersions()
    #expect(listed.versions.map(\.pricing.baseCharge.minorUnits) == [7000, 6500, 6100, 5000])
    #expect(listed.versions.map(\.setBy) == ["Vikram Sethi", "Vikram Sethi", "Vikram Sethi", nil])
    #expect(listed.inForce(on: try day("2099-09-01"))?.pricing.freeDistance.metres == 2500)
    try await owner.withdrawDistancePricing(listed.versions[1].id, version: listed.version)
    #expect(
      try await versions() == [
        "5000 1500 3.000 2020-01-01 2099-03-31 ?", "6100 1500 3.000 2099-04-01 2099-11-30 Vikram Sethi",
        "7000 1500 3.000 2099-12-01 on Vikram Sethi",
      ])
    let shelf = try await signedIn().readShelf()
    #expect(shelf.distancePricing(on: try day("2099-08-01"))?.baseCharge.minorUnits == 6100)
  }

  @Test("A charge from today holds at once, and what was asked until yesterday stays as it was")
  func today() async throws {
    let admin = try await signedIn(as: TestClinic.admin)
    let today = try await everything().texts("select current_date::text")[0]
    try await set(rates(5500), from: today, by: admin)
    try await set(rates(5600), from: today, by: admin)
    #expect(
      try await versions() == ["5000 1500 3.000 2020-01-01 yesterday ?", "5600 1500 3.000 today on Dr Uma Bose"])
  }

  @Test("A version that bookings were charged by stays, with its figures, when it is replaced or withdrawn")
  func charged() async throws {
    let owner = try await signedIn(as: TestClinic.owner)
    let first = try await set(rates(6000), from: "2099-04-01", by: owner)
    try await charge(first)
    let second = try await set(rates(7000), from: "2099-04-01", by: owner)
    #expect(try await versions("not d.is_active") == ["6000 1500 3.000 2099-04-01 on Vikram Sethi"])
    var listed = try await owner.distanceVersions()
    #expect(listed.versions.map(\.id).prefix(2) == [second, first])
    #expect(listed[first]?.counts == false && listed[first]?.bookings == 1 && listed[second]?.bookings == 0)
    #expect(
      try await everything().count("select distance_pricing_config_id from bookings where id = 1")
        == Int(first.rawValue))
    try await owner.withdrawDistancePricing(second, version: listed.version)
    listed = try await owner.distanceVersions()
    #expect(listed[second] == nil && listed[first] != nil)
    #expect(try await versions() == [Self.standing])
  }

  @Test("The past is not rewritten, figures have bounds, and a version whose day has come is not withdrawn")
  func refusals() async throws {
    let owner = try await signedIn(as: TestClinic.owner)
    let yesterday = try await everything().texts("select (current_date - 1)::text")[0]
    let listed = try await owner.distanceVersions()
    func refusal(_ work: () async throws -> Void) async throws -> DeskError {
      try await #require(throws: DeskError.self) { try await work() }
    }
    let past = try await refusal { try await set(rates(1), from: yesterday, by: owner) }
    #expect(
      past.sentence
        == "A new charge holds from today or a later day on. Nothing was saved. What was asked on past days stays as it was."
    )
    let begun = try await refusal {
      try await owner.withdrawDistancePricing(listed.versions[0].id, version: listed.version)
    }
    #expect(begun.code == .rule(constraint: "LB071"))
    for (wrong, rule) in [
      (rates(1_000_000_001), "LB072"), (rates(1, 1_000_000_001), "LB072"), (rates(1, free: 500_001), "LB072"),
      (rates(-1), "ck_distance_pricing_configs_base_charge"),
      (rates(1, -1), "ck_distance_pricing_configs_charge_per_km"),
      (rates(1, free: -1), "ck_distance_pricing_configs_max_free_distance_km"),
    ] {
      let refused = try await refusal { try await set(wrong, from: "2099-01-01", by: owner) }
      #expect(refused.code == .rule(constraint: rule))
    }
    let receptionist = try await signedIn()
    let forbidden = try await refusal { try await set(rates(1), from: "2099-01-01", by: receptionist) }
    #expect(forbidden.code == .notAllowed)
    #expect(try await versions("true") == [Self.standing])
  }

  @Test("Of eight desks that set or withdraw a charge at once, one wins and the others are told to look again")
  func race() async throws {
    var desks: [Desk] = []
    for _ in 0..<8 { desks.append(try await signedIn(as: TestClinic.admin)) }
    let coming = try await set(rates(6000), from: "2099-04-01", by: desks[0])
    let version = try await desks[0].distanceVersions().version
    let day = try day("2099-04-01")
    let outcomes = await failures(of: desks) { desk, number in
      if number == 7 { return try await desk.withdrawDistancePricing(coming, version: version) }
      _ = try await desk.setDistancePricing(
        DistanceRates(baseCharge: Money(minorUnits: Int64(number)), chargePerKilometre: .zero, freeDistance: .zero),
        from: day.adding(days: number % 3), version: version)
    }
    #expect(outcomes.count { $0 == nil } == 1)
    #expect(outcomes.compactMap(\.self).allSatisfy { $0.code == .stale || $0.code == .busy }, "\(outcomes)")
    #expect(try await desks[0].distanceVersions().version > version)
  }

  @Test("A desk writes no charge past the functions, and sees the versions of its own organisation alone")
  func attack() async throws {
    let intruder = try await BareSession.begin(as: TestClinic.owner)
    for statement: SQL in [
      "update distance_pricing_configs set base_charge = 1", "delete from distance_pricing_configs",
      """
      insert into distance_pricing_configs (organization_id, base_charge, charge_per_km, max_free_distance_km,
        effective_from) values (1, 1, 1, 1, '2019-01-01')
      """, "select desk.lock_distance_pricing(1, 1)",
    ] {
      #expect(try await intruder.attempt(statement).refusal != nil, "\(statement)")
    }
    let neighbour = try await unsignedDesk()
    _ = try await neighbour.signIn(
      slug: TestClinic.otherSlug, phone: TestClinic.neighbour.phone, password: TestClinic.password, origin: "test")
    #expect(try await neighbour.distanceVersions().versions.map(\.pricing.baseCharge) == [.zero])
    let technician = try await signedIn(as: TestClinic.labTechnician).distanceVersions()
    #expect(technician.versions.map(\.bookings) == [nil])
  }

  // MARK: What the last days would have cost

  @Test("What visits would have cost under other rates is what the database works out itself")
  func whatIf() async throws {
    let world = try await TestDatabase.current.connect(as: .owner)
    _ = try await world.query(
      """
      insert into bookings (organization_id, user_id, pet_id, booking_date, status, collection_method,
        estimated_distance_m, distance_charge, total)
      select 1, 1, 1, '2026-10-01 12:00Z'::timestamptz + n % 45 * interval '1 day',
        case when n % 17 = 0 then 'cancelled' else 'confirmed' end, case when n % 13 = 0 then 'walk_in' else 'home' end,
        case when n % 11 = 0 then null else n * 37 % 23000 end, n * 101 % 30000, n * 101 % 30000
      from generate_series(1, 3000) n
      """)
    let first = try day("2026-10-10")
    let last = try day("2026-11-08")
    for (base, rate, free) in [(5000, 1500, 3000), (0, 0, 0), (4999, 1333, 2750), (12_000, 1, 500_000)]
      as [(Int64, Int64, Int)]
    {
      let trial = try await signedIn(as: TestClinic.owner).distanceWhatIf(
        rates(base, rate, free: free), from: first, to: last)
      let computed = try await world.query(
        """
        with visits as (
          select distance_charge as before, estimated_distance_m is null as unknown,
            \(base)::bigint + (\(rate)::bigint * greatest(0, estimated_distance_m - \(free)::bigint) + 500) / 1000 as after
          from bookings where organization_id = 1 and collection_method = 'home' and status <> 'cancelled'
            and (booking_date at time zone 'UTC')::date between '2026-10-10' and '2026-11-08')
        select concat_ws(' ', sum(before) filter (where not unknown), sum(after) filter (where not unknown),
          count(*) filter (where after > before and not unknown), count(*) filter (where after < before and not unknown),
          count(*) filter (where after = before and not unknown), count(*) filter (where unknown),
          max(abs(after - before)) filter (where not unknown))
        from visits
        """
      ).onlyRow().decode(at: 0, as: String.self)
      let largest = trial.largest.first?.difference.minorUnits.magnitude ?? 0
      #expect(
        "\(trial.before) \(trial.after) \(trial.dearer) \(trial.cheaper) \(trial.same) \(trial.withoutDistance) \(largest)"
          == computed)
      #expect(trial.largest.count == 5)
      #expect(trial.bookings > 1500)
    }
    let blind = try await signedIn(as: TestClinic.labTechnician).chargedWays(from: first, to: last)
    #expect(blind == ChargedWays([], withoutDistance: 0))
  }

  @Test("The days are those of the organisation: a visit at half past midnight counts for its own day there")
  func days() async throws {
    let world = try await TestDatabase.current.connect(as: .owner)
    _ = try await world.query("update organizations set time_zone = 'Asia/Kolkata' where id = 1")
    _ = try await world.query(
      """
      insert into bookings (organization_id, user_id, pet_id, booking_date, status, collection_method,
        estimated_distance_m, distance_charge, total)
      select 1, 1, 1, at::timestamptz, 'confirmed', 'home', 4000, 6500, 6500
      from unnest('{2026-08-01 18:29Z,2026-08-01 18:30Z,2026-08-02 18:29Z,2026-08-02 18:30Z}'::text[]) at
      """)
    let ways = try await signedIn().chargedWays(from: try day("2026-08-02"), to: try day("2026-08-02"))
    #expect(ways.groups.map(\.bookings) == [2])
    #expect(ways.charged(by: rates(5000)).same == 2)
  }
}
