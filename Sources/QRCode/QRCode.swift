internal import CQRencode
import Glibc

/// A QR code (ISO/IEC 18004): a square of dark and light modules that a phone reads as a text.
package struct QRCode: Hashable, Sendable {
  /// How much of the code may be spoilt and it is still read.
  package enum Correction: Sendable, Hashable, CaseIterable {
    /// 7, 15, 25 and 30 per cent.
    case low, medium, quartile, high
  }

  /// Why a text has no code.
  package enum EncodingError: Error, Hashable, Sendable {
    case empty
    /// More than the largest code holds: 2,953 bytes at the lowest correction.
    case tooLong(bytes: Int)
    case outOfMemory
  }

  /// Modules in a row and in a column: 21 and four more for each version up to 40; the quiet zone is not counted.
  package let size: Int
  /// Row by row; one for a dark module.
  private let modules: [UInt8]

  /// Encodes the bytes of a text in the smallest code that holds them.
  package init(_ text: String, correction: Correction = .medium) throws(EncodingError) {
    let bytes = Array(text.utf8)
    guard !bytes.isEmpty else { throw .empty }
    guard let code = QRcode_encodeData(Int32(bytes.count), bytes, 0, correction.level) else {
      throw errno == ERANGE ? .tooLong(bytes: bytes.count) : .outOfMemory
    }
    defer { QRcode_free(code) }
    size = Int(code.pointee.width)
    // The other bits say what a module is for.
    modules = UnsafeBufferPointer(start: code.pointee.data, count: size * size).map { $0 & 1 }
  }

  /// Whether a module is dark; what lies outside is light, as the quiet zone is.
  package func isDark(row: Int, column: Int) -> Bool {
    (0..<size).contains(row) && (0..<size).contains(column) && modules[row * size + column] == 1
  }
}

extension QRCode.Correction {
  fileprivate var level: QRecLevel {
    switch self {
    case .low: QR_ECLEVEL_L
    case .medium: QR_ECLEVEL_M
    case .quartile: QR_ECLEVEL_Q
    case .high: QR_ECLEVEL_H
    }
  }
}
