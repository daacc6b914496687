/// Measures a theme: whether its texts can be read, and whether its statuses can be told apart.
package struct ThemeCheck: Sendable {
  /// The contrast of a role's text against its ground.
  package struct Legibility: Sendable {
    package var role: Role
    package var depth: ColorDepth
    package var ratio: Double
    package var needed: Double
    package var isGood: Bool { ratio >= needed }
  }

  /// How far apart two statuses look.
  package struct Distance: Sendable {
    package var one: Role
    package var other: Role
    package var depth: ColorDepth
    package var vision: ColorVision
    package var distance: Double
    package var needed: Double
    package var isGood: Bool { distance >= needed }
  }

  /// Every role at every depth; those that leave a colour to the terminal cannot be measured and are left out.
  package let legibility: [Legibility]
  /// Every pair of statuses, ordinary text among them, at every depth.
  package let distances: [Distance]

  /// The least distance of two statuses, in OKLab.
  package static let leastDistance = 0.07
  /// The least distance where a theme claims `colour-vision`, to every kind of eyes.
  package static let leastSafeDistance = 0.11

  /// The depths that show colours at all.
  package static let depths: [ColorDepth] = [.trueColor, .ansi256, .ansi16]

  package var isGood: Bool { legibility.allSatisfy(\.isGood) && distances.allSatisfy(\.isGood) }

  package init(_ theme: Theme) {
    let claimsContrast = theme.claims.contains(.contrast)
    legibility = Self.depths.flatMap { depth in
      // The dark modules of a code are solid: nothing is read on them.
      Role.allCases.filter { $0 != .codeInk }.compactMap { role in
        let look = theme.paint(for: role, depth: depth)
        guard let ink = look.foreground, let ground = look.background else { return nil }
        let needed = claimsContrast ? 7 : role.isFaint ? 3 : 4.5
        return Legibility(role: role, depth: depth, ratio: Contrast.ratio(ink, ground), needed: needed)
      }
    }
    let isSafe = theme.claims.contains(.colourVision)
    let statuses = Self.statuses
    distances = Self.depths.flatMap { depth in
      (isSafe ? ColorVision.allCases : [.full]).flatMap { vision in
        statuses.indices.flatMap { index in
          statuses[(index + 1)...].compactMap { other in
            Self.distance(
              theme.paint(for: statuses[index], depth: depth), theme.paint(for: other, depth: depth), vision
            )
            .map {
              Distance(
                one: statuses[index], other: other, depth: depth, vision: vision, distance: $0,
                needed: isSafe ? Self.leastSafeDistance : Self.leastDistance)
            }
          }
        }
      }
    }
  }

  private static let statuses: [Role] = [
    .statusPending, .statusActive, .statusDone, .statusProblem, .statusOverdue, .text,
  ]

  /// The larger of the distances of texts and grounds; nil where a colour is the terminal's.
  private static func distance(_ one: Paint, _ other: Paint, _ vision: ColorVision) -> Double? {
    guard let (ink, ground) = one.shown, let (otherInk, otherGround) = other.shown else { return nil }
    return max(vision.distance(ink, otherInk), vision.distance(ground, otherGround))
  }
}

extension Paint {
  /// Text and ground as they appear: reversed, one takes the place of the other.
  fileprivate var shown: (ink: PaintColor, ground: PaintColor)? {
    guard let foreground, let background else { return nil }
    return attributes.contains(.reverse) ? (background, foreground) : (foreground, background)
  }
}

extension Role {
  /// Whether it only accompanies what is to be read: frames, drawings, and what is switched off or stands in for a value.
  var isFaint: Bool {
    switch self {
    case .fieldDisabled, .fieldHint, .keyDisabled, .box, .chart, .chartAlternate: true
    default: false
    }
  }
}
