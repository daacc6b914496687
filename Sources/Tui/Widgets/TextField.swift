/// A one-line field: readline keys, a selected value on focus, filters, masks and scrolling.
package struct TextField: Equatable, Sendable {
  /// Which characters a field takes, and how it writes them.
  package enum Filter: Equatable, Sendable {
    case any
    case digits
    /// Digits, sign and the separators of amounts.
    case decimal
    /// Digits and what people write between them.
    case phone
    case uppercase
    case lowercase

    /// Returns what is typed in place of a character; nil where it is refused.
    func apply(_ character: Character) -> String? {
      switch self {
      case .any: String(character)
      case .digits: character.isASCII && character.isNumber ? String(character) : nil
      case .decimal: character.isASCII && (character.isNumber || ".,-+ ".contains(character)) ? String(character) : nil
      case .phone: character.isASCII && (character.isNumber || "+-() /.".contains(character)) ? String(character) : nil
      case .uppercase: character.uppercased()
      case .lowercase: character.lowercased()
      }
    }
  }

  private var buffer: EditBuffer
  package var filter: Filter
  package var isSecret: Bool
  /// Shown dimly while the field is empty.
  package var placeholder: String
  package var alignment: Alignment

  package init(
    _ text: String = "", filter: Filter = .any, maximumLength: Int = 200, isSecret: Bool = false,
    placeholder: String = "", alignment: Alignment = .leading
  ) {
    buffer = EditBuffer(text, maximumLength: maximumLength)
    self.filter = filter
    self.isSecret = isSecret
    self.placeholder = placeholder
    self.alignment = alignment
  }

  package var text: String {
    get { buffer.text }
    set { if newValue != buffer.text { buffer.replace(with: newValue) } }
  }

  /// The position of the cursor in characters.
  package var cursor: Int { buffer.cursor }
  package var isAllSelected: Bool { buffer.isAllSelected }
  package var maximumLength: Int { buffer.maximumLength }
  package var isEmpty: Bool { buffer.characters.isEmpty }

  /// Selects the whole value, so that typing replaces it.
  package mutating func focus() { buffer.selectAll() }

  package mutating func blur() { buffer.deselect() }

  package mutating func handle(_ press: KeyPress) -> EditOutcome {
    if let character = press.typed { return insert(String(character)) }
    return buffer.handle(press)
  }

  /// Inserts pasted text: controls are removed, lines are joined by a space, nothing is submitted.
  package mutating func paste(_ text: String) -> EditOutcome { insert(InputText.oneLine(text)) }

  private mutating func insert(_ text: String) -> EditOutcome {
    let clean = text == " " ? " " : InputText.oneLine(text)
    var accepted = ""
    var count = 0
    // What is longer than the field is not even looked at.
    for character in clean where count <= maximumLength {
      guard let written = filter.apply(character) else { continue }
      accepted += written
      count += 1
    }
    return buffer.insert(accepted) ? .changed : .moved
  }

  // MARK: Drawing

  /// Draws the field in its width; a focused field owns the hardware cursor.
  package func draw(
    on canvas: inout Canvas, row: Int, column: Int, width: Int, isFocused: Bool, role: Role? = nil
  ) {
    let role = role ?? (isFocused ? .fieldFocus : .field)
    canvas.fill(Rect(row: row, column: column, rows: 1, columns: width), role: role)
    guard width > 0 else { return }
    let shown = isSecret ? buffer.characters.map { _ in Character(canvas.glyphs.mask) } : buffer.characters
    if !isFocused {
      if shown.isEmpty {
        canvas.put(placeholder, row: row, column: column, width: width, role: .fieldHint)
        canvas.restyle(
          Rect(row: row, column: column, rows: 1, columns: width), role: placeholder.isEmpty ? role : .fieldHint)
      }
      canvas.put(String(shown), row: row, column: column, width: width, role: role, align: alignment)
      return
    }
    let widths = shown.map { TextWidth.columns(of: String($0)) }
    let before = widths[..<buffer.cursor].reduce(0, +)
    // The cursor stays inside; one column is kept for it behind the last character.
    var first = 0
    var hidden = 0
    while before - hidden > width - 1, first < shown.count {
      hidden += widths[first]
      first += 1
    }
    let textRole: Role = buffer.isAllSelected ? .fieldSelected : role
    let used = canvas.put(String(shown[first...]), row: row, column: column, width: width, role: textRole)
    if used == 0, !placeholder.isEmpty {
      canvas.put(placeholder, row: row, column: column, width: width, role: .fieldHint)
    }
    if first > 0, width > 2 { canvas.put(canvas.glyphs.ellipsis, row: row, column: column, role: role) }
    canvas.cursor = Point(row: row, column: column + before - hidden)
  }
}
