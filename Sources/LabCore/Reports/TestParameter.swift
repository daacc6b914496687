/// One thing that a test measures.
package struct TestParameter: Sendable, Hashable {
  package var id: ParameterID
  package var code: String?
  package var name: String
  package var unit: String?
  /// The most decimals a result may have; nil for up to six.
  package var decimals: Int?
  package var kind: Kind
  package var isActive: Bool
  /// The interval of the species it is asked for.
  package var interval: ReferenceInterval?

  /// Whether its results are numbers or words; the raw value is stored.
  package enum Kind: String, CaseIterable, Sendable, Hashable {
    case number = "numeric"
    case words = "text"
  }

  package init(
    id: ParameterID, code: String? = nil, name: String, unit: String? = nil, decimals: Int? = nil, kind: Kind = .number,
    isActive: Bool = true, interval: ReferenceInterval? = nil
  ) {
    self.id = id
    self.code = code
    self.name = name
    self.unit = unit
    self.decimals = decimals
    self.kind = kind
    self.isActive = isActive
    self.interval = interval
  }

  /// What a value is against the interval; nil for words.
  package func flag(of value: ResultValue) -> ResultFlag? {
    guard case .number(let number, let comparator) = value else { return nil }
    return interval?.flag(of: number, comparator)
  }
}
