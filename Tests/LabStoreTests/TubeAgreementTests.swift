import LabCore
import LabStore
import Postgres
import TestSupport
import Testing

/// The tubes that the database makes of items are those that the plan shows.
@Suite("Plan and tubes", .clinic)
struct TubeAgreementTests {
  private static let seed: UInt64 = 1_107
  private static let rounds = Thoroughness.count(usually: 150, thoroughly: 2_000)
  private static let samples = [
    "Whole blood", "blood", "EDTA  Blood", "serum", "Plasma", "Urine", "stool", "Swab", "hair", "Tissue", "fluid",
    "Smear", "Ear wax", nil,
  ]
  private static let tubes = [nil, nil, "EDTA", " sst ", "Citrate", "Plain", "Fluoride", "Slide", "Cryo  vial", "swab"]

  @Test("Every known container and sample is the same on both sides")
  func words() async throws {
    let world = try await everything()
    let containers = TubeType.known.map { type in
      [
        type.storedName, type.usualCapacity.map { "\($0.microlitres)" } ?? "-", type.isShared ? "t" : "f",
        "\(type.orderOfDraw)",
      ].joined(separator: "|")
    }
    #expect(
      try await world.texts(
        """
        select concat_ws('|', name, coalesce(capacity_microlitres::text, '-'), is_shared, order_of_draw) from desk.tube_types
        order by order_of_draw
        """) == containers)
    let known = try await world.query("select word, name, tube_type from desk.sample_types").rows
    var names: Set<String> = []
    for row in known {
      let (word, name, tube): (String, String, String) = try (
        row.decode("word"), row.decode("name"), row.decode("tube_type")
      )
      let sample = SampleType(storedName: word)
      #expect(sample.storedName == name && TubeType(usualFor: sample).storedName == tube, "\(word)")
      names.insert(name)
    }
    #expect(names == Set(SampleType.known.map(\.storedName)))
  }

  @Test("Items at random go into the same tubes in the same order")
  func plans() async throws {
    var generator = SeededGenerator(seed: Self.seed)
    let world = try await everything()
    _ = try await world.query("set session_replication_role = replica")
    var tests: [TestDefinition] = []
    for number in 1...60 {
      let sample = Self.samples[generator.int(0...Self.samples.count - 1)]
      let tube = Self.tubes[generator.int(0...Self.tubes.count - 1)]
      let microlitres: Int? = generator.int(0...4) == 0 ? nil : generator.int(1...90) * 100
      tests.append(
        TestDefinition(
          id: TestID(Int64(9_000 + number)), code: "R\(number)", name: "R\(number)", price: .zero,
          sampleType: sample.map { SampleType(storedName: $0) }, tubeType: tube.map { TubeType(storedName: $0) },
          sampleQuantity: microlitres.map(Volume.init(microlitres:))))
      _ = try await world.query(
        """
        insert into tests (organization_id, id, category_id, code, name, price, sample_type, tube_type, sample_quantity_ml)
        values (1, \(9_000 + number), 1, \("R\(number)"), \("R\(number)"), 0, \(sample), \(tube),
          \(microlitres)::numeric / 1000)
        """)
      _ = try await world.query(
        """
        insert into booking_items (organization_id, id, booking_id, test_id, unit_price)
        values (1, \(9_000 + number), 5, \(9_000 + number), 0)
        """)
    }
    for round in 1...Self.rounds {
      let chosen = tests.filter { _ in generator.int(0...5) == 0 }
      let planned = CollectedTube.plan(for: chosen.map { (BookingItemID($0.id.rawValue), $0) }).map { tube in
        [
          tube.sample?.storedName ?? "-", tube.type?.storedName ?? "-", tube.volume.map { "\($0.microlitres)" } ?? "-",
          tube.items.map(\.description).joined(separator: ","),
        ].joined(separator: "|")
      }
      let made = try await world.texts(
        """
        select concat_ws('|', coalesce(t.sample_type, '-'), coalesce(case when t.sample_type is not null then t.tube_type end, '-'),
          coalesce(case when t.sample_type is not null then t.microlitres end::text, '-'), array_to_string(t.items, ','))
        from desk.plan_tubes(1, \(chosen.map { Int($0.id.rawValue) })::bigint[]) with ordinality as
          t (sample_type, tube_type, microlitres, items, place) order by t.place
        """)
      #expect(made == planned, "seed \(Self.seed), round \(round)")
    }
  }
}
