/// What becomes of a scanned code, whose characters have been typed already.
package enum ScanUse: Sendable {
  /// Its Enter counts as pressed: the field takes such codes.
  case enter
  /// The screen knows the number and does something with it.
  case taken([Effect])
  /// It is data in a field; its Enter goes nowhere.
  case kept
}
