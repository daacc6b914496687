import LabCore
import LabStore
import Postgres
import TestSupport
import Testing

/// What an analyst can find out by asking everything there is to ask, and taking every figure from every other.
@Suite("Figures under attack", .clinic)
struct FigureAttackTests {
  private static let start = FigureClinic.day("2023-01-01")
  private static let months = (0..<12).map { FigurePeriod(.month, of: start.adding(months: $0)) }
  /// The whole year in the long run, else one month with few bookings; each is a world of its own.
  private static let attacked = Thoroughness.count(usually: 1, thoroughly: 12) == 12 ? months : [months[1]]

  @Test("No figure that an analyst is told, and no difference of two, is of one to four", .timeLimit(.minutes(20)))
  func differences() async throws {
    try await makeUpMonths()
    let analyst = try await signedIn(as: TestClinic.analyst)
    let owner = try await signedIn(as: TestClinic.owner)
    var told = 0
    var withheld = 0
    for month in Self.attacked {
      var counts: Set<Int> = [0]
      for measure in Measure.all(in: .analyst) {
        for grouping in measure.groupings(in: .analyst) ?? [] {
          let query = FigureQuery(measure, by: grouping, of: month)
          let coarse = try await analyst.figures(query, in: .analyst)
          let exact = try await owner.figures(query, in: .all)
          #expect(Set(coarse.groups.map(\.key)) == Set(exact.groups.map(\.key)))
          let byKey = Dictionary(uniqueKeysWithValues: exact.groups.map { ($0.key, $0) })
          for figure in [coarse.total] + coarse.groups {
            let truth = try #require(figure.key == nil ? exact.total : byKey[figure.key])
            if figure.isWithheld {
              withheld += 1
              #expect([figure.value, figure.p90, figure.p95, figure.sample] == [nil, nil, nil, nil])
              continue
            }
            told += 1
            counts.formUnion(Self.counts(figure, of: measure))
            for size in Self.counts(truth, of: measure) {
              #expect(size == 0 || size >= 5, "\(measure) by \(grouping), \(month.text), \(figure.label): \(size)")
            }
          }
          try expectNoSmallRest(measure, by: grouping, of: month, coarse, byKey)
        }
      }
      for count in counts {
        for other in counts where count > other {
          #expect(count - other >= 5, "\(month.text): \(count) − \(other)")
        }
      }
    }
    #expect(told > 5 * Self.attacked.count, "only \(told) figures were told")
    #expect(withheld > 5 * Self.attacked.count, "only \(withheld) figures were withheld")
  }

  /// How many things a figure tells of.
  private static func counts(_ figure: Figure, of measure: Measure) -> [Int] {
    let sample = figure.sample ?? 0
    switch measure.unit {
    case .count: return [figure.value ?? 0]
    case .share: return [sample, figure.value ?? 0, sample - (figure.value ?? 0)]
    case .money, .metres, .minutes: return [sample]
    }
  }

  /// What is left of a total when every group that is told is taken away is nothing, or of five bookings and more.
  private func expectNoSmallRest(
    _ measure: Measure, by grouping: FigureGrouping, of month: FigurePeriod, _ coarse: FigureTable,
    _ exact: [String?: Figure]
  ) throws {
    guard !coarse.total.isWithheld, grouping != .month else { return }
    let hidden = coarse.groups.filter(\.isWithheld).compactMap { exact[$0.key] }
    let rest = hidden.compactMap(\.sample).reduce(0, +)
    #expect(rest == 0 || rest >= 5, "\(measure) by \(grouping), \(month.text): \(rest) are left")
    #expect(
      hidden.isEmpty || hidden.contains { ($0.sample ?? 0) >= 5 }
        || coarse.groups.allSatisfy { $0.isWithheld || $0.sample == 0 })
  }

  @Test("Twelve months are told month by month, each as it is told by itself, and the sum only if all of them are")
  func year() async throws {
    try await makeUpMonths()
    let analyst = try await signedIn(as: TestClinic.analyst)
    for measure in Measure.all(in: .analyst) {
      let year = try await analyst.figures(
        FigureQuery(measure, by: .month, of: FigurePeriod(.twelveMonths, of: Self.start.adding(months: 12))),
        in: .analyst)
      #expect(year.groups.count == 12)
      for (month, figure) in zip(Self.months, year.groups) {
        let alone = try await analyst.figures(FigureQuery(measure, of: month), in: .analyst).total
        #expect([alone.value, alone.sample] == [figure.value, figure.sample], "\(measure) \(month.text)")
      }
      if year.groups.contains(where: \.isWithheld) { #expect(year.total.isWithheld, "\(measure)") }
    }
  }

  @Test("An analyst is refused what would tell of single bookings")
  func refusals() async throws {
    let analyst = try await signedIn(as: TestClinic.analyst)
    func code(_ query: FigureQuery) async -> DeskError.Code? {
      do {
        _ = try await analyst.figures(query, in: .analyst)
        return nil
      } catch { return DeskError(error).code }
    }
    let month = try #require(Self.months.first)
    let period = DeskError.Code.rule(constraint: "LB142")
    let measure = DeskError.Code.rule(constraint: "LB140")
    #expect(await code(FigureQuery(.bookings, by: .day, of: month)) == nil)
    // A part of a month, two months that overlap with others, and what is not over.
    #expect(await code(FigureQuery(.bookings, from: month.first, until: month.first.adding(days: 14))) == period)
    #expect(await code(FigureQuery(.bookings, from: month.first.adding(days: 1), until: month.end)) == period)
    #expect(
      await code(FigureQuery(.bookings, by: .species, from: month.first, until: month.first.adding(months: 2)))
        == period)
    #expect(await code(FigureQuery(.bookings, from: month.first, until: month.first.adding(months: 2))) == period)
    #expect(await code(FigureQuery(.bookings, of: FigurePeriod(.month, of: FigureClinic.day("2400-01-01")))) == period)
    let today = CalendarDate(try #require(try await everything().texts("select desk.today_in(1)::text").first))
    #expect(await code(FigureQuery(.bookings, of: FigurePeriod(.month, of: try #require(today)))) == period)
    // Weeks cross months; a collector is a person; gross would give small discounts away.
    #expect(await code(FigureQuery(.bookings, by: .week, of: month)) == measure)
    #expect(await code(FigureQuery(.visits, by: .collector, of: month)) == measure)
    #expect(await code(FigureQuery(.gross, of: month)) == measure)
    #expect(await code(FigureQuery(.net, by: .species, of: month)) == measure)
    #expect(await code(FigureQuery(.bookings, from: month.end, until: month.first)) == .rule(constraint: "LB141"))
  }

  @Test("With the credentials of the desk the facts themselves are out of reach")
  func facts() async throws {
    let session = try await BareSession.begin(as: TestClinic.analyst)
    for statement: SQL in [
      "select * from desk.facts",
      "select * from desk.tell_figures('bookings', 'collector', '2023-01-01', '2023-02-01', 'all')",
      "select * from desk.measures", "select * from bookings",
    ] {
      let attempt = try await session.attempt(statement)
      #expect(attempt.refusal == .insufficientPrivilege || attempt.affectedRows == 0, "\(statement)")
    }
    await session.connection.close()
  }

  /// A year of up to 50 bookings a month, whose pets, areas, outcomes and discounts chance decides, always in the same way.
  private func makeUpMonths() async throws {
    let world = try await everything()
    try await world.run(
      script: """
        set session_replication_role = replica;
        select setseed(0.25);
        insert into bookings (organization_id, id, booking_number, user_id, pet_id, booking_date, status, collection_method,
          collection_staff_id, collection_area, estimated_distance_m, subtotal, discount, distance_charge, tax, total, created_at)
        select 1, 1000 + row_number() over (order by b.month, b.place), 'M-' || b.month || '-' || b.place, p.user_id, p.id,
          date '2023-01-01' + b.month * interval '1 month' + b.place * interval '12 hours',
          (array['closed', 'closed', 'closed', 'cancelled', 'no_show', 'failed_visit'])[1 + floor(b.chance ^ 2 * 6)],
          case when b.place % 5 = 0 then 'walk_in' else 'home' end, 3 + b.place % 3,
          (array['Indiranagar', 'Indiranagar', 'Jayanagar', 'Domlur', null])[1 + floor(b.pet * 5)], 4000, 45000, b.discount, b.way,
          0, 45000 - b.discount + b.way, now()
        from (select m as month, n as place, random() as chance, random() as pet,
            case when random() < 0.2 then 1000 else 0 end as discount, case when random() < 0.3 then 5000 else 0 end as way
          from generate_series(0, 11) m cross join lateral generate_series(1, (m * 17) % 53) n) b
        join pets p on p.organization_id = 1 and p.id = (array[1, 1, 1, 6, 2, 8])[1 + floor(b.pet * 6)];
        insert into booking_items (organization_id, id, booking_id, test_id, unit_price, status)
        select 1, 5000 + row_number() over (order by b.id, t.id), b.id, t.id, 45000, 'completed' from bookings b
        join tests t on t.organization_id = 1 and (b.id * 7 + t.id * 5) % 11 < 3
        where b.organization_id = 1 and b.id > 1000;
        insert into booking_discounts (organization_id, booking_id, coupon_id, name, amount)
        select 1, id, case when id % 3 = 0 then 1 end, case when id % 3 = 0 then 'Welcome' else 'Tick season' end, discount::bigint
        from bookings where organization_id = 1 and id > 1000 and discount::bigint > 0;
        insert into coupon_redemptions (organization_id, coupon_id, booking_id, user_id, discount_amount, redemption_date)
        select 1, 1 + id % 2, id, user_id, discount, booking_date from bookings
        where organization_id = 1 and id > 1000 and discount::bigint > 0 and id % 3 = 0;
        insert into visits (organization_id, booking_id, collection_method, staff_id, starts_at, blocked_until, status)
        select 1, id, collection_method, collection_staff_id, booking_date, booking_date + interval '30 minutes', status
        from bookings where organization_id = 1 and id > 1000;
        insert into status_events (organization_id, machine, record_id, booking_id, to_status, created_at)
        select 1, 'booking', id, id, 'arrived', booking_date + (id % 25) * interval '1 minute' from bookings
        where organization_id = 1 and id > 1000 and status = 'closed';
        insert into specimens (organization_id, id, accession_number, booking_id, pet_id, status, collected_at, collected_by, received_at)
        select 1, id, '23-' || lpad(id::text, 6, '0'), id, pet_id, case when id % 9 = 0 then 'rejected' else 'received' end, booking_date,
          collection_staff_id, booking_date + interval '2 hours'
        from bookings where organization_id = 1 and id > 1000 and status = 'closed';
        insert into specimen_items (organization_id, specimen_id, booking_item_id)
        select 1, s.id, i.id from specimens s join booking_items i on i.organization_id = 1 and i.booking_id = s.booking_id
        where s.organization_id = 1 and s.id > 1000;
        insert into item_rejections (organization_id, booking_item_id, specimen_id, code, created_at)
        select 1, l.booking_item_id, s.id, case when s.id % 2 = 0 then 'RH' else 'QS' end, s.received_at from specimens s
        join specimen_items l on l.organization_id = 1 and l.specimen_id = s.id
        where s.organization_id = 1 and s.id > 1000 and s.status = 'rejected';
        insert into lab_tasks (organization_id, id, booking_id, stage, tat_minutes, received_at, used_minutes, finished_at, words)
        select 1, i.id, b.id, 'done', case when i.id % 6 > 0 then 600 end, b.booking_date, (i.id * 37) % 1200,
          b.booking_date + interval '5 hours', ''
        from booking_items i join bookings b on b.organization_id = 1 and b.id = i.booking_id
        where i.organization_id = 1 and b.id > 1000 and b.status = 'closed';
        insert into test_reports (organization_id, booking_item_id, pet_id, test_id, status, generated_at, verified_at, delivered_at)
        select 1, i.id, b.pet_id, i.test_id, 'delivered', b.booking_date + interval '4 hours', b.booking_date + interval '5 hours',
          b.booking_date + interval '6 hours'
        from booking_items i join bookings b on b.organization_id = 1 and b.id = i.booking_id
        where i.organization_id = 1 and b.id > 1000 and b.status = 'closed';
        reset session_replication_role;
        analyze bookings; analyze booking_items; analyze visits;
        """)
    await world.close()
  }
}
