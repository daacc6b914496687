/// Where frames become visible; the only type that talks to a terminal implements it.
@MainActor
package protocol Display {
  var size: Size { get }
  var capabilities: Capabilities { get }
  func show(_ canvas: Canvas, theme: Theme)
}
