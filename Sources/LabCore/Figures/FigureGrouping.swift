import Words

/// What a figure is broken down by.
package enum FigureGrouping: String, CaseIterable, Hashable, Sendable {
  case day, week, month, test, species, area, collector, source, coupon, reason

  package var name: String { say("by \(rawValue)") }

  /// Whether the groups are stretches of time, whose keys are their first days.
  package var isTime: Bool { self == .day || self == .week || self == .month }

  /// What stands for the group of those that have none.
  package var nameOfNone: String {
    switch self {
    case .day, .week, .month: say("No date")
    case .test: say("No test")
    case .species: say("No species")
    case .area: say("No area")
    case .collector: say("Nobody")
    case .source: say("No source")
    case .coupon: say("No coupon")
    case .reason: say("No reason")
    }
  }
}

/// Whose figures somebody is told, and how finely.
package enum FigureScope: String, Hashable, Sendable {
  /// Everything of the organisation.
  case all
  /// The organisation without single bookings: whole months that are over, in fives, small groups withheld.
  case analyst
  /// The own visits and tubes.
  case own

  /// What the permissions of somebody allow; nil for no figures at all.
  package init?(_ permissions: Permissions) {
    if permissions.allow(.analyticsRead) {
      self = permissions.allow(.clientsRead) ? .all : .analyst
    } else if permissions.allow(.analyticsOwn) {
      self = .own
    } else {
      return nil
    }
  }
}

extension Measure {
  /// What the measure can be broken down by, the most telling first; nil where the scope is not told of it.
  package func groupings(in scope: FigureScope) -> [FigureGrouping]? {
    switch scope {
    case .all: groupings
    case .analyst: analystGroupings
    case .own: ownGroupings
    }
  }

  /// The measures of a scope in the order of the page: a collector's rounds first.
  package static func all(in scope: FigureScope) -> [Measure] {
    let told = allCases.filter { $0.groupings(in: scope) != nil }
    guard scope == .own else { return told }
    return told.filter { $0.section == .rounds } + told.filter { $0.section != .rounds }
  }

  private static let time: [FigureGrouping] = [.day, .week, .month]

  private var groupings: [FigureGrouping] {
    switch self {
    case .bookings: [.species, .area, .collector] + Self.time
    case .tests: [.test, .species, .area] + Self.time
    case .cancellations, .net: [.species, .area] + Self.time
    case .gross: [.test, .species, .area] + Self.time
    case .discounts: [.source, .species, .area] + Self.time
    case .distance: [.area] + Self.time
    case .tax: Self.time
    case .coupons: [.coupon] + Self.time
    case .turnaround, .inTime, .making: [.test, .species] + Self.time
    case .toLab: [.collector, .area, .test] + Self.time
    case .checking, .handingOut: [.test] + Self.time
    case .rejections: [.collector, .species, .area] + Self.time
    case .reasons: [.reason, .test, .species, .collector] + Self.time
    case .visits, .collected, .onTime, .kilometres: [.collector, .area] + Self.time
    case .noShows, .failedVisits: [.area, .species, .collector] + Self.time
    case .tubes: [.collector, .species, .area] + Self.time
    }
  }

  private var analystGroupings: [FigureGrouping]? {
    switch self {
    case .bookings, .tubes: [.species, .area, .day, .month]
    case .tests: [.test, .species, .area, .day, .month]
    case .cancellations, .rejections: [.species, .area, .month]
    case .gross: nil
    case .discounts: [.source, .month]
    case .distance, .net, .tax, .kilometres: [.month]
    case .coupons: [.coupon, .month]
    case .turnaround, .inTime, .making: [.test, .species, .month]
    case .toLab: [.test, .area, .month]
    case .checking, .handingOut: [.test, .month]
    case .reasons: [.reason, .test, .species, .month]
    case .visits: [.area, .day, .month]
    case .collected, .onTime: [.area, .month]
    case .noShows, .failedVisits: [.area, .species, .month]
    }
  }

  private var ownGroupings: [FigureGrouping]? {
    switch self {
    case .toLab, .rejections, .visits, .collected, .noShows, .failedVisits, .onTime, .kilometres, .tubes:
      [.area] + Self.time
    case .reasons: [.reason] + Self.time
    default: nil
    }
  }
}
