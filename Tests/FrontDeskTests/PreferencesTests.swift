@testable import FrontDesk
import Testing
import Tui

/// What a person may write of how the desk looks and which keys it has.
@Suite("Preferences")
struct PreferencesTests {
  @Test("Everything that can be said is read")
  func reading() {
    let preferences = Preferences(
      reading: """
        // My desk.
        {
          theme: 'light', color: '256', mouse: true,
          keys: {
            'booking.new': ['Ctrl-O', 'F11'],
            'help': 'F12', 'booking.cancel': [],
          },
        }
        """)
    #expect(preferences.warnings == [])
    #expect(preferences.theme == "light")
    #expect(preferences.color == "256")
    #expect(preferences.mouse)
    #expect(preferences.keys["booking.new"] == KeyWish(["Ctrl-O", "F11"], line: 5))
    #expect(preferences.keys["help"] == KeyWish(["F12"], line: 6))
    #expect(preferences.keys["booking.cancel"] == KeyWish([], line: 6))
  }

  @Test(
    "What is not understood is told with its line, and the rest holds",
    arguments: [
      ("{\n colour: 1,\n theme: 'light' }", "Line 2: there is no setting “colour”."),
      ("{ color: 'pink', theme: 'light' }", "Line 1: “color” is one of 'mono', '16', '256', 'truecolor'."),
      ("{ mouse: 'yes', theme: 'light' }", "Line 1: “mouse” is true or false."),
      ("{ keys: [], theme: 'light' }", "Line 1: “keys” are { 'booking.new': ['F11'] }."),
      (
        "{ theme: 'light', keys: {\n help: 3 } }",
        "Line 2: the keys of “help” are a list such as ['Ctrl-N', 'F11']."
      ),
      ("{ theme: 'dark',\n theme: 'light' }", "Line 2: “theme” stands here a second time, which counts."),
    ])
  func warnings(_ text: String, _ warning: String) {
    let preferences = Preferences(reading: text)
    #expect(preferences.warnings == [warning])
    #expect(preferences.theme == "light")
  }

  @Test("Of a file that cannot be read nothing holds, and it says where", arguments: ["{ theme: ", "[]", ""])
  func unreadable(_ text: String) {
    let preferences = Preferences(reading: text)
    #expect(preferences.warnings.count == 1)
    #expect(preferences.theme == nil)
  }
}
