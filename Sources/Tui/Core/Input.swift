/// What a terminal sends.
package enum Input: Sendable, Equatable {
  case key(KeyPress)
  case paste(String)
  /// The Enter at the end of a code that a scanner has typed; its characters came as keys before.
  case scanned(String)
  case mouse(MouseEvent)
  case resize(Size)
  case focus(Bool)
}
