/// What two desks made of the same record, field by field, and what is to become of it.
///
/// `base` is what both had read, `mine` what was typed here, `theirs` what stands in the database by now. Fields that
/// one side alone has changed are shown and decided in its favour; where both changed one, somebody has to choose.
package struct RecordMerge<Record: VersionedRecord>: Equatable, Sendable {
  package enum Side: Sendable, Equatable {
    case mine, theirs
  }

  package enum Author: Sendable, Equatable {
    case me, them, both
  }

  /// A field whose value here is not the one that stands in the database.
  package struct Difference: Sendable, Equatable, Identifiable {
    package let id: String
    package let title: String
    package let base: String
    package let mine: String
    package let theirs: String
    package let author: Author
  }

  package let base: Record
  package let mine: Record
  package let theirs: Record
  /// In the order of the form.
  package let differences: [Difference]
  private var choices: [String: Side]

  package init(base: Record, mine: Record, theirs: Record) {
    self.base = base
    self.mine = mine
    self.theirs = theirs
    var choices: [String: Side] = [:]
    differences = Record.fields.compactMap { field in
      guard !field.isSame(mine, theirs) else { return nil }
      let author: Author =
        field.isSame(base, theirs) ? .me : field.isSame(base, mine) ? .them : .both
      switch author {
      case .me: choices[field.id] = .mine
      case .them: choices[field.id] = .theirs
      case .both: break
      }
      return Difference(
        id: field.id, title: field.title, base: field.text(base), mine: field.text(mine), theirs: field.text(theirs),
        author: author)
    }
    self.choices = choices
  }

  /// The side that holds for a difference; nil while nobody has chosen.
  package func choice(for id: Difference.ID) -> Side? { choices[id] }

  package mutating func choose(_ side: Side, for id: Difference.ID) {
    guard differences.contains(where: { $0.id == id }) else { return }
    choices[id] = side
  }

  /// What both sides have changed and nobody has chosen yet.
  package var undecided: [Difference] { differences.filter { choices[$0.id] == nil } }

  /// The newest record with what was chosen from here, ready to be saved over its version; nil while anything is open.
  package var merged: Record? {
    guard undecided.isEmpty else { return nil }
    var record = theirs
    for field in Record.fields where choices[field.id] == .mine { field.copy(&record, mine) }
    return record
  }

  /// Whether saving what was chosen would change anything.
  package var changesAnything: Bool { merged.map { $0.differs(from: theirs) } ?? true }

  package static func == (left: Self, right: Self) -> Bool {
    (left.base, left.mine, left.theirs) == (right.base, right.mine, right.theirs) && left.choices == right.choices
  }
}
