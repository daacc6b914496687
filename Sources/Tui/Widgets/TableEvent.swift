/// What a key did to a table.
package enum TableEvent<ID: Hashable & Sendable>: Equatable, Sendable {
  case ignored, handled
  /// Another record, or none, is selected.
  case selected(ID?)
  /// Enter was pressed on a record.
  case activated(ID)
  /// The filter changed; the selection may have too.
  case filtered
}
