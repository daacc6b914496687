import EmbeddedPostgres
import Glibc

/// A service file of libpq: sections of `keyword=value` lines, each the way to one database.
struct ServiceFile: Equatable {
  private var lines: [String]

  init(_ text: String = "") {
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    while lines.last?.isEmpty == true { lines.removeLast() }
  }

  /// The text of the file, with a newline at its end.
  var text: String { lines.isEmpty ? "" : lines.joined(separator: "\n") + "\n" }

  /// The values of a section; nil if there is none.
  subscript(section: String) -> [String: String]? {
    guard let range = range(of: section) else { return nil }
    var values: [String: String] = [:]
    for line in lines[range].dropFirst() where !line.hasPrefix("#") {
      let parts = line.split(separator: "=", maxSplits: 1)
      if parts.count == 2 { values[String(parts[0])] = String(parts[1]) }
    }
    return values
  }

  /// Replaces or adds a section; every other line stays as it is.
  mutating func set(_ section: String, to values: [String: String]) {
    let fresh = ["[\(section)]"] + values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    if let range = range(of: section) {
      lines.replaceSubrange(range, with: fresh + (range.upperBound == lines.endIndex ? [] : [""]))
    } else {
      lines += (lines.isEmpty ? [] : [""]) + fresh
    }
  }

  private func range(of section: String) -> Range<Int>? {
    guard let start = lines.firstIndex(where: { Self.name($0) == section }) else { return nil }
    let end = lines[(start + 1)...].firstIndex { Self.name($0) != nil } ?? lines.endIndex
    return start..<end
  }

  private static func name(_ line: String) -> String? {
    guard line.hasPrefix("["), let end = line.firstIndex(of: "]") else { return nil }
    return String(line[line.index(after: line.startIndex)..<end])
  }
}

extension ServiceFile {
  /// More than any service file has: 1 MB.
  private static let limit = 1 << 20

  /// Says whether a file has a section.
  static func holds(_ section: String, at path: String) -> Bool {
    guard let path = Files.canonical(path), let text = Files.read(path, limit: limit) else { return false }
    return ServiceFile(text)[section] != nil
  }

  /// Reads a file; one that does not exist is empty.
  static func read(at path: String) throws -> ServiceFile {
    guard let path = Files.canonical(path) else { return ServiceFile() }
    guard let text = Files.read(path, limit: limit) else {
      throw Failure("The service file \(path) cannot be read; name another one with --service-file.")
    }
    return ServiceFile(text)
  }

  /// Refuses a place where no file can be written, before anything else is done.
  static func proveWritable(_ path: String) throws {
    let place = Files.canonical(path) ?? path
    let folder = Files.parent(place)
    guard Files.isDirectory(folder) else {
      throw Failure(
        "The service file cannot be written: there is no folder \(folder); name a place with --service-file.")
    }
    guard unsafe access(folder, W_OK) == 0 else {
      throw Failure(
        "The service file \(place) cannot be written (\(Files.reason())); name a place with --service-file.")
    }
  }

  private static func reason(_ error: ClusterError) -> String {
    if case .cannotUse(_, let reason) = error { return reason }
    return error.description
  }

  /// Writes the file for its owner's eyes alone.
  func write(to path: String) throws {
    let place = Files.canonical(path) ?? path
    do {
      try Files.write(text, to: place, mode: 0o600)
    } catch {
      throw Failure(
        "The service file \(place) cannot be written (\(Self.reason(error))); name a place with --service-file.")
    }
  }
}
