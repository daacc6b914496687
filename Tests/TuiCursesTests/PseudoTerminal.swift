import Glibc

/// A terminal whose other end the test holds.
@MainActor
final class PseudoTerminal {
  let near: Int32
  private var far: Int32

  /// TIOCSPTLCK and TIOCGPTN, which glibc wraps in functions that Swift does not see.
  private static let setLock: UInt = 0x4004_5431
  private static let getNumber: UInt = 0x8004_5430

  struct Unavailable: Error {}

  init(rows: Int = 24, columns: Int = 80) throws {
    far = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    var isLocked: Int32 = 0
    var number: Int32 = 0
    guard far >= 0, ioctl(far, Self.setLock, &isLocked) == 0, ioctl(far, Self.getNumber, &number) == 0 else {
      throw Unavailable()
    }
    near = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
    guard near >= 0 else { throw Unavailable() }
    resize(rows: rows, columns: columns)
  }

  func resize(rows: Int, columns: Int) {
    var window = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(far, UInt(TIOCSWINSZ), &window)
  }

  /// Types at the far end.
  func type(_ bytes: [UInt8]) {
    _ = write(far, bytes, bytes.count)
  }

  /// Takes everything that was shown so far.
  func shown() -> String {
    // A mark at the end says when the terminal has passed everything on.
    let mark = "\u{1B}]END\u{7}"
    _ = write(near, mark, mark.utf8.count)
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while !bytes.suffix(mark.utf8.count).elementsEqual(mark.utf8) {
      var request = pollfd(fd: far, events: Int16(POLLIN), revents: 0)
      guard poll(&request, 1, 5_000) == 1 else { break }
      let count = read(far, &buffer, buffer.count)
      guard count > 0 else { break }
      bytes += buffer[..<count]
    }
    return String(decoding: bytes.dropLast(mark.utf8.count), as: UTF8.self)
  }

  /// Says whether the terminal echoes, waits for whole lines and sends signals, as a shell leaves it.
  var isCooked: Bool {
    var modes = termios()
    tcgetattr(near, &modes)
    let cooked = UInt32(ECHO | ICANON | ISIG)
    return modes.c_lflag & cooked == cooked
  }

  /// Takes the far end away, as closing the window does.
  func hangUp() {
    close(far)
    far = -1
  }

  isolated deinit {
    close(near)
    if far >= 0 { close(far) }
  }
}
