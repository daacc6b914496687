@testable import FrontDesk
import TestSupport
import Testing
import Tui
import Words

/// The keys of a desk whose person has wishes of their own.
@Suite("Keys of one's own")
struct KeymapTests {
  private static let essential = [EverywhereActions.help, EverywhereActions.palette, EverywhereActions.quit]

  @Test("Whatever is wished for, help, palette and quitting are a key away at every place, and Esc is nobody's")
  func nobodyIsLockedOut() {
    var generator = SplitMix(state: 20_261_122)
    let actions = ScreenList.actions.actions
    let chords =
      Set(actions.flatMap(\.chords).map(\.description)).sorted() + [
        "F11", "F12", "Alt-G", "Ctrl-\\", "Esc", "Enter", "Tab", "Alt-1", "Ctrl-I", "x", "nonsense",
      ]
    for _ in 0..<60 {
      var wishes: [Action.ID: KeyWish] = [:]
      for action in actions where Int.random(in: 0..<4, using: &generator) == 0 {
        let count = Int.random(in: 0...2, using: &generator)
        wishes[action.id] = KeyWish((0..<count).map { _ in chords.randomElement(using: &generator) ?? "F11" })
      }
      let keymap = Keymap(wishes)
      #expect(keymap.actions.conflicts(everywhere: Keymap.rules.everywhere) == [])
      for entry in ScreenList.all {
        let groups = [entry.group, EverywhereActions.group, Shell.tabGroup, ThemeActions.group]
        for essential in Self.essential {
          let chords = keymap.here(essential).chords
          #expect(!chords.isEmpty)
          for chord in chords { #expect(keymap.actions.action(for: chord, in: groups)?.id == essential.id) }
        }
        for action in keymap.actions.actions(in: groups) {
          for chord in action.chords {
            #expect(keymap.actions.action(for: chord, in: groups)?.id == action.id, "\(chord) at \(entry.place)")
          }
        }
        #expect(keymap.actions.action(for: Chord(.escape), in: groups) == nil)
      }
    }
  }

  /// The same numbers on every machine.
  private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var value = state
      value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
      value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
      return value ^ (value >> 31)
    }
  }

  @Test("A refusal names the line, the reason and the keys that stay")
  func refusal() {
    let keymap = Keymap(["booking.new": KeyWish(["F3"], line: 7), "no.such": KeyWish(["F11"], line: 8)])
    #expect(
      keymap.refusals == [
        "booking.new (line 7): F3 would mean “Pets” and “New booking”. “New booking” keeps Ctrl-N.",
        "no.such (line 8): There is no action 'no.such'.",
      ])
  }

  @Test("Sentences name the keys of this desk, and only where they mean the action")
  func sentences() {
    let keymap = Keymap(["booking.new": KeyWish(["F11"]), "booking.find": KeyWish([])])
    let groups = [BookingActions.group, EverywhereActions.group]
    #expect(
      keymap.retold("Ctrl-F finds bookings; Ctrl-N takes one, Alt-Ctrl-N and Ctrl-Nine are no keys.", in: groups)
        == "“Find” finds bookings; F11 takes one, Alt-Ctrl-N and Ctrl-Nine are no keys.")
    #expect(keymap.retold("Ctrl-N adds a test.", in: ["Tests and prices"]) == "Ctrl-N adds a test.")
  }

  @Test("The palette has an action for every theme, one's own too")
  func themes() {
    let keymap = Keymap(themes: ["dark", "light", "mine"])
    #expect(keymap.actions.actions(in: [ThemeActions.group]).map(\.id) == ["theme.dark", "theme.light", "theme.mine"])
    #expect(ThemeActions.theme(of: "theme.mine") == "mine")
    #expect(ThemeActions.theme(of: "booking.new") == nil)
  }
}

/// A desk with keys, themes and notices of its own.
@Suite("A desk of one's own", .clinic)
@MainActor
struct OwnDeskTests {
  private func desk(_ keys: [String: KeyWish] = [:], notices: [String] = []) async throws -> DeskDriver {
    let account = TestClinic.receptionist
    let desk = try await DeskDriver.start(
      settings: Settings(slug: account.slug, phone: account.phone, origin: "test", keys: keys, notices: notices))
    return desk
  }

  @Test("The keys of one's own work, and key bar, tabs, help and sentences name them")
  func keys() async throws {
    let desk = try await desk([
      "booking.new": KeyWish(["F11", "Alt-N"]), "help": KeyWish(["F12"]), "screen.pets": KeyWish(["Alt-G"]),
    ])
    await desk.type(TestClinic.receptionist.password).press(.enter)
    desk.expectLine(containing: "F12 Help").expectLine(containing: "F11 New booking").expectLine(
      containing: "Alt-G Pets")
    await desk.press("F1")
    #expect(desk.app.state.overlay == nil)
    await desk.press("F12")
    desk.expectLine(containing: "F11 takes a")
    await desk.press("F12")
    #expect(desk.app.state.overlay == nil)
    await desk.press("Ctrl-N")
    #expect(desk.intake == nil)
    await desk.press("F11")
    #expect(desk.intake != nil)
    await desk.press(.escape, "Alt-G")
    desk.expectPlace(.pets)
  }

  @Test("What could not be taken is the first message, and the default keys work")
  func notices() async throws {
    let desk = try await desk(["help": KeyWish(["Ctrl-N"], line: 3)], notices: ["Theme mine: there is no role 'x'."])
    desk.expectMessage("Theme mine: there is no role 'x'. And 1 more: `labrador doctor` lists them.")
    await desk.press("F1")
    #expect(desk.app.state.overlay != nil)
  }

  @Test("The palette changes the theme, which is kept for the next start")
  func theme() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.press("F9").type("theme light").press(.enter)
    #expect(desk.app.state.theme.name == "light")
    #expect(desk.keptThemes == ["light"])
    desk.expectMessage("The theme is now “light”.")
  }
}
