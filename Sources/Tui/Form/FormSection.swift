/// A group of fields under one title.
package struct FormSection<ID: Hashable & Sendable>: Sendable {
  /// The half of a wide form that the section stands in; narrow forms stack all sections.
  package enum Side: Sendable { case leading, trailing }

  package var title: String?
  package var side: Side
  package var fields: [FormField<ID>]

  package init(_ fields: [FormField<ID>]) { self.init(nil, fields) }

  package init(_ title: String?, side: Side = .leading, _ fields: [FormField<ID>]) {
    self.title = title
    self.side = side
    self.fields = fields
  }
}
