import EmbeddedPostgres
import Glibc
import LabCore

/// Reads a prescription from the disk of this machine, never more of it than may be attached.
enum AttachmentFile {
  /// Reads `~/scan.pdf` or any other path; folders and devices are refused.
  static func read(_ path: String, limit: AttachmentLimit, home: String?) throws(AttachmentError) -> Attachment {
    let place = expanded(path, home: home)
    let file = unsafe open(place, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw .unreadable(path: path, reason: Files.reason()) }
    defer { _ = close(file) }
    var status = stat()
    guard unsafe fstat(file, &status) == 0 else { throw .unreadable(path: path, reason: Files.reason()) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .unreadable(path: path, reason: "it is no ordinary file") }
    let size = Int(status.st_size)
    guard size <= limit.bytes else { throw .tooLarge(bytes: size, limit: limit) }
    return try Attachment(fileName: place, content: try content(file, path, limit), limit: limit)
  }

  private static func content(
    _ file: Int32, _ path: String, _ limit: AttachmentLimit
  ) throws(AttachmentError) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    // One byte past the limit is enough to see that a growing file is too large.
    while bytes.count <= limit.bytes {
      let count = unsafe Glibc.read(file, &chunk, chunk.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw .unreadable(path: path, reason: Files.reason()) }
      if count == 0 { break }
      bytes += chunk[..<count]
    }
    return bytes
  }

  private static func expanded(_ path: String, home: String?) -> String {
    guard let home, path == "~" || path.hasPrefix("~/") else { return path }
    return home + path.dropFirst()
  }
}
