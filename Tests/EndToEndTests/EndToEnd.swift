import Testing

/// The runs of the built program at a terminal, one after the other: they share the demo and its server.
@Suite("The built program at a terminal", .serialized)
enum EndToEnd {
  /// How long a slow machine may take before a test gives up.
  static let patience = Duration.seconds(60)
  /// How long the first start may take, data included.
  static let patienceWithFirstStart = Duration.seconds(240)
}
