/// One value of a table row.
package struct TableCell: Equatable, Sendable, ExpressibleByStringInterpolation {
  package var text: String
  package var role: Role?
  /// The characters that a search has found, as ranges of their offsets.
  package var marks: [Range<Int>]

  package init(_ text: String, role: Role? = nil, marks: [Range<Int>] = []) {
    self.text = text
    self.role = role
    self.marks = marks
  }

  package init(stringLiteral value: String) { self.init(value) }
}

/// One record of a table.
package struct TableRow<ID: Hashable & Sendable>: Equatable, Sendable, Identifiable {
  package let id: ID
  package var cells: [TableCell]
  /// More text that the filter finds, though no column shows it.
  package var searchText: String
  /// The role of cells that have none of their own.
  package var role: Role
  /// One text over all columns, in place of the cells: a heading among the records, or a sentence.
  package var span: TableCell?

  package init(
    _ id: ID, _ cells: [TableCell], searchText: String = "", role: Role = .text, span: TableCell? = nil
  ) {
    self.id = id
    self.cells = cells
    self.searchText = searchText
    self.role = role
    self.span = span
  }
}
