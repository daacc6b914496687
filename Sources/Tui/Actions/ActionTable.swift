package import Words

/// All actions of a program: looks them up by chord, finds conflicts, takes remappings and prints itself.
package struct ActionTable: Sendable {
  package private(set) var actions: [Action]
  private var indexByID: [String: Int] = [:]

  /// Takes actions whose ids differ; of two with one id the first stays.
  package init(_ actions: [Action]) {
    self.actions = []
    for action in actions where indexByID[action.id] == nil {
      indexByID[action.id] = self.actions.count
      self.actions.append(action)
    }
  }

  package subscript(id: String) -> Action? { indexByID[id].map { actions[$0] } }

  /// The groups in the order of their first action.
  package var groups: [Phrase] {
    var seen: Set<Phrase> = []
    return actions.map(\.group).filter { seen.insert($0).inserted }
  }

  package func actions(in groups: [Phrase]) -> [Action] {
    groups.flatMap { group in actions.filter { $0.group == group } }
  }

  /// Returns the action of a chord; earlier groups come before later ones.
  package func action(for chord: Chord, in groups: [Phrase]) -> Action? {
    for group in groups {
      if let action = actions.first(where: { $0.group == group && $0.chords.contains(chord) }) { return action }
    }
    return nil
  }

  /// One chord that would mean two things at once.
  package struct Conflict: Hashable, Sendable {
    package var chord: Chord
    package var ids: [String]
  }

  /// Finds chords bound twice within a group, or in a group and in one that holds everywhere.
  package func conflicts(everywhere: Set<Phrase> = []) -> [Conflict] {
    var conflicts: [Conflict] = []
    for (place, action) in actions.enumerated() {
      for chord in action.chords {
        let others = actions[(place + 1)...].filter { other in
          other.chords.contains(chord)
            && (other.group == action.group || everywhere.contains(other.group) || everywhere.contains(action.group))
        }
        if !others.isEmpty { conflicts.append(Conflict(chord: chord, ids: [action.id] + others.map(\.id))) }
      }
    }
    return conflicts
  }

  /// Gives actions other chords by id; returns what could not be taken, in words.
  package mutating func remap(_ chords: [String: [String]]) -> [String] {
    var warnings: [String] = []
    for (id, texts) in chords.sorted(by: { $0.key < $1.key }) {
      guard let index = indexByID[id] else {
        warnings.append("There is no action '\(id)'.")
        continue
      }
      let parsed = texts.map { ($0, Chord($0)) }
      for (text, chord) in parsed where chord == nil { warnings.append("'\(text)' is not a key (action '\(id)').") }
      let good = parsed.compactMap(\.1)
      if !good.isEmpty || texts.isEmpty { actions[index].chords = good }
    }
    return warnings
  }

  /// The keys as Markdown, a table for each group.
  package func markdown() -> String {
    groups.map { group in
      let rows = actions.filter { $0.group == group && !$0.chords.isEmpty }.map { action in
        let keys = action.shownChords.map { "`\($0)`" }.joined(separator: ", ")
        return "| \(keys) | \(action.title) | \(action.help) |"
      }
      return (["### \(say(group))", "", "| Key | Action | |", "| --- | --- | --- |"] + rows).joined(separator: "\n")
    }
    .joined(separator: "\n\n") + "\n"
  }
}
