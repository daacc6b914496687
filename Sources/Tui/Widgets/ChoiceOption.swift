/// One value that a choice offers.
package struct ChoiceOption: Equatable, Sendable, Identifiable {
  package let id: String
  package var title: String
  /// More about it, shown in the list and beside the field once it is chosen.
  package var detail: String
  /// A remark at the end of the row, such as a distance or a price.
  package var note: String?
  /// Why it cannot be taken now; nil where it can.
  package var disabledReason: String?
  /// Why one thinks twice before taking it; it is dimmed. Nil for most.
  package var caution: String?
  /// The characters that a search has found in title and detail, as ranges of their offsets.
  package var titleMarks: [Range<Int>] = []
  package var detailMarks: [Range<Int>] = []
  private let titleKey: SearchKey
  private let otherKey: SearchKey

  package init(
    id: String, title: String, detail: String = "", note: String? = nil, disabledReason: String? = nil,
    caution: String? = nil
  ) {
    self.id = id
    self.title = title
    self.detail = detail
    self.note = note
    self.disabledReason = disabledReason
    self.caution = caution
    titleKey = SearchKey(title)
    otherKey = SearchKey(id + " " + detail)
  }

  /// Why it cannot be taken now, in a sentence that names it; nil where it can.
  package var refusal: String? { disabledReason.map { $0.hasPrefix(title) ? $0 : "\(title) \($0)" } }

  /// What stands at the end of the row.
  var remark: String { disabledReason ?? caution ?? note ?? "" }

  /// Returns how well the option answers a query, 0 being best; nil where it does not.
  func rank(_ query: SearchKey, words: [SearchKey]) -> Int? {
    if words.isEmpty { return 0 }
    if titleKey == query || SearchKey(id) == query { return 0 }
    if titleKey.hasPrefix(query) { return 1 }
    if words.allSatisfy({ titleKey.hasWordPrefix($0) }) { return 2 }
    if words.allSatisfy({ titleKey.contains($0) }) { return 3 }
    return words.allSatisfy { titleKey.contains($0) || otherKey.contains($0) } ? 4 : nil
  }

  /// Returns the options that answer a query, the best first, otherwise in their own order.
  static func matches(_ options: [ChoiceOption], query: String) -> [ChoiceOption] {
    let key = SearchKey(query)
    let words = key.words
    if words.isEmpty { return options }
    var byRank: [[ChoiceOption]] = Array(repeating: [], count: 5)
    for option in options {
      if let rank = option.rank(key, words: words) { byRank[rank].append(option) }
    }
    return byRank.flatMap { $0 }
  }
}

/// What a choice asks its owner to look up; a higher number was asked later.
package struct ChoiceQuery: Hashable, Sendable {
  package var text: String
  package var number: Int

  package init(text: String, number: Int) {
    self.text = text
    self.number = number
  }
}
