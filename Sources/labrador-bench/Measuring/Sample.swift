/// Times of the same work, in seconds.
struct Sample {
  private let sorted: [Double]

  /// - Parameter seconds: at least one.
  init(_ seconds: [Double]) {
    precondition(!seconds.isEmpty, "a sample holds a time")
    sorted = seconds.sorted()
  }

  var count: Int { sorted.count }
  var median: Double { quantile(0.5) }

  /// The 99th percentile; nil where fewer than 100 times make it a name for the slowest one.
  var slowest: Double? { count < 100 ? nil : quantile(0.99) }

  /// The time that a share of all times does not exceed, by linear interpolation between neighbours.
  func quantile(_ share: Double) -> Double {
    let place = share * Double(sorted.count - 1)
    let low = Int(place)
    let high = min(low + 1, sorted.count - 1)
    return sorted[low] + (sorted[high] - sorted[low]) * (place - Double(low))
  }
}

extension Duration {
  /// The length in seconds.
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
