/// What a terminal sends.
package enum Input: Sendable, Equatable {
  case key(KeyPress)
  case paste(String)
  case resize(Size)
  case focus(Bool)
}
