/// What a cell means; the theme turns it into colours and attributes.
///
/// The dotted name is the case name split at its capitals: `fieldLabelFocus` is `field.label.focus` in a theme file.
package enum Role: UInt8, CaseIterable, Sendable {
  case text, textDim, textStrong
  case title, titleDim, titleWarning
  case tab, tabActive
  case field, fieldFocus, fieldSelected, fieldError, fieldDisabled, fieldLabel, fieldLabelFocus, fieldHint, fieldEcho
  case selection, selectionDim, selectionMatch
  case tableHeader, tableFilter, tableMatch
  case messageInfo, messageWarning, messageError
  case key, keyLabel, keyDisabled
  case box, boxTitle, boxDanger
  case popup, popupSelection, popupSelectionMatch, popupDim, popupMatch
  case price, priceTotal, priceDiscount
  case statusPending, statusActive, statusDone, statusProblem, statusOverdue
  case badge, busy, chart, chartAlternate
  case code, codeInk

  /// The name in theme files and snapshots, such as `field.focus`.
  package var name: String { Self.names[Int(rawValue)] }

  package init?(name: String) {
    guard let index = Self.names.firstIndex(of: name), let role = Role(rawValue: UInt8(index)) else { return nil }
    self = role
  }

  private static let names: [String] = allCases.map { role in
    var dotted = ""
    for letter in "\(role)" {
      if letter.isUppercase { dotted += "." }
      dotted += letter.lowercased()
    }
    return dotted
  }
}
