/// An offer as a form has it: everything but the key.
package struct OfferDraft: Hashable, Sendable {
  package var name: String
  package var description: String?
  /// The occasion, such as Diwali.
  package var eventTag: String?
  package var discount: Discount
  package var startDate: CalendarDate
  package var endDate: CalendarDate
  package var isActive: Bool
  package var scope: Offer.Scope
  package var minimumOrder: Money?
  package var isAutomatic: Bool
  package var isStackable: Bool
  package var coversDistance: Bool

  package init(
    name: String, description: String? = nil, eventTag: String? = nil, discount: Discount, startDate: CalendarDate,
    endDate: CalendarDate, isActive: Bool = true, scope: Offer.Scope = .allTests, minimumOrder: Money? = nil,
    isAutomatic: Bool = false, isStackable: Bool = false, coversDistance: Bool = false
  ) {
    self.name = name
    self.description = description
    self.eventTag = eventTag
    self.discount = discount
    self.startDate = startDate
    self.endDate = endDate
    self.isActive = isActive
    self.scope = scope
    self.minimumOrder = minimumOrder
    self.isAutomatic = isAutomatic
    self.isStackable = isStackable
    self.coversDistance = coversDistance
  }
}
