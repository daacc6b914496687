import CPostgres

/// The values of a statement laid out the way libpq takes them.
struct BoundParameters {
  private static let byteaType: Oid = 17

  /// Every value one after the other; text ends with a NUL.
  private var storage: [UInt8] = []
  private var offsets: [Int?] = []
  private var types: [Oid] = []
  private var lengths: [Int32] = []
  private var formats: [Int32] = []

  init(_ parameters: [Parameter]) throws(PostgresError) {
    for (index, parameter) in parameters.enumerated() {
      switch parameter {
      case .null: append(at: nil, type: 0, length: 0, format: 0)
      case .text(let text):
        try BoundStatement.refuseNUL(in: text, "The value for $\(index + 1)")
        append(at: storage.count, type: 0, length: 0, format: 0)
        storage += text.utf8
        storage.append(0)
      case .bytes(let bytes):
        append(at: storage.count, type: Self.byteaType, length: Int32(clamping: bytes.count), format: 1)
        storage += bytes
        storage.append(0)
      }
    }
  }

  private mutating func append(at offset: Int?, type: Oid, length: Int32, format: Int32) {
    offsets.append(offset)
    types.append(type)
    lengths.append(length)
    formats.append(format)
  }

  /// Hands out count, types, values, lengths and formats for the time of one call.
  func withPointers<T>(
    _ body: (
      Int32, UnsafePointer<Oid>, UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<Int32>, UnsafePointer<Int32>
    ) -> T
  ) -> T {
    storage.withUnsafeBytes { bytes in
      let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
      let values = offsets.map { offset in offset.flatMap { start?.advanced(by: $0) } }
      return body(Int32(offsets.count), types, values, lengths, formats)
    }
  }
}
