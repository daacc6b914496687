/// Collects the bytes of a bracketed paste up to its closing bracket and gives the text without control characters.
struct PasteBuffer: Sendable {
  private static let closing = Array("\u{1B}[201~".utf8)

  private var bytes: [UInt8] = []

  /// Adds a byte and says whether it completed the closing bracket, which is then removed.
  mutating func append(_ byte: UInt8) -> Bool {
    bytes.append(byte)
    guard byte == UInt8(ascii: "~"), bytes.suffix(Self.closing.count).elementsEqual(Self.closing) else { return false }
    bytes.removeLast(Self.closing.count)
    return true
  }

  /// Empties the buffer into text: line ends become one newline, tabs a space, other control characters vanish.
  mutating func take() -> String {
    defer { bytes = [] }
    let decoded = String(decoding: bytes, as: UTF8.self)
    var text = String.UnicodeScalarView()
    var followsReturn = false
    for scalar in decoded.unicodeScalars {
      switch scalar.value {
      case 0x0D: text.append("\n")
      case 0x0A: if !followsReturn { text.append("\n") }
      case 0x09: text.append(" ")
      case 0x00..<0x20, 0x7F..<0xA0: break
      default: text.append(scalar)
      }
      followsReturn = scalar.value == 0x0D
    }
    return String(text)
  }
}
