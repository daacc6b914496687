import CNcurses
import Tui

/// Reads the description of the current terminal.
@MainActor
enum Terminfo {
  /// Returns a string capability without its padding marks, or nil where the terminal has none.
  static func string(_ name: String) -> [UInt8]? {
    guard let text = tigetstr(name), Int(bitPattern: text) != -1 else { return nil }
    let bytes = Array(String(cString: text).utf8)
    return bytes.isEmpty ? nil : strippingPadding(bytes)
  }

  /// Says whether the terminal has a flag.
  static func flag(_ name: String) -> Bool { tigetflag(name) == 1 }

  /// Makes the table of the keys that the terminal describes.
  static func keyTable() -> KeyTable {
    KeyTable(
      KeyTable.terminfoKeys.compactMap { entry in
        string(entry.capability).map { (bytes: $0, key: entry.key) }
      })
  }

  /// Removes delays such as `$<50/>`, which only matter to terminals of wire and glass.
  private static func strippingPadding(_ bytes: [UInt8]) -> [UInt8] {
    var kept: [UInt8] = []
    var rest = bytes[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "$"), rest.first == UInt8(ascii: "<"), let end = rest.firstIndex(of: UInt8(ascii: ">")) {
        rest = rest[(end + 1)...]
      } else {
        kept.append(byte)
      }
    }
    return kept
  }
}
