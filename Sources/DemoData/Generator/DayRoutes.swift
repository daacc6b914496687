/// A place in a collector's day.
struct VisitSlot {
  var start: Minute
  var duration: Int
  /// The position of the collector among the staff; nil while nobody is assigned.
  var collector: Int?
  var sequence: Int
  var route: Int
}

/// One day of the collectors: each goes from stop to stop, so that no two stops overlap.
struct DayRoutes {
  /// Minutes of travel kept free after each stop.
  static let buffer = 20

  private let day: Int
  private let rotas: [CollectorRota]
  private var free: [Minute]
  private var taken: [Int]

  /// The second stop of today is fixed for each collector, so that the map of this moment shows every kind of progress:
  /// collected, at the door, on the way, and back at the lab.
  private static let fixedToday = [600, 620, 645, 540]

  init(day: Int, collectors: Int) {
    self.day = day
    rotas = (0..<collectors).map(CollectorRota.init)
    free = (0..<collectors).map { day * Minute.perDay + CollectorRota.begin + $0 * 10 }
    taken = Array(repeating: 0, count: collectors)
  }

  var isToday: Bool { day == 0 }

  /// The collector with the fewest stops.
  var leastBusy: Int { taken.indices.min { (taken[$0], $0) < (taken[$1], $1) } ?? 0 }

  func stops(of collector: Int) -> Int { taken[collector] }

  /// Takes the next place that begins at least `gap` minutes from the last stop; nil when the day is full or free.
  mutating func take(collector: Int, gap: Int, duration: Int) -> Minute? {
    let rota = rotas[collector]
    guard !rota.isFree(on: day), taken[collector] < CollectorRota.capacity else { return nil }
    var start = (free[collector] + gap + 4) / 5 * 5
    if day == 0 {
      switch taken[collector] {
      case 0: start = free[collector] + gap / 4 / 5 * 5
      case 1: start = Self.fixedToday[collector % Self.fixedToday.count]
      default: start = max(start, 12 * 60)
      }
    }
    start = rota.start(start, duration: duration)
    guard start.minuteOfDay + duration <= CollectorRota.end, start.dayOffset == day else { return nil }
    free[collector] = start + duration + Self.buffer
    taken[collector] += 1
    return start
  }
}
