package import Glibc

/// The few file operations the cluster needs, without Foundation.
package enum Files {
  /// The system's text for an error number.
  package static func reason(_ code: Int32 = errno) -> String {
    guard let text = unsafe strerror(code) else { return "error \(code)" }
    return unsafe String(cString: text)
  }

  /// Returns a text file's contents, at most `limit` bytes from its end; nil when it cannot be read.
  package static func read(_ path: String, limit: Int = 1 << 16) -> String? {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard file >= 0 else { return nil }
    defer { _ = close(file) }
    let end = lseek(file, 0, SEEK_END)
    if end > limit { lseek(file, end - limit, SEEK_SET) } else if end >= 0 { lseek(file, 0, SEEK_SET) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while bytes.count < limit {
      let count = unsafe Glibc.read(file, &chunk, chunk.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { return nil }
      if count == 0 { break }
      bytes += chunk[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Writes a text file in one step: a new file beside it, flushed, then renamed over it.
  package static func write(_ text: String, to path: String, mode: mode_t) throws(ClusterError) {
    try write(Array(text.utf8), to: path, mode: mode)
  }

  /// Writes a file in one step, as the text file above.
  package static func write(_ content: [UInt8], to path: String, mode: mode_t) throws(ClusterError) {
    let fresh = path + ".new"
    unlink(fresh)
    guard try create(content, at: fresh, mode: mode) else { throw .cannotUse(path: fresh, reason: reason(EEXIST)) }
    try rename(fresh, to: path)
  }

  /// Writes a new text file and flushes it; false when one is there already, which stays as it is.
  @discardableResult
  package static func create(_ text: String, at path: String, mode: mode_t) throws(ClusterError) -> Bool {
    try create(Array(text.utf8), at: path, mode: mode)
  }

  private static func create(_ content: [UInt8], at path: String, mode: mode_t) throws(ClusterError) -> Bool {
    let file = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
    guard file >= 0 else {
      if errno == EEXIST { return false }
      throw .cannotUse(path: path, reason: reason())
    }
    defer { _ = close(file) }
    var rest = content[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw .cannotUse(path: path, reason: reason()) }
      rest = rest.dropFirst(count)
    }
    guard fchmod(file, mode) == 0, fsync(file) == 0 else { throw .cannotUse(path: path, reason: reason()) }
    return true
  }

  /// Makes a directory and those above it; those it makes get exactly `mode`, existing ones stay as they are.
  package static func makeDirectory(_ path: String, mode: mode_t) throws(ClusterError) {
    if unsafe mkdir(path, mode) == 0 {
      guard unsafe chmod(path, mode) == 0 else { throw .cannotUse(path: path, reason: reason()) }
      return
    }
    switch errno {
    case EEXIST where isDirectory(path): return
    case ENOENT:
      let above = parent(path)
      guard above != path else { throw .cannotUse(path: path, reason: reason(ENOENT)) }
      try makeDirectory(above, mode: mode)
      // Where the folder above stands and still nothing can be made, as in /proc, asking again would never end.
      guard unsafe mkdir(path, mode) == 0, unsafe chmod(path, mode) == 0 else {
        if isDirectory(path) { return }
        throw .cannotUse(path: path, reason: reason())
      }
    case let code: throw .cannotUse(path: path, reason: reason(code == EEXIST ? ENOTDIR : code))
    }
  }

  /// Tells whether a directory, or a link to one, stands at the path.
  package static func isDirectory(_ path: String) -> Bool {
    status(path).map { $0.st_mode & S_IFMT == S_IFDIR } ?? false
  }

  /// Tells whether anything stands at the path.
  package static func exists(_ path: String) -> Bool { status(path) != nil }

  /// Returns what `stat` or, without following a last link, `lstat` says; nil when there is nothing.
  static func status(_ path: String, followLink: Bool = true) -> stat? {
    var result = stat()
    let code = unsafe followLink ? stat(path, &result) : lstat(path, &result)
    return code == 0 ? result : nil
  }

  /// Removes a file if it is there.
  package static func unlink(_ path: String) { _ = unsafe Glibc.unlink(path) }

  /// Removes a directory if it is there and empty.
  package static func removeEmptyDirectory(_ path: String) { _ = unsafe rmdir(path) }

  /// Moves a file or directory over another place of the same file system.
  package static func rename(_ path: String, to place: String) throws(ClusterError) {
    guard unsafe Glibc.rename(path, place) == 0 else { throw .cannotUse(path: place, reason: reason()) }
  }

  /// Lists the names in a directory; empty when it cannot be read.
  package static func names(in directory: String) -> [String] {
    guard let stream = unsafe opendir(directory) else { return [] }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) {
        unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }

  /// The directory above a path.
  package static func parent(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Returns where a symbolic link points; nil when it is none or may not be read.
  static func linkTarget(_ path: String) -> String? {
    var bytes = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let count = unsafe bytes.withUnsafeMutableBytes { buffer in
      unsafe buffer.withMemoryRebound(to: CChar.self) { place in
        guard let start = place.baseAddress else { return -1 }
        return unsafe readlink(path, start, place.count)
      }
    }
    return count < 0 ? nil : String(decoding: bytes[..<count], as: UTF8.self)
  }

  /// Returns the path without symbolic links; nil when it does not exist.
  package static func canonical(_ path: String) -> String? {
    guard let real = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(real) }
    return unsafe String(cString: real)
  }
}
