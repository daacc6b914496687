import Tui

/// A display that says when its next frame is shown.
@MainActor
final class AwaitedDisplay: @MainActor Display {
  let size: Size
  let capabilities = Capabilities(depth: .trueColor, glyphs: .unicode, terminal: "memory")
  private(set) var frames = 0
  private var awaited: (frame: Int, waiter: CheckedContinuation<Void, Never>)?

  init(size: Size) { self.size = size }

  func show(_ canvas: Canvas, theme: Theme) {
    frames += 1
    guard let (frame, waiter) = awaited, frames >= frame else { return }
    awaited = nil
    waiter.resume()
  }

  /// Nobody clicks here.
  func takeMouse(_ isTaken: Bool) {}

  /// Returns when as many frames have been shown.
  func reached(_ frame: Int) async {
    guard frames < frame else { return }
    await withCheckedContinuation { awaited = (frame, $0) }
  }
}
