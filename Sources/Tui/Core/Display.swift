/// Where frames become visible; the only type that talks to a terminal implements it.
@MainActor
package protocol Display {
  var size: Size { get }
  var capabilities: Capabilities { get }
  func show(_ canvas: Canvas, theme: Theme)
  /// Asks the terminal for clicks and the wheel, or leaves them to it.
  func takeMouse(_ isTaken: Bool)
}
