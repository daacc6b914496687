import LabCore

/// A price list and offers of any size, the same in every run.
enum MadeUpLab {
  static let today = CalendarDate(daysSinceEpoch: 20_778)
  static let now = LocalDateTime(secondsSinceEpoch: today.daysSinceEpoch * 86_400 + 36_000)

  private static let organs = ["Liver", "Renal", "Thyroid", "Cardiac", "Bone", "Pancreas", "Adrenal"]
  private static let kinds = ["Function Profile", "Antigen PCR", "Culture and Sensitivity", "Cytology", "Panel IgG"]
  private static let samples: [(SampleType, TubeType)] = [
    (.wholeBlood, .edta), (.serum, .sst), (.plasma, .fluoride), (.urine, .urineContainer), (.swab, .swabTube),
  ]

  static func tests(_ count: Int) -> [TestDefinition] {
    (0..<count).map { index in
      let (sample, tube) = samples[index % samples.count]
      let organ = organs[index % organs.count]
      return TestDefinition(
        id: TestID(Int64(index + 1)), code: "\(organ.prefix(2).uppercased())\(index)",
        name: "\(organ) \(kinds[index % kinds.count]) \(index)", category: "Group \(index % 9)",
        tags: [organ.lowercased(), "canine"], price: Money(minorUnits: Int64(30_000 + index % 40 * 2_500)),
        discountedPrice: index % 3 == 0 ? Money(minorUnits: 28_000) : nil, sampleType: sample, tubeType: tube,
        sampleQuantity: Volume(microlitres: 500 + index % 4 * 500), turnaroundHours: 24)
    }
  }

  static func lines(units: Int) -> [CartLine] { tests(units).map { CartLine(test: $0) } }

  /// Percentages and fixed amounts, for all tests and for some, with and without a minimum.
  static func offers(_ count: Int) -> [Offer] {
    (0..<count).map { index in
      Offer(
        id: OfferID(Int64(index + 1)), name: "Offer \(index + 1)",
        discount: index.isMultiple(of: 2)
          ? .percentage(basisPoints: 500 + index * 50) : .fixedAmount(Money(minorUnits: Int64(5_000 + index * 700))),
        startDate: today.adding(days: -10), endDate: today.adding(days: 10),
        scope: index % 3 == 0 ? .allTests : .tests(Set((0..<20).map { TestID(Int64($0 * 2 + 1)) })),
        minimumOrder: index % 4 == 0 ? Money(minorUnits: 100_000) : nil, isAutomatic: true,
        isStackable: index % 5 == 0)
    }
  }

  static let pricing = DistancePricing(
    id: DistancePricingID(1), baseCharge: Money(minorUnits: 5_000), chargePerKilometre: Money(minorUnits: 1_200),
    freeDistance: Distance(metres: 3_000), effectiveFrom: today.adding(days: -100))
}
