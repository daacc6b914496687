import Words

/// One container to fill, with the tests it serves.
package struct PlannedTube: Hashable, Sendable {
  package let type: TubeType
  package let sample: SampleType
  /// What goes into it; nil where the tests name no volume.
  package let volume: Volume?
  /// Codes of the tests, in the cart's order; a test that is done twice stands twice.
  package let testCodes: [String]
  /// The place of each of those tests in the cart, counted from zero.
  package let lines: [Int]
}

/// Containers of one type and sample, which stand on one line.
package struct TubeGroup: Hashable, Sendable {
  package let type: TubeType
  package let sample: SampleType
  package let tubes: [PlannedTube]

  package var volume: Volume { tubes.reduce(.zero) { $0 + ($1.volume ?? .zero) } }

  /// `2 × SST (gold) · Serum · 7 ml · LFT, RFT`.
  package var line: String {
    var parts = ["\(tubes.count) × \(type.storedName)" + (type.capColour.map { " (\($0))" } ?? ""), sample.storedName]
    if volume > .zero { parts.append(volume.text) }
    var codes: [String] = []
    for code in tubes.flatMap(\.testCodes) where !codes.contains(code) { codes.append(code) }
    parts.append(codes.joined(separator: ", "))
    return parts.joined(separator: " · ")
  }
}

/// Which tubes a visit needs, and whether the pet can give that much blood.
package struct TubePlan: Hashable, Sendable {
  /// In the order of draw.
  package let groups: [TubeGroup]
  /// Blood alone; urine and swabs do not count.
  package let drawnBlood: Volume
  package let limit: Volume
  /// Sentences with numbers: too much blood, a weight that is not known, a test without container or volume.
  package let warnings: [String]
  package let exceedsLimit: Bool

  package var tubeCount: Int { groups.reduce(0) { $0 + $1.tubes.count } }
  package var tubes: [PlannedTube] { groups.flatMap(\.tubes) }

  /// Plans the containers of a cart for a pet; `capacities` lays an organisation's own sizes over the usual ones.
  ///
  /// A test's portion goes whole into the first tube of its kind that has room; one larger than a tube takes several.
  package init(
    for lines: [CartLine], species: Species, weight: Weight?, limits: DrawLimits = DrawLimits(),
    capacities: [TubeType: Volume] = [:]
  ) {
    var drafts: [TubeDraft] = []
    var warnings: [String] = []
    for (place, line) in lines.enumerated() {
      guard let sample = line.test.sampleType, let type = line.test.container else {
        warnings.append(say("\(line.test.code) names no sample type; ask the lab what to collect."))
        continue
      }
      let portion = line.test.sampleQuantity
      if portion == nil, sample.isDrawnBlood {
        warnings.append(say("\(line.test.code) names no volume; it is planned without one."))
      }
      let capacity = capacities[type] ?? type.usualCapacity
      for _ in 0..<line.quantity {
        Self.place((place, line.test.code), portion, type, sample, capacity, in: &drafts)
      }
    }
    groups = Self.grouped(drafts)
    drawnBlood = groups.filter(\.sample.isDrawnBlood).reduce(.zero) { $0 + $1.volume }
    let rule = limits.limit(for: species)
    limit = rule.most(at: weight)
    exceedsLimit = drawnBlood > limit
    if drawnBlood > .zero {
      warnings += Self.limitWarnings(drawnBlood, limit, rule, species, weight)
    }
    self.warnings = warnings
  }

  /// One line a group, then the blood in all against the limit; for screen and paper.
  package var lines: [String] {
    var lines = groups.map(\.line)
    if drawnBlood > .zero { lines.append(say("Blood \(drawnBlood.text) of at most \(limit.text)")) }
    return lines
  }

  /// One text a tube for the labels: `1/3 EDTA · CBC, BP · 2.5 ml`.
  package var labelLines: [String] {
    tubes.enumerated().map { index, tube in
      "\(index + 1)/\(tubeCount) \(tube.type.storedName) · \(tube.testCodes.joined(separator: ", "))"
        + (tube.volume.map { " · \($0.text)" } ?? "")
    }
  }
}

extension TubePlan {
  private struct TubeDraft {
    let type: TubeType
    let sample: SampleType
    var volume: Volume?
    var tests: [(line: Int, code: String)]
  }

  private static func place(
    _ test: (line: Int, code: String), _ portion: Volume?, _ type: TubeType, _ sample: SampleType, _ capacity: Volume?,
    in drafts: inout [TubeDraft]
  ) {
    func fits(_ draft: TubeDraft, _ volume: Volume) -> Bool {
      guard type.isShared, draft.type == type, draft.sample == sample else { return false }
      return capacity.map { (draft.volume ?? .zero) + volume <= $0 } ?? true
    }
    var rest = portion ?? .zero
    if let capacity, capacity > .zero {
      while rest > capacity {
        drafts.append(TubeDraft(type: type, sample: sample, volume: capacity, tests: [test]))
        rest = rest - capacity
      }
    }
    if let index = drafts.firstIndex(where: { fits($0, rest) }) {
      if portion != nil { drafts[index].volume = (drafts[index].volume ?? .zero) + rest }
      drafts[index].tests.append(test)
    } else {
      drafts.append(TubeDraft(type: type, sample: sample, volume: portion == nil ? nil : rest, tests: [test]))
    }
  }

  private static func grouped(_ drafts: [TubeDraft]) -> [TubeGroup] {
    var groups: [(type: TubeType, sample: SampleType, tubes: [PlannedTube])] = []
    for draft in drafts {
      let tube = PlannedTube(
        type: draft.type, sample: draft.sample, volume: draft.volume, testCodes: draft.tests.map(\.code),
        lines: draft.tests.map(\.line))
      if let index = groups.firstIndex(where: { $0.type == draft.type && $0.sample == draft.sample }) {
        groups[index].tubes.append(tube)
      } else {
        groups.append((draft.type, draft.sample, [tube]))
      }
    }
    let sorted = groups.enumerated().sorted { left, right in
      (left.element.type.orderOfDraw, left.offset) < (right.element.type.orderOfDraw, right.offset)
    }
    return sorted.map { TubeGroup(type: $0.element.type, sample: $0.element.sample, tubes: $0.element.tubes) }
  }

  private static func limitWarnings(
    _ drawn: Volume, _ limit: Volume, _ rule: DrawLimit, _ species: Species, _ weight: Weight?
  ) -> [String] {
    let kind = species.isKnown ? species.storedName.lowercased() : say("pet of unknown species")
    var warnings: [String] = []
    if weight == nil {
      warnings.append(say("The weight is not known; \(limit.text) is assumed as the most for a \(kind)."))
    }
    guard drawn > limit else { return warnings }
    let excess = (drawn - limit).text
    if let weight {
      let rate = Volume(microlitres: rule.microlitresPerKilogram).text
      warnings.append(
        say(
          "\(drawn.text) of blood is \(excess) more than a \(kind) of \(weight.text) should give "
            + "(\(limit.text) at \(rate)/kg)."))
    } else {
      warnings.append(say("\(drawn.text) of blood is \(excess) more than that; weigh the pet or split the tests."))
    }
    return warnings
  }
}
