import Testing

/// What no source file may contain, read from the code without comments and literals.
@Suite("Code")
struct CodeTests {
  @Test("Nothing is unwrapped, tried or cast by force")
  func force() throws {
    var found: [String] = []
    for file in try Repository.swiftFiles(in: "Sources") { found += file.occurrences(of: /[\w)\]"?>]!(?!=)/) }
    #expect(found == [])
  }

  @Test("Nothing gives up the whole program on input")
  func fatalErrors() throws {
    var found: [String] = []
    for file in try Repository.swiftFiles(in: "Sources") { found += file.occurrences(of: /\bfatalError\s*\(/) }
    #expect(found == [])
  }

  @Test("No test sleeps; only the one that asks again in growing intervals pauses between")
  func pauses() throws {
    var found: [String] = []
    for file in try Repository.swiftFiles(in: "Tests") where !file.path.hasSuffix("TestSupport/Eventually.swift") {
      found += file.occurrences(of: /\b(Task\.sleep|usleep|nanosleep|sleep)\s*\(/)
    }
    #expect(found.filter { !$0.contains("func pauses()") } == [])
  }

  @Test("A file holds one concept and stays short enough to be read")
  func length() throws {
    for file in try Repository.swiftFiles(in: "Sources") {
      #expect(file.lines.count <= 400, "\(file.path) has \(file.lines.count) lines")
    }
  }

  @Test("The scanner tells code from comments and literals")
  func scanner() {
    let source = #"""
      let a = "no!" // never!
      let b = """
        text! \(value!) more
        """
      /* x! /* y! */ z! */ let c = #"raw! "quote" "# + d!
      """#
    let file = SwiftFile(path: "Sources/X/a.swift", text: source)
    #expect(file.occurrences(of: /\w!/).map { $0.prefix(18) } == ["Sources/X/a.swift:", "Sources/X/a.swift:"])
    #expect(file.lines.count == 5)
    #expect(
      SwiftFile(path: "Sources/X/b.swift", text: "package import struct Tui.Canvas\n@testable import LabCore").imports
        == ["Tui", "LabCore"])
  }
}
