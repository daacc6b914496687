import Tui

/// Reads the meaning of one whole control sequence in the dialects of VT220, xterm, rxvt, the Linux console and kitty.
enum ControlSequence: Equatable {
  case key(KeyPress)
  case focus(Bool)
  case mouse(MouseEvent)
  case pasteStart
  case pasteEnd
  /// Whole and well formed, but no key: it is swallowed.
  case unknown

  /// Reads `CSI parameters final`: `parameters` are the bytes between the bracket and the final byte.
  static func csi(_ parameters: ArraySlice<UInt8>, final: UInt8) -> ControlSequence {
    if parameters.first == UInt8(ascii: "[") { return linuxConsole(final) }
    if parameters.first == UInt8(ascii: "<") { return mouse(parameters.dropFirst(), final) }
    guard let numbers = numbers(parameters) else { return .unknown }
    let first = numbers.first ?? nil
    let modifiers = Modifiers(xterm: numbers.count > 1 ? numbers[1] ?? 1 : 1)
    switch final {
    case UInt8(ascii: "~"): return tilde(first, numbers, modifiers)
    case UInt8(ascii: "^"): return tildeKey(first, modifiers.union(.control))
    case UInt8(ascii: "$"): return tildeKey(first, modifiers.union(.shift))
    case UInt8(ascii: "@"): return tildeKey(first, modifiers.union([.control, .shift]))
    case UInt8(ascii: "u"): return coded(first, modifiers)
    case UInt8(ascii: "I") where parameters.isEmpty: return .focus(true)
    case UInt8(ascii: "O") where parameters.isEmpty: return .focus(false)
    case UInt8(ascii: "Z"): return .key(KeyPress(.backTab, []))
    case UInt8(ascii: "a")...UInt8(ascii: "d"):
      return lettered(final - 0x20, modifiers.union(.shift))
    default:
      guard first == nil || first == 1 else { return .unknown }
      return lettered(final, modifiers)
    }
  }

  /// Reads `SS3 parameters final`, the application-mode keys.
  static func ss3(_ parameters: ArraySlice<UInt8>, final: UInt8) -> ControlSequence {
    guard let numbers = numbers(parameters) else { return .unknown }
    let modifiers = Modifiers(xterm: numbers.last.flatMap(\.self) ?? 1)
    switch final {
    case UInt8(ascii: "M"): return .key(KeyPress(.enter, modifiers))
    case UInt8(ascii: "I"): return .key(KeyPress(.tab, modifiers))
    case UInt8(ascii: "a")...UInt8(ascii: "d"): return lettered(final - 0x20, modifiers.union(.control))
    case UInt8(ascii: "j")...UInt8(ascii: "y"), UInt8(ascii: "X"):
      // The numeric keypad in application mode: the letter is the character it prints plus 64.
      return .key(KeyPress(.character(Character(UnicodeScalar(final - 64))), modifiers))
    default: return lettered(final, modifiers)
    }
  }

  /// Reads the parameters `1;5`; an empty one is nil, sub-parameters after a colon are dropped, private ones refused.
  private static func numbers(_ bytes: ArraySlice<UInt8>) -> [Int?]? {
    var numbers: [Int?] = []
    for field in bytes.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false) {
      var number: Int?
      for byte in field.prefix(while: { $0 != UInt8(ascii: ":") }) {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte), (number ?? 0) < 1_000_000 else { return nil }
        number = (number ?? 0) * 10 + Int(byte - UInt8(ascii: "0"))
      }
      numbers.append(number)
    }
    return numbers
  }

  private static func lettered(_ final: UInt8, _ modifiers: Modifiers) -> ControlSequence {
    let key: Key
    switch final {
    case UInt8(ascii: "A"): key = .up
    case UInt8(ascii: "B"): key = .down
    case UInt8(ascii: "C"): key = .right
    case UInt8(ascii: "D"): key = .left
    case UInt8(ascii: "F"): key = .end
    case UInt8(ascii: "H"): key = .home
    case UInt8(ascii: "P")...UInt8(ascii: "S"): key = .function(Int(final - UInt8(ascii: "P")) + 1)
    default: return .unknown
    }
    return .key(KeyPress(key, modifiers))
  }

  private static func tilde(_ first: Int?, _ numbers: [Int?], _ modifiers: Modifiers) -> ControlSequence {
    switch first {
    case 200: return .pasteStart
    case 201: return .pasteEnd
    // xterm's modifyOtherKeys: CSI 27 ; modifiers ; code ~
    case 27 where numbers.count > 2: return coded(numbers[2], modifiers)
    default: return tildeKey(first, modifiers)
    }
  }

  private static func tildeKey(_ number: Int?, _ modifiers: Modifiers) -> ControlSequence {
    let key: Key
    switch number {
    case 1, 7: key = .home
    case 2: key = .insert
    case 3: key = .delete
    case 4, 8: key = .end
    case 5: key = .pageUp
    case 6: key = .pageDown
    case let number? where (11...15).contains(number): key = .function(number - 10)
    case let number? where (17...21).contains(number): key = .function(number - 11)
    case 23: key = .function(11)
    case 24: key = .function(12)
    // The Linux console and rxvt send Shift-F1 to Shift-F8 under numbers of their own.
    case 25, 26: return .key(KeyPress(.function((number ?? 25) - 24), modifiers.union(.shift)))
    case 28, 29: return .key(KeyPress(.function((number ?? 28) - 25), modifiers.union(.shift)))
    case let number? where (31...34).contains(number):
      return .key(KeyPress(.function(number - 26), modifiers.union(.shift)))
    default: return .unknown
    }
    return .key(KeyPress(key, modifiers))
  }

  /// Reads a key that is sent as its code point, as kitty and modifyOtherKeys do.
  private static func coded(_ code: Int?, _ modifiers: Modifiers) -> ControlSequence {
    guard let code, let number = UInt32(exactly: code), let scalar = Unicode.Scalar(number) else { return .unknown }
    switch scalar.value {
    case 9: return .key(KeyPress(modifiers.contains(.shift) ? .backTab : .tab, modifiers.subtracting(.shift)))
    case 13: return .key(KeyPress(.enter, modifiers))
    case 27: return .key(KeyPress(.escape, modifiers))
    case 8, 127: return .key(KeyPress(.backspace, modifiers))
    case 0..<32, 0x80..<0xA0, 0xE000...0xF8FF: return .unknown
    default:
      let character = Character(scalar)
      if modifiers.contains(.control), let lower = character.lowercased().first {
        return .key(KeyPress(.character(lower), modifiers.subtracting(.shift)))
      }
      let shifted = modifiers.contains(.shift) ? character.uppercased().first ?? character : character
      return .key(KeyPress(.character(shifted), modifiers.subtracting(.shift)))
    }
  }

  /// Reads a mouse report in the SGR encoding: button with its modifiers, column and row from 1.
  private static func mouse(_ parameters: ArraySlice<UInt8>, _ final: UInt8) -> ControlSequence {
    guard final == UInt8(ascii: "M"), let numbers = numbers(parameters), numbers.count == 3, let button = numbers[0],
      let column = numbers[1], let row = numbers[2], column > 0, row > 0
    else { return .unknown }
    let point = Point(row: row - 1, column: column - 1)
    // Shift, Alt and Ctrl do not matter; motion (32) and other buttons mean nothing here.
    switch button & ~0b1_1100 {
    case 0: return .mouse(MouseEvent(.press, at: point))
    case 64: return .mouse(MouseEvent(.wheelUp, at: point))
    case 65: return .mouse(MouseEvent(.wheelDown, at: point))
    default: return .unknown
    }
  }

  private static func linuxConsole(_ final: UInt8) -> ControlSequence {
    guard (UInt8(ascii: "A")...UInt8(ascii: "E")).contains(final) else { return .unknown }
    return .key(KeyPress(.function(Int(final - UInt8(ascii: "A")) + 1), []))
  }
}

extension Modifiers {
  /// Reads xterm's modifier parameter: one plus a mask of shift 1, alt 2, control 4 and meta 8.
  init(xterm parameter: Int) {
    let mask = max(parameter, 1) - 1
    self = []
    if mask & 1 != 0 { insert(.shift) }
    if mask & 0b1010 != 0 { insert(.alt) }
    if mask & 4 != 0 { insert(.control) }
  }
}
