package import Words

/// Something a person can do by a key: the one source of key bar, help, palette, documentation and remapping.
package struct Action: Hashable, Sendable, Identifiable {
  /// Stable for ever: people remap by it.
  package let id: String
  private let titlePhrase: Phrase
  private let helpPhrase: Phrase
  /// The keys of the action; function keys are shown first.
  package var chords: [Chord]
  /// Where the action belongs; chords must differ within a group.
  package var group: Phrase
  /// The permission code that it needs.
  package var permission: String?
  package var isDanger: Bool
  /// Whether it saves something, for which there has to be a connection.
  package var writes: Bool
  /// Its place in the key bar, 0 first; nil where it is not shown there.
  package var barPriority: Int?

  package init(
    id: String, title: Phrase, help: Phrase = "", chords: [Chord] = [], group: Phrase, permission: String? = nil,
    isDanger: Bool = false, writes: Bool = false, barPriority: Int? = nil
  ) {
    self.id = id
    titlePhrase = title
    helpPhrase = help
    self.chords = chords
    self.group = group
    self.permission = permission
    self.isDanger = isDanger
    self.writes = writes
    self.barPriority = barPriority
  }

  package var title: String { say(titlePhrase) }
  package var help: String { say(helpPhrase) }

  /// The chord shown in key bars: the first function key, or the first of all.
  package var mainChord: Chord? { shownChords.first }

  /// The chords as they are shown, function keys first.
  package var shownChords: [Chord] { chords.filter(\.isFunctionKey) + chords.filter { !$0.isFunctionKey } }
}
