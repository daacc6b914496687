package import LabCore
import Postgres
import Words

/// What somebody who may says of a prescription after holding the booking against it.
package struct PrescriptionCheck: Sendable, Equatable {
  package var id: PrescriptionID
  /// The version of the prescription that was read.
  package var version: Int64
  package var isVerified: Bool
  /// What is in question, or what is worth noting.
  package var notes: String?

  package init(id: PrescriptionID, version: Int64, isVerified: Bool, notes: String?) {
    self.id = id
    self.version = version
    self.isVerified = isVerified
    self.notes = notes
  }
}

extension Desk {
  /// Verifies or queries a prescription in the name of whoever is signed in.
  package func check(_ check: PrescriptionCheck) async throws {
    _ = try await query(
      .write, "select desk.check_prescription(\(check.id), \(check.isVerified), \(check.notes), \(check.version))")
  }

  /// Reads the stored document of a prescription.
  package func content(of id: PrescriptionID) async throws -> [UInt8] {
    let rows = try await query(
      .report,
      """
      select content from prescription_files
      where organization_id = (select desk.organization_id()) and prescription_upload_id = \(id)
      """
    ).rows
    guard let row = rows.first else {
      throw DeskError(
        .stale, say("The document of this prescription is not stored here. Ask who keeps the older files."))
    }
    return try row.decode("content")
  }
}
