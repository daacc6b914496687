import Foundation
import Testing
import Tui
import Words

/// The table of texts: everything that the desk says, in one file that a translator can take.
@Suite("The table of texts")
struct TextTableTests {
  private static let folders = ["Tui", "LabCore", "LabStore", "FrontDesk"]
  private static let path = "Sources/Words/Texts/english.json5"

  @Test("The table holds every text of the sources, each under the folder that says it first")
  func table() throws {
    let expected = try Self.made()
    if ProcessInfo.processInfo.environment["LABRADOR_RECORD_GOLDENS"] == "1" {
      try expected.write(to: Repository.root.appending(path: Self.path), atomically: true, encoding: .utf8)
    } else {
      let isSame = try Repository.text(Self.path) == expected
      #expect(isSame, "Record it: LABRADOR_RECORD_GOLDENS=1 swift test --filter TextTableTests")
    }
    #expect(EmbeddedTexts.files.map(\.name) == ["english.json5"])
  }

  @Test("No sentence stands outside the table", arguments: folders)
  func strays(_ folder: String) throws {
    var found: [String] = []
    for file in try Self.sources(in: folder) {
      found += TextScanner.strays(in: file.text, path: file.path).map { "\(file.path): \($0)" }
    }
    #expect(found.filter { !Self.isForDevelopers($0) } == [])
  }

  /// Sentences that no screen shows: of theme files, which the command line tells of.
  private static func isForDevelopers(_ found: String) -> Bool {
    found.hasPrefix("Sources/Tui/Theme/") || found.hasPrefix("Sources/Tui/Actions/ActionTable.swift")
  }

  @Test("Each text is found in every form that the sources write it in")
  func scanner() {
    let source = #"""
      let a = say("Plain") + say("two " + "parts of \(name) and \(3)" + " with \(x)")
      let b = 5.counted("visit", "calls") + names.listed("or") + say("100 % of \(done ? say("all") : "raw")")
      // say("not this")
      """#
    #expect(
      TextScanner.phrases(in: source, path: "a.swift")
        == ["Plain", "two parts of %1 and %2 with %3", "%1 visit", "or", "100 %% of %1", "all"])
    #expect(TextScanner.strays(in: #"let c = "Nobody said this.""#, path: "a.swift") == ["Nobody said this."])
  }

  // MARK: Making the table

  private static func sources(in folder: String) throws -> [(path: String, text: String)] {
    let below = try FileManager.default.subpathsOfDirectory(
      atPath: Repository.root.appending(path: "Sources/\(folder)").path)
    return try below.filter { $0.hasSuffix(".swift") }.sorted().map { name in
      ("Sources/\(folder)/\(name)", try Repository.text("Sources/\(folder)/\(name)"))
    }
  }

  private static func made() throws -> String {
    var seen: Set<String> = []
    var lines = [
      "// Everything that the desk says. A translation has the same keys with other texts: %1 is the first value, %% is a",
      "// per cent sign, and of two texts the second is for more than one thing. Made from the sources by a test.", "{",
    ]
    for folder in folders {
      var heading = ""
      for file in try sources(in: folder) {
        for phrase in TextScanner.phrases(in: file.text, path: file.path) where seen.insert(phrase).inserted {
          let place = file.path.split(separator: "/").dropFirst().dropLast().joined(separator: "/")
          if place != heading {
            lines += ["", "  // \(place)"]
            heading = place
          }
          lines.append("  \(quoted(phrase)): \(quoted(phrase)),")
        }
      }
    }
    return (lines + ["}", ""]).joined(separator: "\n")
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for character in text {
      switch character {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      default: quoted.append(character)
      }
    }
    return quoted + "\""
  }
}
