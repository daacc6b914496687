import Words

/// One container at the pet's side: what goes into it, for which items, and why it could not be had where it could not.
package struct CollectedTube: Hashable, Sendable {
  /// Nil, as the sample is, where the test names none: the lab says what to collect.
  package var type: TubeType?
  package var sample: SampleType?
  package var volume: Volume?
  package var items: [BookingItemID]
  /// Codes of the tests, each once.
  package var testCodes: [String]
  /// Why it was not obtained; nil where it was.
  package var missingBecause: String?

  package init(
    type: TubeType?, sample: SampleType?, volume: Volume?, items: [BookingItemID], testCodes: [String],
    missingBecause: String? = nil
  ) {
    self.type = type
    self.sample = sample
    self.volume = volume
    self.items = items
    self.testCodes = testCodes
    self.missingBecause = missingBecause
  }

  /// The containers for the items of a booking: those of the tube plan in the order of draw, and one for each item whose
  /// test names no sample.
  package static func plan(for items: [(id: BookingItemID, test: TestDefinition)]) -> [CollectedTube] {
    let plan = TubePlan(for: items.map { CartLine(test: $0.test) }, species: .unknown, weight: nil)
    let planned = plan.tubes.map { tube in
      CollectedTube(
        type: tube.type, sample: tube.sample, volume: tube.volume, items: tube.lines.map { items[$0].id },
        testCodes: tube.lines.map { items[$0].test.shortName }.withoutRepeats)
    }
    let known = Set(planned.flatMap(\.items))
    return planned
      + items.filter { !known.contains($0.id) }.map { item in
        CollectedTube(type: nil, sample: nil, volume: nil, items: [item.id], testCodes: [item.test.shortName])
      }
  }

  /// `SST (gold) · Serum · 2 ml`, or what to do where the test names no container.
  package var text: String {
    guard let type else { return say("ask the lab what") }
    let name = type.storedName + (type.capColour.map { " (\($0))" } ?? "")
    return [name, sample?.storedName, volume?.text].compactMap(\.self).joined(separator: " · ")
  }
}

extension TestDefinition {
  /// The code, or the name of a test that has none.
  package var shortName: String { code.isEmpty ? name : code }
}

extension Array where Element: Hashable {
  /// The elements, each where it stands first.
  fileprivate var withoutRepeats: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
