import CPostgres

/// The memory of one libpq result, freed with its last row.
///
/// libpq does not change a result after it has been handed out, so that any thread may read it.
final class ResultTable: @unchecked Sendable {
  private let pointer: OpaquePointer
  let columns: [String]
  let rowCount: Int
  let commandTag: String
  let affectedRows: Int

  /// Takes over a result that is not an error.
  init(owning pointer: OpaquePointer) {
    self.pointer = pointer
    columns = (0..<PQnfields(pointer)).map { String(cString: PQfname(pointer, $0)) }
    rowCount = Int(PQntuples(pointer))
    commandTag = String(cString: PQcmdStatus(pointer))
    affectedRows = Int(String(cString: PQcmdTuples(pointer))) ?? 0
  }

  deinit {
    PQclear(pointer)
  }

  /// The text of a cell; nil for null.
  func text(row: Int, column: Int) -> String? {
    let (row, column) = (Int32(row), Int32(column))
    guard PQgetisnull(pointer, row, column) == 0, let bytes = PQgetvalue(pointer, row, column) else { return nil }
    let length = Int(PQgetlength(pointer, row, column))
    return bytes.withMemoryRebound(to: UInt8.self, capacity: length) {
      String(decoding: UnsafeBufferPointer(start: $0, count: length), as: UTF8.self)
    }
  }
}
