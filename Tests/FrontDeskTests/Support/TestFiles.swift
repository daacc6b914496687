import LabStore
import Synchronization

/// A folder of a person at a desk, kept in memory.
final class TestFiles: Sendable {
  private let content = Mutex<[String: [UInt8]]>([:])

  func write(_ bytes: [UInt8], to name: String) throws(DeskError) -> String {
    content.withLock { $0[name] = bytes }
    return "/home/test/\(name)"
  }

  subscript(name: String) -> [UInt8]? { content.withLock { $0[name] } }
  var names: [String] { content.withLock { $0.keys.sorted() } }
}

extension [UInt8] {
  /// The bytes of a file read as text.
  var asText: String { String(decoding: self, as: UTF8.self) }
}
