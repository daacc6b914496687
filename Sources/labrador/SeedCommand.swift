import DemoData
import EmbeddedPostgres
import Migrator
import Postgres

/// `labrador seed`: fills a database with as many clients and pets as one wants to measure with.
struct SeedCommand {
  let size: MeasuringSize
  let options: DatabaseOptions

  func run(_ surroundings: Surroundings) async throws {
    if let complaint = size.complaint { throw Failure(complaint) }
    let choice = try DatabaseChoice.forCommand(options, surroundings)
    let database = try await OpenDatabase.open(choice, as: .owner, surroundings)
    let start = ContinuousClock.now
    try await database.withConnection { connection in
      try await SchemaOwner.require(on: connection)
      _ = try await Migrator(connection: connection, set: try .embedded()) { Console.note($0.line) }.up()
      guard try await !MeasuringDatabase.isLoaded(connection) else {
        throw Failure(
          "The organisation “\(MeasuringDatabase.organization)” is in this database already; fill a new one instead.")
      }
      try await MeasuringDatabase.load(size, into: connection) { Console.note($0.line) }
    }
    Console.say(
      """
      \(Self.grouped(size.clients)) clients, \(Self.grouped(size.pets)) pets and \(Self.grouped(size.bookings)) bookings \
      in \((ContinuousClock.now - start).components.seconds) s.
      Sign in at “\(MeasuringDatabase.organization)” with \(MeasuringDatabase.phone) and \
      the password \(MeasuringDatabase.password).
      """)
  }

  fileprivate static func grouped(_ number: Int) -> String {
    String(number).reversed().enumerated().reduce(into: "") { text, digit in
      if digit.offset > 0, digit.offset.isMultiple(of: 3) { text.insert(",", at: text.startIndex) }
      text.insert(digit.element, at: text.startIndex)
    }
  }
}

extension MeasuringProgress {
  /// A line for whoever watches.
  fileprivate var line: String {
    switch step {
    case .keys, .statistics: "Making \(step.rawValue)…"
    default: "Making \(step.rawValue): \(SeedCommand.grouped(done)) of \(SeedCommand.grouped(total))…"
    }
  }
}
