import LabCore

/// A record that was typed into here while another desk saved it: both sides field by field, and what was chosen.
enum RecordConflict: Sendable {
  case client(RecordMerge<Client>)
  case pet(RecordMerge<Pet>)
  case address(RecordMerge<Address>)

  /// Nil where the three are no copies of the same kind of record.
  init?(base: RecordCopy, mine: RecordCopy, theirs: RecordCopy) {
    switch (base, mine, theirs) {
    case (.client(let base), .client(let mine), .client(let theirs)):
      self = .client(RecordMerge(base: base, mine: mine, theirs: theirs))
    case (.pet(let base), .pet(let mine), .pet(let theirs)):
      self = .pet(RecordMerge(base: base, mine: mine, theirs: theirs))
    case (.address(let base), .address(let mine), .address(let theirs)):
      self = .address(RecordMerge(base: base, mine: mine, theirs: theirs))
    default: return nil
    }
  }

  /// A field that differs, with the side that holds; nil while nobody has chosen.
  struct Line: Identifiable {
    var id: String
    var title: String
    var mine: String
    var theirs: String
    var isMine: Bool?
    var isChangedByBoth: Bool
  }

  var lines: [Line] {
    switch self {
    case .client(let merge): Self.lines(merge)
    case .pet(let merge): Self.lines(merge)
    case .address(let merge): Self.lines(merge)
    }
  }

  private static func lines<Record>(_ merge: RecordMerge<Record>) -> [Line] {
    merge.differences.map { difference in
      Line(
        id: difference.id, title: difference.title, mine: difference.mine, theirs: difference.theirs,
        isMine: merge.choice(for: difference.id).map { $0 == .mine }, isChangedByBoth: difference.author == .both)
    }
  }

  /// The record as the other desk left it.
  var theirs: RecordCopy {
    switch self {
    case .client(let merge): .client(merge.theirs)
    case .pet(let merge): .pet(merge.theirs)
    case .address(let merge): .address(merge.theirs)
    }
  }

  /// What is to be saved over the newer version; nil while something is open.
  var merged: RecordCopy? {
    switch self {
    case .client(let merge): merge.merged.map { .client($0) }
    case .pet(let merge): merge.merged.map { .pet($0) }
    case .address(let merge): merge.merged.map { .address($0) }
    }
  }

  /// Whether saving would change anything.
  var changesAnything: Bool {
    switch self {
    case .client(let merge): merge.changesAnything
    case .pet(let merge): merge.changesAnything
    case .address(let merge): merge.changesAnything
    }
  }

  mutating func choose(mine isMine: Bool, for id: Line.ID) {
    switch self {
    case .client(var merge):
      merge.choose(isMine ? .mine : .theirs, for: id)
      self = .client(merge)
    case .pet(var merge):
      merge.choose(isMine ? .mine : .theirs, for: id)
      self = .pet(merge)
    case .address(var merge):
      merge.choose(isMine ? .mine : .theirs, for: id)
      self = .address(merge)
    }
  }
}
