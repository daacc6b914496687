/// One line of the report: what was measured, and how it stands against a peer in the same run.
struct ResultRow {
  /// What a time is shown in.
  enum TimeUnit: String {
    case microseconds = "µs"
    case milliseconds = "ms"

    var perSecond: Double {
      switch self {
      case .microseconds: 1e6
      case .milliseconds: 1e3
      }
    }
  }

  /// The same work done by another program.
  struct Peer {
    let name: String
    /// In the unit of the row.
    let value: Double
  }

  let name: String
  let unit: String
  let median: Double
  let slowest: Double?
  var peer: Peer?
  /// The row's figure over the peer's, from paired rounds where there are several.
  var ratio: Double?
  /// Why something is missing, or what is counted.
  var note: String?

  init(_ name: String, _ sample: Sample, in unit: TimeUnit, note: String? = nil) {
    self.name = name
    self.unit = unit.rawValue
    median = sample.median * unit.perSecond
    slowest = sample.slowest.map { $0 * unit.perSecond }
    self.note = note
  }

  /// A rate; more is better.
  init(_ name: String, perSecond rate: Double, peer: Peer? = nil, ratio: Double? = nil, note: String? = nil) {
    self.name = name
    unit = "/s"
    median = rate
    slowest = nil
    self.peer = peer
    self.ratio = ratio
    self.note = note
  }
}
