package import Words

/// Gives actions the keys that a person wishes for, as far as nobody is locked out by it.
///
/// A wish is taken whole or not at all: where one of its keys cannot be, the action keeps those that it had.
package struct Remapping: Sendable {
  /// The table with every wish that could be taken.
  package private(set) var table: ActionTable
  /// The ids of the actions whose wish was taken.
  package private(set) var taken: Set<String> = []
  /// What was not taken and why, in the order of the ids.
  package private(set) var refusals: [Refusal] = []

  private let standard: ActionTable
  private let rules: Rules

  package struct Refusal: Hashable, Sendable {
    package var id: String
    /// The reason in one sentence.
    package var reason: String
  }

  /// What no wish may bring about.
  package struct Rules: Sendable {
    /// The groups whose actions work everywhere, in fields too.
    package var everywhere: Set<Phrase>
    /// The ids of the actions that must keep a key.
    package var essential: Set<String>

    package init(everywhere: Set<Phrase>, essential: Set<String>) {
      self.everywhere = everywhere
      self.essential = essential
    }
  }

  /// Takes wishes by action id, as keys are written; an empty list leaves an action to the palette.
  package init(_ wishes: [String: [String]], on standard: ActionTable, rules: Rules) {
    table = standard
    self.standard = standard
    self.rules = rules
    for (id, keys) in wishes.sorted(by: { $0.key < $1.key }) {
      switch chords(keys, for: id) {
      case .success(let chords):
        table.give(chords, to: id)
        taken.insert(id)
      case .failure(let refusal): refusals.append(refusal)
      }
    }
    settle()
    refusals.sort { $0.id < $1.id }
  }

  /// Reads the keys of one wish, whatever the other wishes are.
  private func chords(_ keys: [String], for id: String) -> Result<[Chord], Refusal> {
    func refuse(_ reason: String) -> Result<[Chord], Refusal> { .failure(Refusal(id: id, reason: reason)) }
    guard let action = standard[id] else { return refuse(say("There is no action '\(id)'.")) }
    if keys.isEmpty, rules.essential.contains(id) { return refuse(say("“\(action.title)” always keeps a key.")) }
    var chords: [Chord] = []
    for key in keys {
      guard let chord = Chord(key) else { return refuse(say("'\(key)' is no key.")) }
      if let objection = chord.objection { return refuse(say("\(chord) \(objection).")) }
      if chord.edits, !mayEdit(action) {
        return refuse(say("\(chord) edits what is typed, and “\(action.title)” works while somebody types."))
      }
      if !chords.contains(chord) { chords.append(chord) }
    }
    if rules.essential.contains(id), !chords.contains(where: \.isCertain) {
      return refuse(
        say("“\(action.title)” needs a key that every terminal sends: F1 to F12, or a letter with Ctrl or Alt."))
    }
    return .success(chords)
  }

  /// An action that comes with an editing key is hidden while a field takes keys; the others may not be.
  private func mayEdit(_ action: Action) -> Bool {
    !rules.everywhere.contains(action.group) && action.chords.contains(where: \.edits)
  }

  /// Takes wishes back until no key means two things at once; without any wish none does.
  private mutating func settle() {
    while let conflict = table.conflicts(everywhere: rules.everywhere).first(where: { !taken.isDisjoint(with: $0.ids) })
    {
      let titles = conflict.ids.compactMap { table[$0].map { "“\($0.title)”" } }.joined(separator: say(" and "))
      for id in conflict.ids where taken.remove(id) != nil {
        table.give(standard[id]?.chords ?? [], to: id)
        refusals.append(Refusal(id: id, reason: say("\(conflict.chord) would mean \(titles).")))
      }
    }
  }
}

extension Remapping.Refusal: Error {}
