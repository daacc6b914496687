/// A field with the name that its form knows it by.
package typealias NamedField<ID: Hashable & Sendable> = (key: ID, value: FormField)

/// A group of fields under one title.
package struct FormSection<ID: Hashable & Sendable>: Sendable {
  package var title: String?
  package var side: FormSide
  package var fields: [NamedField<ID>]

  package init(_ fields: KeyValuePairs<ID, FormField>) { self.init(nil, fields) }

  package init(_ title: String?, side: FormSide = .leading, _ fields: KeyValuePairs<ID, FormField>) {
    self.init(title, side: side, fields.map { ($0.key, $0.value) })
  }

  package init(_ title: String?, side: FormSide = .leading, _ fields: [NamedField<ID>]) {
    self.title = title
    self.side = side
    self.fields = fields
  }
}

/// The half of a wide form that a section stands in; narrow forms stack all sections.
package enum FormSide: Sendable { case leading, trailing }
