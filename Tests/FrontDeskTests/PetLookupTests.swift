@testable import FrontDesk
import LabCore
@testable import LabStore
import TestSupport
import Testing
import Tui

/// The look-up as a value: what is asked, what is shown and where the selection stands, whenever answers come.
@Suite("Look-up of clients and pets")
struct PetLookupTests {
  private static func match(_ id: Int64, _ name: String, pet: Int64? = nil) -> ClientMatch {
    ClientMatch(
      clientID: ClientID(id), name: name, phone: "+919845012345", isClientActive: true, petID: pet.map { PetID($0) },
      petName: pet == nil ? nil : "Bruno", species: "Dog", isPlaceholder: false, isDeceased: false, isPetActive: true)
  }

  private let priya = match(1, "Priya Sharma", pet: 1)
  private let preeti = match(2, "Preeti Nair", pet: 2)
  private let prem = match(3, "Prem Rao", pet: 3)

  private func lookup() -> PetLookup {
    PetLookup(
      MatchRowStyle(country: .india, today: CalendarDate(year: 2026, month: 11, day: 21) ?? .init(daysSinceEpoch: 0)))
  }

  private func names(_ lookup: PetLookup) -> [String] { lookup.table.visibleRows.map { $0.cells[0].text } }

  /// Types a text and gives the questions that it led to.
  private func type(_ text: String, into lookup: inout PetLookup) -> [ChoiceQuery] {
    text.compactMap { lookup.handle(.character($0)) == .asks ? lookup.asked : nil }
  }

  @Test("Each letter from the second on asks; a blank behind a word asks nothing new")
  func asks() {
    var lookup = lookup()
    #expect(type("pri ", into: &lookup).map(\.text) == ["pr", "pri"])
    #expect(type("s", into: &lookup).map(\.text) == ["pri s"])
  }

  @Test("One letter or two digits are told to go on, and nobody is said to be missing", arguments: ["p", "98", "+9"])
  func short(_ text: String) {
    var lookup = lookup()
    #expect(type(text, into: &lookup).isEmpty)
    #expect(lookup.table.emptyText.hasPrefix("Go on typing"))
    guard case .says(let sentence) = lookup.handle(KeyPress(.enter)) else { return #expect(Bool(false)) }
    #expect(sentence.hasPrefix("Go on typing"))
  }

  @Test("An older answer never replaces a newer one")
  func order() {
    var lookup = lookup()
    let asked = type("pri", into: &lookup)
    _ = lookup.receive([priya], for: asked[1])
    _ = lookup.receive([preeti, priya, prem], for: asked[0])
    #expect(names(lookup) == ["Priya Sharma"])
  }

  @Test("The old rows stay until the new ones are there, and the words beside the prompt with them")
  func steady() {
    var lookup = lookup()
    _ = lookup.receive([priya, preeti], for: type("pr", into: &lookup)[0])
    #expect(lookup.heading == "2 found")
    _ = type("i", into: &lookup)
    #expect(names(lookup) == ["Priya Sharma", "Preeti Nair"])
    #expect(lookup.heading == "2 found")
  }

  @Test("Until somebody moves it, the selection is on the best row")
  func best() {
    var lookup = lookup()
    let asked = type("pri", into: &lookup)
    _ = lookup.receive([preeti, prem, priya], for: asked[0])
    #expect(lookup.selected == preeti)
    _ = lookup.receive([priya, preeti], for: asked[1])
    #expect(lookup.selected == priya)
  }

  @Test("Once it was moved, an answer that comes late leaves the selection with its record")
  func moved() {
    var lookup = lookup()
    let asked = type("pri", into: &lookup)
    _ = lookup.receive([priya, preeti, prem], for: asked[0])
    _ = lookup.handle(KeyPress(.down))
    _ = lookup.receive([prem, priya, preeti], for: asked[1])
    #expect(lookup.selected == preeti)
    #expect(lookup.handle(KeyPress(.enter)) == .opens(preeti.rowID))
  }

  @Test("Where the late answer has no such record, nothing else is selected in its place")
  func movedAway() {
    var lookup = lookup()
    let asked = type("pri", into: &lookup)
    _ = lookup.receive([priya, preeti], for: asked[0])
    _ = lookup.handle(KeyPress(.down))
    _ = lookup.receive([priya, prem], for: asked[1])
    #expect(lookup.selected == nil)
    guard case .says = lookup.handle(KeyPress(.enter)) else { return #expect(Bool(false)) }
  }

  @Test("Typing on keeps what was chosen while it still answers, and goes to the best when it does not")
  func chosenAndTyped() {
    var lookup = lookup()
    _ = lookup.receive([priya, preeti, prem], for: type("pr", into: &lookup)[0])
    _ = lookup.handle(KeyPress(.down))
    _ = lookup.receive([prem, preeti], for: type("e", into: &lookup)[0])
    #expect(lookup.selected == preeti)
    _ = lookup.receive([prem], for: type("m", into: &lookup)[0])
    #expect(lookup.selected == prem)
  }

  @Test("Enter before the answer waits for the one to what is typed and opens its best")
  func early() {
    var lookup = lookup()
    let asked = type("pri", into: &lookup)
    #expect(lookup.handle(KeyPress(.enter)) == .waits)
    #expect(lookup.receive([preeti], for: asked[0]) == nil)
    #expect(lookup.receive([priya, preeti], for: asked[1]) == priya.rowID)
    #expect(lookup.receive([priya, preeti], for: asked[1]) == nil)
  }

  @Test("Enter after the person moved opens that row, whatever is still under way")
  func earlyMoved() {
    var lookup = lookup()
    _ = lookup.receive([priya, preeti], for: type("pr", into: &lookup)[0])
    _ = type("e", into: &lookup)
    _ = lookup.handle(KeyPress(.down))
    #expect(lookup.handle(KeyPress(.enter)) == .opens(preeti.rowID))
  }

  @Test("Typing on takes the waiting Enter back; a question that fails does so too")
  func takenBack() {
    var lookup = lookup()
    let asked = type("pri", into: &lookup)
    _ = lookup.handle(KeyPress(.enter))
    let next = type("y", into: &lookup)
    #expect(lookup.receive([priya], for: asked[1]) == nil)
    #expect(lookup.receive([priya], for: next[0]) == nil)
    let last = type("a", into: &lookup)
    _ = lookup.handle(KeyPress(.enter))
    lookup.fail(last[0])
    #expect(!lookup.opensBest)
    #expect(!lookup.isWaiting)
  }

  @Test("Nobody is said to be found only when the answer to all that is typed says so")
  func nobody() {
    var lookup = lookup()
    let asked = type("xyz", into: &lookup)
    #expect(lookup.table.emptyText.hasPrefix("Looking for “xyz”"))
    _ = lookup.receive([], for: asked[0])
    #expect(lookup.table.emptyText.hasPrefix("Looking for “xyz”"))
    _ = lookup.receive([], for: asked[1])
    #expect(lookup.table.emptyText.hasPrefix("Nobody is like “xyz”"))
  }

  @Test("An empty prompt shows the latest again; the answer that was under way is not shown any more")
  func emptied() {
    var lookup = lookup()
    lookup.receive(recent: [prem])
    let asked = type("pri", into: &lookup)
    _ = lookup.receive([priya], for: asked[0])
    #expect(lookup.handle(KeyPress(.escape)) == .handled)
    #expect(names(lookup) == ["Prem Rao"])
    _ = lookup.receive([priya], for: asked[1])
    #expect(names(lookup) == ["Prem Rao"])
    #expect(lookup.handle(KeyPress(.escape)) == .ignored)
  }

  @Test("A renewal keeps the selection with its record, and selects nothing else where it is gone")
  func renewed() {
    var lookup = lookup()
    _ = lookup.receive([priya, preeti], for: type("pr", into: &lookup)[0])
    #expect(lookup.askAgain() == .asks)
    _ = lookup.receive([preeti, priya], for: lookup.asked)
    #expect(lookup.selected == priya)
    _ = lookup.askAgain()
    _ = lookup.receive([preeti], for: lookup.asked)
    #expect(lookup.selected == nil)
  }

  @Test("At the end of a full page the next key down reads on; the selection stays")
  func more() {
    var lookup = lookup()
    let many = (1...100).map { Self.match($0, "Priya \($0)") }
    _ = lookup.receive(Array(many.prefix(PetLookup.page)), for: type("pri", into: &lookup)[1])
    #expect(lookup.heading == "20 or more")
    _ = lookup.handle(KeyPress(.end, .control))
    #expect(lookup.handle(KeyPress(.pageDown)) == .asks)
    _ = lookup.receive(many, for: lookup.asked)
    #expect(lookup.selected == many[19])
    #expect(lookup.heading == "the best 100")
  }
}
