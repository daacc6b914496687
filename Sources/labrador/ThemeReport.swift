import Tui

/// What was measured of one theme, for people and for machines.
struct ThemeReport: Encodable {
  var name: String
  /// Why it cannot be used at all.
  var problem: String?
  var warnings: [String] = []
  var contrast: [Contrast] = []
  var distances: [Distance] = []

  /// The contrast of one role at one depth.
  struct Contrast: Encodable {
    var role: String
    var colors: String
    var ratio: Double
    var needed: Double
    var isGood: Bool
  }

  /// How far apart two statuses look.
  struct Distance: Encodable {
    var one: String
    var other: String
    var colors: String
    var vision: String
    var distance: Double
    var needed: Double
    var isGood: Bool
  }

  init(_ entry: ThemeShelf.Entry) {
    name = entry.name
    switch entry.theme {
    case .failure(let failure): problem = failure.sentence
    case .success(let theme):
      warnings = theme.warnings
      let check = ThemeCheck(theme)
      contrast = check.legibility.map {
        Contrast(
          role: $0.role.name, colors: $0.depth.option, ratio: $0.ratio.rounded(to: 100), needed: $0.needed,
          isGood: $0.isGood)
      }
      distances = check.distances.map {
        Distance(
          one: $0.one.name, other: $0.other.name, colors: $0.depth.option, vision: $0.vision.rawValue,
          distance: $0.distance.rounded(to: 1000), needed: $0.needed, isGood: $0.isGood)
      }
    }
  }

  var isGood: Bool {
    problem == nil && warnings.isEmpty && contrast.allSatisfy(\.isGood) && distances.allSatisfy(\.isGood)
  }

  /// The verdict, and below it what fails and how much was measured.
  var text: String {
    let failing = contrast.filter { !$0.isGood }
    let close = distances.filter { !$0.isGood }
    var lines = ["\(name): \(isGood ? "in order" : "not in order")"]
    if let problem { lines.append("  \(problem)") }
    lines += warnings.map { "  \($0)." }
    lines += failing.map {
      "  \($0.role.padding(to: 24)) \($0.colors.padding(to: 9)) contrast \($0.ratio), needs \($0.needed)"
    }
    lines += close.map {
      "  \("\($0.one) and \($0.other)".padding(to: 34)) \($0.colors.padding(to: 9)) \($0.vision): "
        + "\($0.distance) apart, need \($0.needed)"
    }
    if !contrast.isEmpty {
      lines.append("  least contrast of each number of colours:")
      for depth in ThemeCheck.depths {
        guard let least = contrast.filter({ $0.colors == depth.option }).min(by: { $0.ratio < $1.ratio }) else {
          continue
        }
        lines.append("    \(depth.option.padding(to: 9)) \(least.ratio)  \(least.role)")
      }
    }
    if let nearest = distances.min(by: { $0.distance < $1.distance }) {
      lines.append(
        "  nearest statuses: \(nearest.one) and \(nearest.other), \(nearest.distance) apart "
          + "(\(nearest.colors), \(nearest.vision))")
    }
    return lines.joined(separator: "\n")
  }
}

extension Double {
  /// The number without the digits that nobody reads.
  fileprivate func rounded(to parts: Double) -> Double { (self * parts).rounded() / parts }
}

extension String {
  /// The text with blanks after it up to a width.
  func padding(to width: Int) -> String { self + String(repeating: " ", count: Swift.max(width - count, 0)) }
}
