package import Tui

/// Turns the bytes of a terminal into input, keeping what is unfinished until the next bytes come.
///
/// It is pure: bytes in, values out. Whoever feeds it calls ``expire()`` when nothing came for ``patience``.
/// An unknown control sequence is swallowed; a broken UTF-8 sequence becomes U+FFFD and costs nothing that follows it.
package struct KeyDecoder: Sendable {
  private enum State: Sendable {
    case ground
    /// A multi-byte character of which `needed` bytes are still to come.
    case character(needed: Int)
    /// After Escape; `pending` holds the bytes from the Escape on.
    case sequence
    /// Inside a string control (OSC, DCS, APC, PM, SOS), dropped up to its terminator.
    case string(escaped: Bool)
    /// Inside a bracketed paste.
    case paste
    /// Dropping the coordinates of a mouse report in the old encoding.
    case skip(Int)
  }

  /// Says how long an unfinished input may stay unfinished.
  package enum Patience: Equatable, Sendable {
    /// A lone Escape, or Escape and the first character of a sequence: the escape delay of the terminal.
    case escapeDelay
    /// A sequence that no person can have typed, an unfinished character or paste: as long as a slow line may need.
    case slowLine
  }

  private let table: KeyTable
  private var state = State.ground
  private var pending: [UInt8] = []
  private var altIsDown = false
  private var pasted = PasteBuffer()
  /// Where a paste that ended in the present batch stands in the output, and the bytes that came after it.
  private var afterPaste: (index: Int, bytes: [UInt8])?
  private var output: [Input] = []

  /// Makes a decoder that looks up the keys of `table` before the sequences all terminals share.
  package init(table: KeyTable = KeyTable()) { self.table = table }

  /// Says how long to wait before ``expire()``; nil when nothing is unfinished.
  package var patience: Patience? {
    switch state {
    case .ground: nil
    case .sequence: pending.count <= 2 ? .escapeDelay : .slowLine
    case .character, .string, .paste, .skip: .slowLine
    }
  }

  /// Decodes `bytes` and gives everything they complete, in order.
  package mutating func decode(_ bytes: some Sequence<UInt8>) -> [Input] {
    for byte in bytes {
      afterPaste?.bytes.append(byte)
      consume(byte)
    }
    afterPaste = nil
    return takeOutput()
  }

  /// Ends what is unfinished: a lone Escape is the key, a started sequence is dropped, a paste is handed over as it is.
  package mutating func expire() -> [Input] {
    switch state {
    case .ground: break
    case .character:
      emit(scalar: "\u{FFFD}")
    case .sequence:
      expireSequence()
    case .paste:
      emitPaste()
    case .string, .skip: break
    }
    toGround()
    return takeOutput()
  }

  private mutating func takeOutput() -> [Input] {
    defer { output = [] }
    return output
  }

  private mutating func toGround() {
    state = .ground
    pending.removeAll(keepingCapacity: true)
    altIsDown = false
  }

  private mutating func consume(_ byte: UInt8) {
    switch state {
    case .ground: ground(byte)
    case .character(let needed): continueCharacter(byte, needed: needed)
    case .sequence: continueSequence(byte)
    case .string(let escaped): continueString(byte, escaped: escaped)
    case .paste: if pasted.append(byte) { endPaste() }
    case .skip(let count): count > 1 ? state = .skip(count - 1) : toGround()
    }
  }
}

// MARK: - Characters

extension KeyDecoder {
  private mutating func ground(_ byte: UInt8) {
    switch byte {
    case 0x1B:
      state = .sequence
      pending = [byte]
    case 0x20..<0x7F:
      emit(.character(Character(UnicodeScalar(byte))))
      altIsDown = false
    case 0x00..<0x20, 0x7F:
      control(byte)
      altIsDown = false
    case 0xC2..<0xE0: beginCharacter(byte, needed: 1)
    case 0xE0..<0xF0: beginCharacter(byte, needed: 2)
    case 0xF0..<0xF5: beginCharacter(byte, needed: 3)
    default: broken()
    }
  }

  private mutating func control(_ byte: UInt8) {
    switch byte {
    case 0x00: emit(.character(" "), .control)
    case 0x09: emit(.tab)
    case 0x0A, 0x0D: emit(.enter)
    case 0x08, 0x7F: emit(.backspace)
    case 0x01...0x1A: emit(.character(Character(UnicodeScalar(byte + 0x60))), .control)
    default: emit(.character(Character(UnicodeScalar(byte + 0x40))), .control)
    }
  }

  private mutating func beginCharacter(_ byte: UInt8, needed: Int) {
    pending = [byte]
    state = .character(needed: needed)
  }

  private mutating func continueCharacter(_ byte: UInt8, needed: Int) {
    guard byte & 0xC0 == 0x80 else {
      broken()
      return ground(byte)
    }
    pending.append(byte)
    guard needed == 1 else {
      state = .character(needed: needed - 1)
      return
    }
    var decoder = UTF8()
    var bytes = pending.makeIterator()
    if case .scalarValue(let scalar) = decoder.decode(&bytes) {
      if !(0x80..<0xA0).contains(scalar.value) { emit(scalar: scalar) }
      toGround()
    } else {
      broken()
    }
  }

  /// Shows the person that something came that is no UTF-8, without touching what follows.
  private mutating func broken() {
    emit(scalar: "\u{FFFD}")
    toGround()
  }

  /// Emits a character key; a combining scalar joins the character before it in the same batch.
  private mutating func emit(scalar: Unicode.Scalar) {
    if !altIsDown, case .key(let last)? = output.last, case .character(let base) = last.key, last.modifiers.isEmpty {
      var text = String(base)
      text.unicodeScalars.append(scalar)
      if text.count == 1, let joined = text.first {
        output[output.count - 1] = .key(KeyPress(.character(joined), []))
        return
      }
    }
    emit(.character(Character(scalar)))
  }

  private mutating func emit(_ key: Key, _ modifiers: Modifiers = []) {
    output.append(.key(KeyPress(key, altIsDown ? modifiers.union(.alt) : modifiers)))
  }

  private mutating func endPaste() {
    let index = output.count
    emitPaste()
    toGround()
    afterPaste = (index, [])
  }

  /// Takes what followed a paste for a part of it: a closing bracket without an opening one says that the text held
  /// another, by which it would have typed keys.
  private mutating func rejoinPaste() {
    guard let (index, bytes) = afterPaste else { return }
    var text = ""
    if output.indices.contains(index), case .paste(let before) = output[index] { text = before }
    text += PasteBuffer.text(bytes.dropLast(PasteBuffer.closing.count))
    output.removeSubrange(index...)
    if !text.isEmpty { output.append(.paste(text)) }
    afterPaste = (index, [])
  }

  private mutating func emitPaste() {
    let text = pasted.take()
    if !text.isEmpty { output.append(.paste(text)) }
  }
}

// MARK: - Sequences

extension KeyDecoder {
  /// The longest control sequence that is remembered; of a longer one the rest is dropped unread.
  private static let longestSequence = 64

  private mutating func continueSequence(_ byte: UInt8) {
    if byte == 0x1B, pending.count > 1 { return restart() }
    if byte == 0x18 || byte == 0x1A, pending.count > 1 { return toGround() }
    pending.append(byte)
    switch table.match(pending) {
    case .whole(let key): return finish(key)
    case .prefix(let key?) where isWhole: return finish(key)
    case .prefix, .none: break
    }
    if pending.count == 2 { return introduce(byte) }
    continueControl(byte)
  }

  /// Says whether the grammar of control sequences holds `pending` for complete.
  private var isWhole: Bool {
    guard pending.count > 2, let last = pending.last else { return false }
    return (0x40..<0x7F).contains(last)
  }

  /// Reads the byte after Escape: an introducer, or the key that Alt was held with.
  private mutating func introduce(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "["), UInt8(ascii: "O"): break
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"), UInt8(ascii: "X"): break
    case 0x1B:
      // Escape twice: the key twice, or Alt held with a key that sends a sequence; the next byte tells.
      emitDoubledEscape()
      altIsDown = true
      pending = [0x1B]
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      emitDoubledEscape()
      let digit = Int(byte - UInt8(ascii: "0"))
      finish(KeyPress(.function(digit == 0 ? 10 : digit), []))
    default:
      emitDoubledEscape()
      toGround()
      altIsDown = true
      ground(byte)
    }
  }

  /// Emits the first of two Escapes once it is clear that it was a key of its own.
  private mutating func emitDoubledEscape() {
    guard altIsDown else { return }
    altIsDown = false
    emit(.escape)
  }

  private mutating func continueControl(_ byte: UInt8) {
    switch pending[1] {
    case UInt8(ascii: "["): continueCSI(byte)
    case UInt8(ascii: "O"): continueSS3(byte)
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"), UInt8(ascii: "X"):
      state = .string(escaped: false)
      continueString(byte, escaped: false)
    default: abandon(byte)
    }
  }

  private mutating func continueCSI(_ byte: UInt8) {
    let parameters = pending[2..<(pending.count - 1)]
    let first = parameters.first
    switch byte {
    case UInt8(ascii: "[") where parameters.isEmpty: break
    case UInt8(ascii: "M") where parameters.isEmpty: state = .skip(3)
    case UInt8(ascii: "$") where first.map { (0x30..<0x3A).contains($0) } ?? false:
      finish(ControlSequence.csi(parameters, final: byte))
    case 0x20..<0x40:
      if pending.count > Self.longestSequence { pending.removeLast() }
    case 0x40..<0x7F: finish(ControlSequence.csi(parameters, final: byte))
    default: abandon(byte)
    }
  }

  private mutating func continueSS3(_ byte: UInt8) {
    switch byte {
    case 0x30..<0x3C where pending.count < 8: break
    case 0x40..<0x7F: finish(ControlSequence.ss3(pending[2..<(pending.count - 1)], final: byte))
    default: abandon(byte)
    }
  }

  private mutating func continueString(_ byte: UInt8, escaped: Bool) {
    switch byte {
    case 0x07, 0x18, 0x1A: toGround()
    case UInt8(ascii: "\\") where escaped: toGround()
    case _ where escaped:
      toGround()
      ground(0x1B)
      continueSequence(byte)
    case 0x1B: state = .string(escaped: true)
    default: state = .string(escaped: false)
    }
  }

  private mutating func finish(_ sequence: ControlSequence) {
    switch sequence {
    case .key(let press): return finish(press)
    case .focus(let hasFocus): output.append(.focus(hasFocus))
    case .mouse(let event): output.append(.mouse(event))
    case .pasteStart:
      toGround()
      afterPaste = nil
      state = .paste
      return
    case .pasteEnd: rejoinPaste()
    case .unknown: break
    }
    toGround()
  }

  private mutating func finish(_ press: KeyPress) {
    emit(press.key, press.modifiers)
    toGround()
  }

  /// Drops a sequence that a byte from outside its grammar broke off, and reads that byte afresh.
  private mutating func abandon(_ byte: UInt8) {
    toGround()
    ground(byte)
  }

  private mutating func restart() {
    expireSequence()
    toGround()
    ground(0x1B)
  }

  private mutating func expireSequence() {
    if case .prefix(let key?) = table.match(pending) { return emit(key.key, key.modifiers) }
    guard pending.count <= 2 else { return }
    guard pending.count == 2 else {
      emitDoubledEscape()
      return emit(.escape)
    }
    altIsDown = true
    emit(.character(Character(UnicodeScalar(pending[1]))))
  }
}
