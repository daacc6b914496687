package import Tui

/// Holds the control sequences of a terminal that mean a key, as a trie over their bytes.
///
/// It carries what the terminal's own description says; sequences that every descendant of the VT220 and xterm shares
/// are understood by ``ControlSequence`` without a table.
package struct KeyTable: Sendable {
  private struct Node: Sendable {
    var key: KeyPress?
    var children: [UInt8: Int] = [:]
  }

  private var nodes = [Node()]

  /// Makes an empty table.
  package init() {}

  /// Makes a table of `sequences`; later entries win over earlier ones.
  package init(_ sequences: [(bytes: [UInt8], key: KeyPress)]) {
    for (bytes, key) in sequences { define(bytes, as: key) }
  }

  /// Makes `bytes` mean `key`; sequences that do not start with Escape or are Escape alone are ignored.
  package mutating func define(_ bytes: [UInt8], as key: KeyPress) {
    guard bytes.count > 1, bytes[0] == 0x1B else { return }
    var index = 0
    for byte in bytes {
      if let next = nodes[index].children[byte] {
        index = next
      } else {
        nodes.append(Node())
        nodes[index].children[byte] = nodes.count - 1
        index = nodes.count - 1
      }
    }
    nodes[index].key = key
  }

  /// Says what the bytes read so far mean.
  enum Match: Equatable {
    /// No sequence of the table begins like this.
    case none
    /// A longer sequence begins like this; `key` is what the bytes mean if nothing follows.
    case prefix(key: KeyPress?)
    /// The bytes are a whole sequence and nothing longer begins with them.
    case whole(KeyPress)
  }

  /// Looks `bytes` up.
  func match(_ bytes: some Sequence<UInt8>) -> Match {
    var index = 0
    for byte in bytes {
      guard let next = nodes[index].children[byte] else { return .none }
      index = next
    }
    let node = nodes[index]
    if let key = node.key, node.children.isEmpty { return .whole(key) }
    return .prefix(key: node.key)
  }

  /// Names the terminfo string capabilities that Labrador's keys need, and what they mean.
  package static let terminfoKeys: [(capability: String, key: KeyPress)] = {
    let plain: [(String, Key)] = [
      ("kcuu1", .up), ("kcud1", .down), ("kcub1", .left), ("kcuf1", .right), ("khome", .home), ("kend", .end),
      ("kpp", .pageUp), ("knp", .pageDown), ("kich1", .insert), ("kdch1", .delete), ("kcbt", .backTab),
      ("kent", .enter),
    ]
    let shifted: [(String, Key)] = [
      ("kri", .up), ("kind", .down), ("kLFT", .left), ("kRIT", .right), ("kHOM", .home), ("kEND", .end),
      ("kPRV", .pageUp), ("kNXT", .pageDown), ("kDC", .delete), ("kIC", .insert),
    ]
    return plain.map { ($0.0, KeyPress($0.1, [])) }
      + shifted.map { ($0.0, KeyPress($0.1, .shift)) }
      + (1...12).map { ("kf\($0)", KeyPress(.function($0), [])) }
  }()
}
