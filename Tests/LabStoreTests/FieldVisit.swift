import LabCore
import LabStore
import Postgres
import TestSupport
import Testing

/// The stop of the small clinic's collector on the day of the server: Nala, a serum and a urine, ₹1,000 to be paid.
struct FieldVisit {
  static let booking = BookingID(5)
  let desk: Desk

  /// Signs the collector in and brings the visit as far as the door.
  static func arrived() async throws -> FieldVisit {
    let world = try await everything()
    for statement in TestClinic.arriveToday { _ = try await world.query(statement) }
    await world.close()
    let visit = FieldVisit(desk: try await signedIn(as: TestClinic.collector))
    for status in ["en_route", "arrived"] { try await visit.move(to: status) }
    return visit
  }

  func move(to status: String, reason: String? = nil) async throws {
    try await desk.move(
      Step(machine: BookingStatus.machineName, recordID: Self.booking.rawValue, to: status), reason: reason)
  }

  func stop() async throws -> Stop { try #require(try await desk.ownRound().stops.first) }

  /// The tubes of the stop, those of the named tests not obtained.
  func collection(missing: [String: String] = [:], only codes: Set<String>? = nil) async throws -> Collection {
    let stop = try await stop()
    let tubes = stop.openTubes.filter { codes?.isSuperset(of: $0.testCodes) ?? true }.map { tube in
      var tube = tube
      tube.missingBecause = tube.testCodes.compactMap { missing[$0] }.first
      return tube
    }
    return Collection(booking: stop.id, version: stop.version, tubes: tubes)
  }
}

/// Lets a write wait its turn as people do: told that others are in the way, they press the key again.
func patiently<Value: Sendable>(_ body: @Sendable () async throws -> Value) async throws -> Value {
  while true {
    do { return try await body() } catch let error as DeskError where [.busy, .tooSlow].contains(error.code) {
      continue
    }
  }
}
