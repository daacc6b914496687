import EmbeddedPostgres
@testable import FrontDesk
import Glibc
import Testing
import Tui

/// The README's table of keys is made from the table of actions, so that it cannot drift from the program.
@Suite("The README")
struct ReadmeTests {
  private static let start =
    "<!-- Made from the table of actions; LABRADOR_RECORD_GOLDENS=1 swift test --filter ReadmeTests -->\n"
  private static let end = "<!-- end of the keys -->"

  @Test("Every key of the program stands in the README")
  func keys() throws {
    let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
    let path = root + "/README.md"
    let readme = try #require(Files.read(path, limit: 1 << 20))
    let before = try #require(readme.firstRange(of: Self.start))
    let after = try #require(readme.firstRange(of: Self.end))
    let expected = "\n" + ScreenList.actions.markdown() + "\n"
    if getenv("LABRADOR_RECORD_GOLDENS") != nil {
      try Files.write(readme[..<before.upperBound] + expected + readme[after.lowerBound...], to: path, mode: 0o644)
    } else {
      #expect(readme[before.upperBound..<after.lowerBound] == expected, "\(Self.start)")
    }
  }

  @Test("No two actions share a chord where both would be taken")
  func conflicts() {
    let everywhere: Set = [EverywhereActions.group, Shell.tabGroup]
    let conflicts = ScreenList.actions.conflicts(everywhere: everywhere)
    // New booking and Confirm are never available at the same place.
    #expect(conflicts == [], "\(conflicts)")
  }
}
