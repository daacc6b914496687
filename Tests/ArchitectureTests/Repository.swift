import Foundation

/// The files of the repository that the tests were built from.
enum Repository {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The names in a folder, in order.
  static func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path).sorted()
  }

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// Every Swift file below a folder, with its path from the root.
  static func swiftFiles(in folder: String) throws -> [SwiftFile] {
    let below = try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: folder).path)
    return try below.filter { $0.hasSuffix(".swift") }.sorted().map { path in
      SwiftFile(path: "\(folder)/\(path)", text: try text("\(folder)/\(path)"))
    }
  }
}

/// A Swift file as text and as code without comments and string literals.
struct SwiftFile: Sendable {
  let path: String
  let lines: [Substring]

  init(path: String, text: String) {
    self.path = path
    var scanner = CodeScanner(text)
    lines = scanner.code().split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// The target that the file belongs to: the folder below `Sources` or `Tests`.
  var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }

  /// The modules that the file imports.
  var imports: [String] {
    lines.compactMap { line in
      let words = line.split(separator: " ")
      guard let place = words.firstIndex(of: "import"), place + 1 < words.count,
        words[..<place].allSatisfy({
          ["package", "public", "internal", "private", "fileprivate"].contains($0) || $0.hasPrefix("@")
        })
      else { return nil }
      let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
      let named = kinds.contains(words[place + 1]) ? words[place + 2] : words[place + 1]
      return named.split(separator: ".").first.map(String.init)
    }
  }

  /// Where a pattern occurs in the code, as `path:line: text`.
  func occurrences(of pattern: some RegexComponent) -> [String] {
    lines.enumerated().filter { $0.element.firstMatch(of: pattern) != nil }.map { line in
      "\(path):\(line.offset + 1): \(line.element.drop { $0 == " " })"
    }
  }
}
