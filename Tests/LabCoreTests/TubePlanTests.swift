import LabCore
import TestSupport
import Testing

@Suite("Tube plan")
struct TubePlanTests {
  typealias Lines = [CartLine]

  static func plan(_ lines: Lines, _ species: Species = .dog, grams: Int? = 28_000) -> String {
    let plan = TubePlan(for: lines, species: species, weight: grams.map { Weight(grams: $0) })
    return (plan.lines + plan.warnings.map { "! " + $0 }).joined(separator: "\n")
  }

  @Test("Tests on the same tube and sample share it, in the order of draw")
  func merging() {
    let lines = [
      Fixture.line(Fixture.test(1, "CBC", .wholeBlood, .edta, 1_000)),
      Fixture.line(Fixture.test(2, "LFT", .serum, .sst, 2_000)),
      Fixture.line(Fixture.test(3, "RFT", .serum, .sst, 2_500)),
      Fixture.line(Fixture.test(4, "BP", .wholeBlood, .edta, 500)),
      Fixture.line(Fixture.test(5, "PT", .plasma, .citrate, 1_800)),
      Fixture.line(Fixture.test(6, "URINE", .urine, .urineContainer, 10_000)),
    ]
    // 1.8 + (2 + 2.5) + (1 + 0.5) = 7.8 ml of blood; 28 kg × 8 ml/kg = 224 ml.
    #expect(
      Self.plan(lines) == """
        1 × Citrate (light blue) · Plasma · 1.8 ml · PT
        1 × SST (gold) · Serum · 4.5 ml · LFT, RFT
        1 × EDTA (lavender) · Whole blood · 1.5 ml · CBC, BP
        1 × Urine container · Urine · 10 ml · URINE
        Blood 7.8 ml of at most 224 ml
        """)
  }

  @Test("A portion goes whole into a tube with room, and a full tube is followed by another")
  func capacity() {
    let lines = [
      Fixture.line(Fixture.test(1, "A", .serum, .sst, 3_000)), Fixture.line(Fixture.test(2, "B", .serum, .sst, 3_000)),
      Fixture.line(Fixture.test(3, "C", .serum, .sst, 2_000)), Fixture.line(Fixture.test(4, "D", .serum, .sst, 12_000)),
    ]
    let plan = TubePlan(for: lines, species: .dog, weight: Weight(grams: 28_000))
    // 5 ml tubes: A 3 + C 2, B 3 + the last 2 of D, D 5, D 5.
    #expect(
      plan.labelLines == [
        "1/4 SST · A, C · 5 ml", "2/4 SST · B, D · 5 ml", "3/4 SST · D · 5 ml", "4/4 SST · D · 5 ml",
      ])
    #expect(plan.drawnBlood == Volume(microlitres: 20_000))
  }

  @Test("Every unit of a quantity takes its portion, and a swab serves one test")
  func quantities() {
    let lines = [
      Fixture.line(Fixture.test(1, "GLU", .plasma, .fluoride, 1_000), 3),
      Fixture.line(Fixture.test(2, "CULT", .swab, .swabTube, nil)),
      Fixture.line(Fixture.test(3, "PCR", .swab, .swabTube, nil)),
    ]
    #expect(
      Self.plan(lines) == """
        2 × Fluoride (grey) · Plasma · 3 ml · GLU
        2 × Swab · Swab · CULT, PCR
        Blood 3 ml of at most 224 ml
        """)
  }

  @Test("The same tube for another sample is another tube")
  func samples() {
    let lines = [
      Fixture.line(Fixture.test(1, "A", .plasma, .heparin, 1_000)),
      Fixture.line(Fixture.test(2, "B", .wholeBlood, .heparin, 1_000)),
    ]
    #expect(TubePlan(for: lines, species: .dog, weight: nil).groups.count == 2)
  }

  @Test("Too much blood for a kitten is said with numbers")
  func kitten() {
    let lines = [Fixture.line(Fixture.test(1, "LFT", .serum, .sst, 5_000))]
    // 0.6 kg × 6 ml/kg = 3.6 ml.
    #expect(
      Self.plan(lines, .cat, grams: 600) == """
        1 × SST (gold) · Serum · 5 ml · LFT
        Blood 5 ml of at most 3.6 ml
        ! 5 ml of blood is 1.4 ml more than a cat of 0.6 kg should give (3.6 ml at 6 ml/kg).
        """)
    #expect(TubePlan(for: lines, species: .cat, weight: Weight(grams: 600)).exceedsLimit)
  }

  @Test("The limit itself is not too much")
  func exactly() {
    let lines = [Fixture.line(Fixture.test(1, "LFT", .serum, .sst, 3_600))]
    let plan = TubePlan(for: lines, species: .cat, weight: Weight(grams: 600))
    #expect(!plan.exceedsLimit)
    #expect(plan.warnings.isEmpty)
  }

  @Test("An unknown weight says what is assumed")
  func noWeight() {
    let lines = [Fixture.line(Fixture.test(1, "CBC", .wholeBlood, .edta, 500))]
    #expect(
      Self.plan(lines, .bird, grams: nil) == """
        1 × EDTA (lavender) · Whole blood · 0.5 ml · CBC
        Blood 0.5 ml of at most 0.2 ml
        ! The weight is not known; 0.2 ml is assumed as the most for a bird.
        ! 0.5 ml of blood is 0.3 ml more than that; weigh the pet or split the tests.
        """)
    #expect(
      Self.plan(lines, .other("Ferret"), grams: nil).contains("1 ml is assumed as the most for a ferret."))
  }

  @Test("A test without sample or volume is said and not guessed")
  func incomplete() {
    let lines = [
      Fixture.line(Fixture.test(1, "MYST", nil, nil, nil)), Fixture.line(Fixture.test(2, "CBC", .wholeBlood, nil, nil)),
      Fixture.line(Fixture.test(3, "FUR", .hair, nil, nil)),
    ]
    #expect(
      Self.plan(lines) == """
        1 × EDTA (lavender) · Whole blood · CBC
        1 × Slide · Hair · FUR
        ! MYST names no sample type; ask the lab what to collect.
        ! CBC names no volume; it is planned without one.
        """)
  }

  @Test("No blood means no limit and no assumption about weight")
  func urineOnly() {
    let lines = [Fixture.line(Fixture.test(1, "URINE", .urine, .urineContainer, 10_000))]
    #expect(Self.plan(lines, .cat, grams: nil) == "1 × Urine container · Urine · 10 ml · URINE")
  }

  @Test("An organisation's own limits and tube sizes win over the usual ones")
  func configured() {
    let lines = [Fixture.line(Fixture.test(1, "CBC", .wholeBlood, .edta, 1_000), 2)]
    let limits = DrawLimits([DrawLimit(species: .dog, microlitresPerKilogram: 1_000, fallback: .millilitres(1))])
    let plan = TubePlan(
      for: lines, species: .dog, weight: Weight(grams: 1_500), limits: limits,
      capacities: [.edta: Volume(microlitres: 1_000)])
    #expect(plan.tubeCount == 2)
    #expect(plan.limit == Volume(microlitres: 1_500))
    #expect(plan.exceedsLimit)
  }

  @Test("However tests are mixed, no volume is lost and no tube overflows")
  func property() {
    let seed: UInt64 = 31
    var generator = SeededGenerator(seed: seed)
    let tubes: [TubeType] = [.edta, .sst, .heparin, .fluoride, .urineContainer]
    for round in 0..<500 {
      let lines = (1...generator.int(1...10)).map { id in
        let tube = tubes[generator.int(0...4)]
        let sample: SampleType = tube == .urineContainer ? .urine : .serum
        let test = Fixture.test(Int64(id), "T\(id)", sample, tube, generator.int(1...9_000))
        return Fixture.line(test, generator.int(1...3))
      }
      let plan = TubePlan(for: lines, species: .dog, weight: nil)
      let wanted = lines.reduce(0) { $0 + ($1.test.sampleQuantity?.microlitres ?? 0) * $1.quantity }
      let planned = plan.tubes.reduce(0) { $0 + ($1.volume?.microlitres ?? 0) }
      #expect(planned == wanted, "seed \(seed), round \(round)")
      for tube in plan.tubes {
        let capacity = tube.type.usualCapacity ?? .zero
        #expect(tube.volume.map { $0 <= capacity && $0 > .zero } == true, "seed \(seed), round \(round)")
      }
    }
  }
}
