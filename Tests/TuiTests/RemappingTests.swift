import Testing
import Words

@testable import Tui

@Suite("Remapped keys")
struct RemappingTests {
  private static let rules = Remapping.Rules(everywhere: ["Everywhere"], essential: ["app.help", "app.palette"])
  private static let actions =
    sampleActions + [
      Action(id: "list.edit", title: "Edit", chords: [.control("e")], group: "List"),
      Action(id: "list.new", title: "New", chords: [.control("n")], group: "List"),
    ]

  private func remap(_ wishes: [String: [String]]) -> Remapping {
    Remapping(wishes, on: ActionTable(Self.actions), rules: Self.rules)
  }

  @Test("A wish takes the place of the keys that the action had")
  func taken() {
    let remapping = remap(["list.new": ["F11", "Ctrl-O", "f11"], "app.help": ["Ctrl-G"], "booking.cancel": []])
    #expect(remapping.refusals == [])
    #expect(remapping.taken == ["list.new", "app.help", "booking.cancel"])
    #expect(remapping.table["list.new"]?.chords == [.function(11), .control("o")])
    #expect(remapping.table.action(for: .control("n"), in: ["List"]) == nil)
    #expect(remapping.table["booking.cancel"]?.chords == [])
  }

  /// A wish that cannot be taken, and why.
  struct Refused: Sendable, CustomTestStringConvertible {
    var id = "list.new"
    var keys: [String]
    var reason: String
    var testDescription: String { "\(id): \(keys)" }
  }

  static let refused = [
    Refused(id: "no.such", keys: ["F2"], reason: "There is no action 'no.such'."),
    Refused(keys: ["Hyper-X"], reason: "'Hyper-X' is no key."),
    Refused(keys: ["F11", "x"], reason: "x types a character."),
    Refused(keys: ["Enter"], reason: "Enter belongs to fields, lists and questions."),
    Refused(keys: ["Esc"], reason: "Esc belongs to fields, lists and questions."),
    Refused(keys: ["Shift-Tab"], reason: "Shift-Tab belongs to fields, lists and questions."),
    Refused(keys: ["Down"], reason: "Down belongs to fields, lists and questions."),
    Refused(keys: ["Space"], reason: "Space types a character."),
    Refused(keys: ["Ctrl-I"], reason: "Ctrl-I is sent as Tab."),
    Refused(keys: ["Ctrl-M"], reason: "Ctrl-M is sent as Enter."),
    Refused(keys: ["Ctrl-1"], reason: "Ctrl-1 is a chord that terminals do not send."),
    Refused(keys: ["Alt-3"], reason: "Alt-3 is F3."),
    Refused(keys: ["Alt-["], reason: "Alt-[ is how terminals begin other keys."),
    Refused(keys: ["Ctrl-B"], reason: "Ctrl-B edits what is typed, and “New” works while somebody types."),
    Refused(
      id: "app.help", keys: ["Alt-Down"],
      reason: "Alt-Down edits what is typed, and “Help” works while somebody types."),
    Refused(id: "app.help", keys: [], reason: "“Help” always keeps a key."),
    Refused(keys: ["F1"], reason: "F1 would mean “Help” and “New”."),
    Refused(keys: ["Ctrl-E"], reason: "Ctrl-E edits what is typed, and “New” works while somebody types."),
  ]

  @Test("What cannot be is refused in one sentence, and the action keeps its keys", arguments: refused)
  func refusals(_ test: Refused) {
    let remapping = remap([test.id: test.keys])
    #expect(remapping.refusals == [Remapping.Refusal(id: test.id, reason: test.reason)])
    #expect(remapping.taken.isEmpty)
    #expect(remapping.table.actions == Self.actions)
  }

  @Test("An action that comes with an editing key may have another one")
  func editingKeys() {
    #expect(remap(["list.edit": ["Ctrl-B"]]).table["list.edit"]?.chords == [.control("b")])
  }

  @Test("Keys may be exchanged")
  func exchange() {
    let remapping = remap(["app.help": ["F9"], "app.palette": ["F1"]])
    #expect(remapping.refusals == [])
    #expect(remapping.table["app.palette"]?.chords == [.function(1)])
  }

  @Test("Of two wishes for one key none is taken, and whoever took the key of another gives it back")
  func quarrels() {
    let both = remap(["list.new": ["F11"], "app.help": ["F11"]])
    #expect(both.refusals.map(\.id) == ["app.help", "list.new"])
    #expect(both.table.actions == Self.actions)
    // The palette asks for an editing key and stays at F9, which help has taken meanwhile.
    let chain = remap(["app.help": ["F9"], "app.palette": ["Ctrl-A"]])
    #expect(chain.taken.isEmpty)
    #expect(chain.table.actions == Self.actions)
  }

  @Test("Two screens may use one key for two things")
  func groups() {
    #expect(remap(["list.new": ["Ctrl-S"]]).taken == ["list.new"])
  }

  @Test("Whatever is wished for, no key means two things, and whoever must keep a key does", arguments: 0..<40)
  func anything(_ seed: Int) {
    var random = SplitMix(seed: UInt64(seed + 1))
    let keys = [
      "F1", "F2", "F9", "F11", "Ctrl-P", "Ctrl-S", "Ctrl-N", "Ctrl-E", "Ctrl-B", "Alt-X", "Alt-1", "Enter", "Esc", "q",
      "",
    ]
    var wishes: [String: [String]] = [:]
    for action in Self.actions where random.below(2) == 0 {
      wishes[action.id] = (0..<random.below(3)).map { _ in keys[random.below(keys.count)] }
    }
    let remapping = remap(wishes)
    #expect(remapping.table.conflicts(everywhere: Self.rules.everywhere) == [], "\(wishes)")
    #expect(remapping.taken.count + remapping.refusals.count == wishes.count, "\(wishes)")
    for id in Self.rules.essential { #expect(remapping.table[id]?.chords.isEmpty == false, "\(wishes)") }
    for action in remapping.table.actions {
      for chord in action.chords {
        #expect(chord.objection == nil)
        #expect(remapping.table.action(for: chord, in: [action.group, "Everywhere"]) == action, "\(wishes)")
      }
    }
  }
}
