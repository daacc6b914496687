import Words

/// A collector with one day: when they work, how much they take, and what is assigned already.
package struct CollectorDay: Hashable, Sendable, Identifiable {
  package var id: StaffID
  package var name: String
  /// Nil when the collector goes everywhere.
  package var area: String?
  package var isActive: Bool
  package var working: WorkingDay
  /// Visits a day; nil is without limit.
  package var capacity: Int?
  /// The visits of the day in the order of their times, those that were made included.
  package private(set) var stops: [RouteStop]

  package init(
    id: StaffID, name: String, area: String? = nil, isActive: Bool = true, working: WorkingDay = .always,
    capacity: Int? = nil, stops: [RouteStop] = []
  ) {
    self.id = id
    self.name = name
    self.area = area
    self.isActive = isActive
    self.working = working
    self.capacity = capacity
    self.stops = stops.sorted { ($0.startsAt, $0.id.rawValue) < ($1.startsAt, $1.id.rawValue) }
  }

  /// The area in few words: `Indiranagar, HAL`, `Indiranagar, HAL and 4 more`; nil for everywhere.
  package var areaText: String? {
    guard let area else { return nil }
    let parts = Self.parts(of: area)
    return parts.count > 3 ? say("\(parts[0]), \(parts[1]) and \(parts.count - 2) more") : area
  }

  /// An area may name several parts of town.
  static func parts(of area: String) -> [String] {
    area.split(whereSeparator: { ",/;".contains($0) }).map(\.trimmed).filter { !$0.isEmpty }
  }

  /// The stops whose time is still taken.
  package var open: [RouteStop] { stops.filter(\.takesTime) }

  /// The way of the whole day from the clinic and back, over the stops whose place is known.
  package func way(from clinic: GeoPoint?) -> Distance {
    Distance.way(over: [clinic].compactMap(\.self) + stops.compactMap(\.point) + [clinic].compactMap(\.self))
  }

  /// The minutes that visits take, ways to the next one included.
  package var takenMinutes: Int { stops.reduce(0) { $0 + $1.durationMinutes + $1.travelBufferMinutes } }
}

extension Distance {
  /// The way by road over places in their order, each leg rounded to a metre.
  package static func way(over points: [GeoPoint]) -> Distance {
    Distance(
      metres: zip(points, points.dropFirst()).reduce(0) { $0 + estimatedByRoad(from: $1.0, to: $1.1).metres })
  }
}
