import LabCore
package import Tui
import Words

/// The keys of this desk: every action with the chords it has here, and the key bars that follow from them.
package struct Keymap: Sendable {
  package let actions: ActionTable
  /// What could not be taken of a person's wishes, a sentence each.
  package let refusals: [String]
  private let bars: [Place: KeyBar]
  /// The ids of the actions that have other chords than the program's own.
  private let changed: [Action.ID]

  /// Takes the wishes of a person, and the themes that can be changed to.
  package init(_ wishes: [Action.ID: KeyWish] = [:], themes: [String] = Theme.offeredNames) {
    let standard = ActionTable(ScreenList.actions.actions + ThemeActions.all(of: themes))
    guard !wishes.isEmpty else {
      self.init(standard, changed: [], refusals: [])
      return
    }
    let remapping = Remapping(wishes.mapValues(\.keys), on: standard, rules: Self.rules)
    let refusals = remapping.refusals.map { refusal in
      let line = wishes[refusal.id]?.line.map { say(" (line \($0))") } ?? ""
      let rest = standard[refusal.id].map { say(" “\($0.title)” keeps \($0.keyWords).") } ?? ""
      return "\(refusal.id)\(line): \(refusal.reason)\(rest)"
    }
    self.init(remapping.table, changed: remapping.taken.sorted(), refusals: refusals)
  }

  private init(_ actions: ActionTable, changed: [Action.ID], refusals: [String]) {
    self.actions = actions
    self.changed = changed
    self.refusals = refusals
    bars = Dictionary(
      uniqueKeysWithValues: ScreenList.all.map {
        ($0.place, KeyBar(actions.actions(in: [$0.group, EverywhereActions.group])))
      })
  }

  /// Help, palette and quitting keep a key whatever somebody wishes, so that nobody is locked out or in.
  static let rules = Remapping.Rules(
    everywhere: [EverywhereActions.group, Shell.tabGroup, ThemeActions.group],
    essential: [EverywhereActions.help.id, EverywhereActions.palette.id, EverywhereActions.quit.id])

  func bar(at place: Place) -> KeyBar? { bars[place] }

  /// An action of the program with the chords that it has here.
  func here(_ action: Action) -> Action { actions[action.id] ?? action }

  /// A sentence that names keys of the program, with those that the desk has in their place.
  func retold(_ sentence: String, in groups: [Phrase]) -> String {
    guard !changed.isEmpty else { return sentence }
    var names: [(old: String, new: String)] = []
    for id in changed {
      guard let old = ScreenList.actions[id], let new = actions[id], groups.contains(old.group) else { continue }
      let now = new.mainChord?.description ?? "“\(new.title)”"
      for chord in old.chords where !new.chords.contains(chord) { names.append((chord.description, now)) }
    }
    return names.isEmpty ? sentence : sentence.renaming(names)
  }
}

/// The keys that a person wants for an action, as they are written in the configuration.
package struct KeyWish: Sendable, Equatable {
  package var keys: [String]
  /// The line of the file that says so.
  package var line: Int?

  package init(_ keys: [String], line: Int? = nil) {
    self.keys = keys
    self.line = line
  }
}

extension Action {
  /// The keys in words, such as `F9 and Ctrl-P`.
  fileprivate var keyWords: String {
    chords.isEmpty ? say("its place in the palette") : shownChords.map(\.description).joined(separator: say(" and "))
  }
}

extension String {
  /// Replaces names of keys in one pass, each only where it stands as a word of its own.
  fileprivate func renaming(_ names: [(old: String, new: String)]) -> String {
    var text = ""
    var rest = self[...]
    var follows: Character = " "
    while let first = rest.first {
      let found = names.first { name in
        guard !follows.isPartOfKey, rest.hasPrefix(name.old) else { return false }
        return rest.dropFirst(name.old.count).first.map { !$0.isPartOfKey } ?? true
      }
      if let found {
        text += found.new
        rest = rest.dropFirst(found.old.count)
        follows = "x"
      } else {
        text.append(first)
        rest = rest.dropFirst()
        follows = first
      }
    }
    return text
  }
}

extension Character {
  fileprivate var isPartOfKey: Bool { isLetter || isNumber || self == "-" }
}
