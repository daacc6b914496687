import EmbeddedPostgres
import Glibc
package import Testing

/// Compares a text with the golden file `Goldens/<name>.txt` of the test's target.
///
/// A difference is printed with the command that records the file again. Look at what it records before committing it.
package func expectGolden(
  _ text: String, named name: String, filePath: String = #filePath, sourceLocation: SourceLocation = #_sourceLocation
) {
  let golden = Golden(name: name, testFile: filePath)
  let text = text.hasSuffix("\n") ? text : text + "\n"
  if Golden.isRecording {
    do {
      try golden.record(text)
    } catch {
      Issue.record("\(error)", sourceLocation: sourceLocation)
    }
    return
  }
  guard let expected = golden.text else {
    Issue.record("There is no golden \(golden.path).\n\(golden.advice)\n\(text)", sourceLocation: sourceLocation)
    return
  }
  guard expected != text else { return }
  let difference = LineDifference(from: expected, to: text).description
  Issue.record("\(golden.path) differs:\n\(difference)\n\(golden.advice)", sourceLocation: sourceLocation)
}

/// A file with the text that a test expects.
private struct Golden {
  let path: String

  /// Finds the file beside the sources: `Tests/<Target>/Goldens/<name>.txt`.
  init(name: String, testFile: String) {
    var parts = testFile.split(separator: "/", omittingEmptySubsequences: false)
    if let tests = parts.lastIndex(of: "Tests"), tests + 1 < parts.count {
      parts = Array(parts[...(tests + 1)])
    } else {
      parts.removeLast()
    }
    path = parts.joined(separator: "/") + "/Goldens/\(name).txt"
  }

  static var isRecording: Bool { getenv("LABRADOR_RECORD_GOLDENS").map { String(cString: $0) == "1" } ?? false }

  var text: String? { Files.read(path, limit: 1 << 22) }

  func record(_ text: String) throws {
    try Files.makeDirectory(Files.parent(path), mode: 0o755)
    try Files.write(text, to: path, mode: 0o644)
  }

  var advice: String {
    let filter = Test.current.map { test in
      test.id.description.split(separator: "/").dropLast(test.isSuite ? 0 : 1).joined(separator: "/")
    }
    return "To record it again: LABRADOR_RECORD_GOLDENS=1 swift test --filter '\(filter ?? path)'"
  }
}
