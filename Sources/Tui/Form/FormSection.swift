/// A group of fields under one title, each with the name that its form knows it by.
package struct FormSection<ID: Hashable & Sendable>: Sendable {
  package var title: String?
  package var side: FormSide
  package var fields: KeyValuePairs<ID, FormField>

  package init(_ fields: KeyValuePairs<ID, FormField>) { self.init(nil, fields) }

  package init(_ title: String?, side: FormSide = .leading, _ fields: KeyValuePairs<ID, FormField>) {
    self.title = title
    self.side = side
    self.fields = fields
  }
}

/// The half of a wide form that a section stands in; narrow forms stack all sections.
package enum FormSide: Sendable { case leading, trailing }
