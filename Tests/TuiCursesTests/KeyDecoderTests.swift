import Testing
import Tui
import TuiCurses

@Suite("Key decoder")
struct KeyDecoderTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var sent: String
    var means: [String]
    var testDescription: String {
      sent.unicodeScalars.map { $0.value < 0x20 ? "^\($0.value)" : "\($0)" }.joined() + " "
        + means.joined(separator: " ")
    }

    init(_ sent: String, _ means: String...) {
      self.sent = sent
      self.means = means
    }
  }

  static func name(_ input: Input) -> String {
    switch input {
    case .key(let press): Chord(press).description
    case .paste(let text): "paste(\(text))"
    case .scanned(let text): "scanned(\(text))"
    case .mouse(let event): "\(event.kind) \(event.point.row),\(event.point.column)"
    case .resize(let size): "resize(\(size.rows)x\(size.columns))"
    case .focus(let hasFocus): hasFocus ? "focus in" : "focus out"
    }
  }

  static let keys = [
    Case("a", "a"), Case("A", "A"), Case("é", "é"), Case("न", "न"), Case("🐶", "🐶"),
    Case("\r", "Enter"), Case("\n", "Enter"), Case("\t", "Tab"), Case("\u{7F}", "Backspace"),
    Case("\u{8}", "Backspace"),
    Case("\u{13}", "Ctrl-S"), Case("\u{11}", "Ctrl-Q"), Case("\u{1A}", "Ctrl-Z"), Case("\u{1F}", "Ctrl-_"),
    Case("\u{1B}[A", "Up"), Case("\u{1B}OA", "Up"), Case("\u{1B}[1;5C", "Ctrl-Right"), Case("\u{1B}[1;3B", "Alt-Down"),
    Case("\u{1B}[1;2D", "Shift-Left"), Case("\u{1B}[1;6A", "Ctrl-Shift-Up"), Case("\u{1B}\u{1B}[B", "Alt-Down"),
    Case("\u{1B}[a", "Shift-Up"), Case("\u{1B}Oc", "Ctrl-Right"),
    Case("\u{1B}[H", "Home"), Case("\u{1B}OH", "Home"), Case("\u{1B}[1~", "Home"), Case("\u{1B}[7~", "Home"),
    Case("\u{1B}[F", "End"), Case("\u{1B}[4~", "End"), Case("\u{1B}[1;5F", "Ctrl-End"), Case("\u{1B}[7$", "Shift-Home"),
    Case("\u{1B}[5~", "PgUp"), Case("\u{1B}[6;5~", "Ctrl-PgDn"), Case("\u{1B}[3~", "Del"), Case("\u{1B}[2~", "Ins"),
    Case("\u{1B}OP", "F1"), Case("\u{1B}[11~", "F1"), Case("\u{1B}[[A", "F1"), Case("\u{1B}[[E", "F5"),
    Case("\u{1B}OS", "F4"), Case("\u{1B}[14~", "F4"), Case("\u{1B}[15~", "F5"), Case("\u{1B}[24~", "F12"),
    Case("\u{1B}[1;2P", "Shift-F1"), Case("\u{1B}[25~", "Shift-F1"), Case("\u{1B}[15;5~", "Ctrl-F5"),
    Case("\u{1B}[Z", "Shift-Tab"), Case("\u{1B}[27;5;13~", "Ctrl-Enter"), Case("\u{1B}[115;5u", "Ctrl-S"),
    Case("\u{1B}OM", "Enter"), Case("\u{1B}Op", "0"),
    Case("\u{1B}b", "Alt-B"), Case("\u{1B}\u{7F}", "Alt-Backspace"), Case("\u{1B}é", "Alt-É"),
    Case("\u{1B}\r", "Alt-Enter"), Case("\u{1B}[I", "focus in"), Case("\u{1B}[O", "focus out"),
  ]

  @Test("Every key is known in all the encodings terminals use", arguments: keys)
  func key(_ test: Case) {
    var decoder = KeyDecoder()
    #expect(decoder.decode(test.sent.utf8).map(Self.name) == test.means)
    #expect(decoder.patience == nil)
  }

  @Test("A key comes out the same when its bytes arrive one by one", arguments: keys)
  func split(_ test: Case) {
    var decoder = KeyDecoder()
    var inputs: [Input] = []
    for byte in test.sent.utf8 { inputs += decoder.decode([byte]) }
    #expect(inputs.map(Self.name) == test.means)
  }

  @Test("Ctrl-Space is a space with Ctrl")
  func controlSpace() {
    var decoder = KeyDecoder()
    #expect(decoder.decode([0]) == [.key(.control(" "))])
  }

  @Test("Escape and a digit are a function key", arguments: zip("1234567890", 1...10))
  func escapeDigit(digit: Character, number: Int) {
    var decoder = KeyDecoder()
    #expect(decoder.decode("\u{1B}\(digit)".utf8) == [.key(KeyPress(.function(number)))])
  }

  @Test("A digit after the escape delay is data")
  func lateDigit() {
    var decoder = KeyDecoder()
    #expect(decoder.decode([0x1B]).isEmpty)
    #expect(decoder.patience == .escapeDelay)
    #expect(decoder.expire() == [.key(KeyPress(.escape))])
    #expect(decoder.decode("3".utf8) == [.key(.character("3"))])
  }

  @Test(
    "An unknown control sequence is swallowed and what follows is typed",
    arguments: [
      "\u{1B}[99~", "\u{1B}[1;2;3;4X", "\u{1B}[?2026;2$y", "\u{1B}[?62;22c", "\u{1B}[24;80R", "\u{1B}[<0;10;5m",
      "\u{1B}[M !!", "\u{1B}OZ", "\u{1B}]11;rgb:0000/0000/0000\u{7}", "\u{1B}]11;rgb:0/0/0\u{1B}\\",
      "\u{1B}P1$r0m\u{1B}\\", "\u{1B}_Gi=31;OK\u{1B}\\", "\u{1B}[201~", "\u{1B}[[Z", "\u{1B}[57399u",
      "\u{1B}[12345678901234567890~",
    ])
  func swallowed(_ sequence: String) {
    var decoder = KeyDecoder()
    #expect(decoder.decode((sequence + "ab").utf8) == [.key(.character("a")), .key(.character("b"))])
  }

  @Test("An unfinished control sequence is dropped after a while, and the next key counts")
  func unfinished() {
    var decoder = KeyDecoder()
    #expect(decoder.decode("\u{1B}[1;".utf8).isEmpty)
    #expect(decoder.patience == .slowLine)
    #expect(decoder.expire().isEmpty)
    #expect(decoder.decode("7".utf8) == [.key(.character("7"))])
  }

  @Test("Escape followed by a sequence keeps the Escape")
  func escapeThenArrow() {
    var decoder = KeyDecoder()
    let first = decoder.decode("\u{1B}".utf8) + decoder.expire()
    #expect((first + decoder.decode("\u{1B}[A".utf8)).map(Self.name) == ["Esc", "Up"])
    #expect((decoder.decode("\u{1B}[1\u{1B}[B".utf8)).map(Self.name) == ["Down"])
    #expect((decoder.decode("\u{1B}\u{1B}".utf8) + decoder.expire()).map(Self.name) == ["Esc", "Esc"])
    #expect(decoder.decode("\u{1B}\u{1B}x".utf8).map(Self.name) == ["Esc", "Alt-X"])
  }

  @Test("A character in two parts loses neither itself nor what follows")
  func splitCharacter() {
    var decoder = KeyDecoder()
    var inputs = decoder.decode([0xE0, 0xA4])
    #expect(inputs.isEmpty)
    #expect(decoder.patience == .slowLine)
    inputs += decoder.decode([0xA8] + Array("abc".utf8))
    #expect(inputs.map(Self.name) == ["न", "a", "b", "c"])
  }

  @Test(
    "A broken byte is shown as a replacement and swallows nothing",
    arguments: [[0xFF], [0x80], [0xC3], [0xE0, 0xA4], [0xED, 0xA0, 0x80], [0xF5]] as [[UInt8]])
  func broken(_ bytes: [UInt8]) {
    var decoder = KeyDecoder()
    let names = decoder.decode(bytes + Array("xyz".utf8)).map(Self.name)
    #expect(names.first == "\u{FFFD}")
    #expect(names.suffix(3) == ["x", "y", "z"])
  }

  @Test("A combining mark joins the letter before it in the same batch")
  func combining() {
    var decoder = KeyDecoder()
    #expect(decoder.decode("e\u{301}x".utf8) == [.key(.character("e\u{301}")), .key(.character("x"))])
    #expect(decoder.decode("नि".utf8) == [.key(.character("नि"))])
    #expect(decoder.decode("🇮🇳🇮🇳".utf8) == [.key(.character("🇮🇳")), .key(.character("🇮🇳"))])
    #expect(decoder.decode("\u{301}".utf8).count == 1)
  }

  @Test("A paste is one input without control characters, with plain line ends")
  func paste() {
    var decoder = KeyDecoder()
    let sent = "\u{1B}[200~one\r\ntwo\rthree\t\u{1B}[31m4\u{7}\u{85}\u{1B}[201~!"
    var inputs: [Input] = []
    for byte in sent.utf8 { inputs += decoder.decode([byte]) }
    #expect(inputs == [.paste("one\ntwo\nthree [31m4"), .key(.character("!"))])
  }

  @Test("A paste that never ends is handed over after a while")
  func endlessPaste() {
    var decoder = KeyDecoder()
    #expect(decoder.decode("\u{1B}[200~half".utf8).isEmpty)
    #expect(decoder.patience == .slowLine)
    #expect(decoder.expire() == [.paste("half")])
    #expect(decoder.decode("x".utf8) == [.key(.character("x"))])
  }

  @Test("A paste that holds the closing bracket types no keys, whatever it holds besides")
  func bracketInPaste() {
    var decoder = KeyDecoder()
    let hostile = "\u{1B}[200~safe\u{1B}[201~\u{11}y\r\u{1B}[201~x"
    #expect(decoder.decode(hostile.utf8) == [.paste("safey\n"), .key(.character("x"))])
    let twice = "\u{1B}[200~a\u{1B}[201~b\u{1B}[201~c\u{1B}[201~"
    #expect(decoder.decode(twice.utf8) == [.paste("abc")])
    let bare = "\u{1B}[200~\u{1B}[201~rm\r\u{1B}[201~"
    #expect(decoder.decode(bare.utf8) == [.paste("rm\n")])
  }

  @Test("Keys between two pastes are keys")
  func twoPastes() {
    var decoder = KeyDecoder()
    let sent = "\u{1B}[200~a\u{1B}[201~\tb\u{1B}[200~c\u{1B}[201~\r"
    #expect(
      decoder.decode(sent.utf8) == [
        .paste("a"), .key(KeyPress(.tab)), .key(.character("b")), .paste("c"), .key(KeyPress(.enter)),
      ])
    #expect(decoder.decode("\u{1B}[201~z".utf8) == [.key(.character("z"))])
  }

  @Test("A paste of a megabyte is one input, and soon there")
  func largePaste() {
    var decoder = KeyDecoder()
    let text = String(repeating: "0123456789abcde\u{1B}[20~\r", count: 50_000)
    let start = ContinuousClock.now
    let inputs = decoder.decode(("\u{1B}[200~" + text + "\u{1B}[201~").utf8)
    // Measured: 60 ms in a release build; a debug build has most of the time here.
    #expect(ContinuousClock.now - start < .seconds(20))
    guard case .paste(let pasted)? = inputs.first, inputs.count == 1 else {
      Issue.record("\(inputs.count) inputs")
      return
    }
    #expect(pasted.utf8.count == 50_000 * 20)
  }

  @Test("Of a paste without end the rest is dropped, up to its bracket")
  func limit() {
    var buffer = PasteBuffer()
    var isWhole = false
    for _ in 0..<(PasteBuffer.most + 100) { isWhole = buffer.append(0x61) || isWhole }
    for byte in PasteBuffer.closing { isWhole = buffer.append(byte) || isWhole }
    #expect(isWhole)
    #expect(buffer.take().utf8.count == PasteBuffer.most)
  }

  @Test(
    "The mouse is read in the SGR encoding: presses and the wheel, nothing else",
    arguments: [
      ("\u{1B}[<0;1;1M", "press 0,0"), ("\u{1B}[<0;80;24M", "press 23,79"), ("\u{1B}[<64;10;3M", "wheelUp 2,9"),
      ("\u{1B}[<65;10;3M", "wheelDown 2,9"), ("\u{1B}[<4;300;200M", "press 199,299"), ("\u{1B}[<0;1;1m", ""),
      ("\u{1B}[<2;1;1M", ""), ("\u{1B}[<32;5;5M", ""), ("\u{1B}[<0;0;1M", ""), ("\u{1B}[<0;1M", ""),
      ("\u{1B}[<0;?;1M", ""), ("\u{1B}[M !!", ""),
    ])
  func mouse(_ bytes: String, _ expected: String) {
    var decoder = KeyDecoder()
    let read = decoder.decode((bytes + "z").utf8).map(Self.name)
    #expect(read == [expected, "z"].filter { !$0.isEmpty })
  }

  @Test("The keys of the terminal's description win over the shared meaning")
  func table() {
    let table = KeyTable([
      (Array("\u{1B}[M".utf8), KeyPress(.function(1))), (Array("\u{1B}A".utf8), KeyPress(.up)), ([0x0B], KeyPress(.up)),
    ])
    var decoder = KeyDecoder(table: table)
    #expect(decoder.decode("\u{1B}[M\u{1B}A\u{0B}".utf8).map(Self.name) == ["F1", "Up", "Ctrl-K"])
  }

  @Test("Random bytes never keep later keys from arriving")
  func noise() {
    var generator = FixedGenerator(state: 0x5EED)
    let telling: [UInt8] = [0x1B, 0x5B, 0x4F, 0x3B, 0x31]
    for _ in 0..<2_000 {
      var decoder = KeyDecoder()
      let bytes = (0..<Int.random(in: 0...24, using: &generator)).map { _ in
        Bool.random(using: &generator)
          ? UInt8.random(in: 0...255, using: &generator) : telling[Int.random(in: 0..<5, using: &generator)]
      }
      _ = decoder.decode(bytes)
      _ = decoder.expire()
      #expect(decoder.patience == nil)
      #expect(decoder.decode("ok".utf8).suffix(2) == [.key(.character("o")), .key(.character("k"))], "\(bytes)")
    }
  }
}

/// A small generator with a fixed seed, so that a failure can be met again.
private struct FixedGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
