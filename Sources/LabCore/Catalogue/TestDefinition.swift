import Words

/// A test of the price list, with all that a desk must know to book it.
package struct TestDefinition: Hashable, Sendable, Identifiable {
  package let id: TestID
  /// The short code on labels and in type-ahead, `CBC`.
  package var code: String
  package var name: String
  package var category: String
  package var tags: [String]
  package var price: Money
  package var discountedPrice: Money?
  package var sampleType: SampleType?
  package var tubeType: TubeType?
  package var sampleQuantity: Volume?
  /// What the client or the collector does beforehand.
  package var preparation: String?
  /// What whoever collects has to mind.
  package var instructions: String?
  /// Working hours from receipt to report.
  package var turnaroundHours: Int?
  package var taxCode: TaxCode?
  package var loincCode: String?
  package var isActive: Bool

  package init(
    id: TestID, code: String, name: String, category: String = "", tags: [String] = [], price: Money,
    discountedPrice: Money? = nil, sampleType: SampleType? = nil, tubeType: TubeType? = nil,
    sampleQuantity: Volume? = nil, preparation: String? = nil, instructions: String? = nil,
    turnaroundHours: Int? = nil, taxCode: TaxCode? = nil, loincCode: String? = nil,
    isActive: Bool = true
  ) {
    self.id = id
    self.code = code
    self.name = name
    self.category = category
    self.tags = tags
    self.price = price
    self.discountedPrice = discountedPrice
    self.sampleType = sampleType
    self.tubeType = tubeType
    self.sampleQuantity = sampleQuantity
    self.preparation = preparation
    self.instructions = instructions
    self.turnaroundHours = turnaroundHours
    self.taxCode = taxCode
    self.loincCode = loincCode
    self.isActive = isActive
  }

  /// Says whether the preparation asks for an empty stomach.
  package var needsFasting: Bool {
    guard let words = preparation?.lowercased() else { return false }
    if ["no fasting", say("not fasting"), say("fasting not"), say("without fasting"), "non-fasting"].contains(
      where: words.contains)
    {
      return false
    }
    return ["fast", "empty stomach", "withhold food", "no food"].contains(where: words.contains)
  }

  /// The price that is asked: the lower of list and discounted price.
  package var catalogPrice: Money { min(price, discountedPrice ?? price) }

  /// The container, by the test's own word or the usual one for its sample.
  package var container: TubeType? { tubeType ?? sampleType.map { TubeType(usualFor: $0) } }

  /// One line for a list: `EDTA 2 ml · 24 h`.
  package var handlingText: String {
    var parts: [String] = []
    if let container { parts.append(container.storedName + (sampleQuantity.map { " \($0.text)" } ?? "")) }
    if let turnaroundHours { parts.append("\(turnaroundHours) h") }
    if needsFasting { parts.append("fasting") }
    return parts.joined(separator: " · ")
  }
}

/// Several tests that are asked for together under one name.
package struct Panel: Hashable, Sendable, Identifiable {
  package let id: PanelID
  package var code: String
  package var name: String
  package var tags: [String]
  /// The components in the order they are printed.
  package var testIDs: [TestID]
  /// What its tests cost together where that is less than what they cost alone; nil where the panel has no price.
  package var price: Money?
  package var isActive: Bool

  package init(
    id: PanelID, code: String, name: String, tags: [String] = [], testIDs: [TestID], price: Money? = nil,
    isActive: Bool = true
  ) {
    self.id = id
    self.code = code
    self.name = name
    self.tags = tags
    self.testIDs = testIDs
    self.price = price
    self.isActive = isActive
  }
}
