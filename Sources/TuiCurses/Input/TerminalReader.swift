import Dispatch
import Glibc
import Tui

/// Reads a terminal on the main actor and hands over everything that came at once as one batch.
///
/// It reads the bytes itself: `wget_wch` in `nodelay` mode blocks for the escape delay, makes two system calls per byte,
/// and loses a character that arrives in two parts together with the keys behind it.
@MainActor
final class TerminalReader {
  private let descriptor: Int32
  private let escapeDelay: Int
  private let loop: MainLoop?
  private var decoder: KeyDecoder
  private var source: (any DispatchSourceRead)?
  private var timer: (any DispatchSourceTimer)?
  private var onInput: (@MainActor ([Input]) -> Void)?
  private var onEnd: (@MainActor () -> Void)?

  /// As long as a slow line may take in the middle of a sequence, in milliseconds.
  private static let slowLine = 1_000
  /// The most bytes of one batch; the rest is the next one, so that a huge paste does not hold up the screen.
  private static let largestBatch = 1 << 20

  init(descriptor: Int32, table: KeyTable, escapeDelay: Int, loop: MainLoop?) {
    self.descriptor = descriptor
    self.escapeDelay = escapeDelay
    self.loop = loop
    decoder = KeyDecoder(table: table)
  }

  /// Starts reading; `onEnd` is called once when the terminal is gone.
  func start(onInput: @escaping @MainActor ([Input]) -> Void, onEnd: @escaping @MainActor () -> Void) {
    self.onInput = onInput
    self.onEnd = onEnd
    if let loop { return loop.watch(descriptor) { [weak self] in self?.drain() } }
    let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: .main)
    source.setEventHandler { [weak self] in MainActor.assumeIsolated { self?.drain() } }
    self.source = source
    source.activate()
  }

  /// Stops reading; what is unread stays in the terminal.
  func stop() {
    loop?.unwatch(descriptor)
    source?.cancel()
    timer?.cancel()
    source = nil
    timer = nil
    onInput = nil
    onEnd = nil
  }

  private func drain() {
    var bytes: [UInt8] = []
    var isOpen = true
    withUnsafeTemporaryAllocation(byteCount: 16_384, alignment: 16) { buffer in
      repeat {
        let count = read(descriptor, buffer.baseAddress, buffer.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else {
          isOpen = count < 0 && errno == EAGAIN
          break
        }
        bytes += UnsafeRawBufferPointer(buffer)[..<count]
      } while bytes.count < Self.largestBatch && hasMore()
    }
    // All that came at once is read at once: what belongs to a paste shows only at its end.
    let batch = decoder.decode(bytes)
    armTimer()
    if !batch.isEmpty { onInput?(batch) }
    if !isOpen {
      let onEnd = onEnd
      stop()
      onEnd?()
    }
  }

  private func hasMore() -> Bool {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, 0) == 1 && request.revents & Int16(POLLIN) != 0
  }

  /// Sets the one timer for what is unfinished, or stops it.
  private func armTimer() {
    guard let patience = decoder.patience else {
      if timer != nil { timer?.schedule(deadline: .distantFuture) }
      return
    }
    let timer = timer ?? makeTimer()
    let delay = patience == .escapeDelay ? escapeDelay : max(escapeDelay, Self.slowLine)
    timer.schedule(deadline: .now() + .milliseconds(delay), leeway: .milliseconds(1))
  }

  private func makeTimer() -> any DispatchSourceTimer {
    let timer = DispatchSource.makeTimerSource(queue: .main)
    timer.setEventHandler { [weak self] in MainActor.assumeIsolated { self?.expire() } }
    timer.schedule(deadline: .distantFuture)
    timer.activate()
    self.timer = timer
    return timer
  }

  private func expire() {
    // Bytes that came while the main thread was busy belong to what is unfinished.
    if hasMore() { return drain() }
    let batch = decoder.expire()
    if !batch.isEmpty { onInput?(batch) }
  }
}
