package import LabCore
import Postgres

/// Why the specimen of a test is rejected.
package struct Rejection: Sendable, Equatable {
  package var item: BookingItemID
  /// The version of the item that was read.
  package var version: Int64
  package var reason: RejectionReason
  package var note: String
  /// Whether every test is rejected that is made from the same tube.
  package var isWholeTube: Bool

  package init(item: BookingItemID, version: Int64, reason: RejectionReason, note: String, isWholeTube: Bool) {
    self.item = item
    self.version = version
    self.reason = reason
    self.note = note
    self.isWholeTube = isWholeTube
  }
}

/// One step for many tests or reports, each of which is done or refused for itself.
package struct BatchStep: Sendable, Equatable {
  /// The status machine: item or report.
  package var machine: String
  package var to: String
  /// The records with the versions that were read.
  package var records: [Record]
  /// Common to all events of the batch; the same key again changes nothing.
  package var key: RequestKey
  package var reason: String?
  package var rejection: RejectionReason?

  package struct Record: Sendable, Equatable {
    package var id: Int64
    package var version: Int64

    package init(id: Int64, version: Int64) {
      self.id = id
      self.version = version
    }
  }

  package init(
    machine: String, to: String, records: [Record], key: RequestKey, reason: String? = nil,
    rejection: RejectionReason? = nil
  ) {
    self.machine = machine
    self.to = to
    self.records = records
    self.key = key
    self.reason = reason
    self.rejection = rejection
  }
}

/// What came of one record of a batch.
package struct BatchOutcome: Sendable, Equatable {
  package var id: Int64
  /// Why it was refused; nil where it is done.
  package var refusal: DeskError?
  /// The stored name of the status it has now.
  package var status: String
}

extension Desk {
  /// Receives tubes by the numbers that were scanned or typed, each for itself.
  package func receive(_ numbers: [String]) async throws -> [TubeReceipt] {
    try await query(
      .write,
      """
      select typed, outcome, accession_number, booking_number, pet_name, species, tube_type, coalesce(tests, '{}') as tests,
        replaced_by, is_last
      from desk.receive(\(numbers)::text[])
      """
    ).rows.map(TubeReceipt.init)
  }

  /// Rejects the specimen of a test; answers how many tests that were.
  ///
  /// Throws `.stale` where another desk has changed the test since it was read.
  package func reject(_ rejection: Rejection) async throws -> Int {
    try await query(
      .write,
      """
      select desk.reject(\(rejection.item), \(rejection.version), \(rejection.reason.code), \(rejection.note),
        \(rejection.isWholeTube))
      """
    ).onlyRow().decode(at: 0)
  }

  /// Takes one step for many records; refusals come back beside each, and nothing else is undone by them.
  package func move(_ batch: BatchStep) async throws -> [BatchOutcome] {
    try await query(
      .report,
      """
      select id, is_done, code, message, status
      from desk.move_all(\(batch.machine), \(batch.records.map(\.id))::bigint[], \(batch.records.map(\.version))::bigint[],
        \(batch.to), \(batch.key)::uuid, \(batch.reason), \(batch.rejection?.code))
      """
    ).rows.map(BatchOutcome.init)
  }
}

extension TubeReceipt {
  fileprivate init(_ row: Row) throws {
    self.init(
      typed: try row.decode("typed"), outcome: try row.decode("outcome"), number: try row.decode("accession_number"),
      bookingNumber: try row.decode("booking_number"), petName: try row.decode("pet_name"),
      species: try row.decode("species", as: String?.self).map { Species(storedName: $0) },
      tube: try row.decode("tube_type", as: String?.self).map { TubeType(storedName: $0) },
      tests: try row.decode("tests"), replacedBy: try row.decode("replaced_by"), isLast: try row.decode("is_last"))
  }
}

extension BatchOutcome {
  fileprivate init(_ row: Row) throws {
    let isDone = try row.decode("is_done", as: Bool.self)
    let code = try row.decode("code", as: String?.self) ?? ""
    let message = try row.decode("message", as: String?.self) ?? ""
    self.init(
      id: try row.decode("id"), refusal: isDone ? nil : DeskError(rule: code, message: message),
      status: try row.decode("status"))
  }
}
