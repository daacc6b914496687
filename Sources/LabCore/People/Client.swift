/// The person who owns pets; one phone number may belong to several clients.
package struct Client: Hashable, Sendable, Identifiable {
  package let id: ClientID
  package var name: PersonName
  /// Nil where a legacy row holds no readable number.
  package var phone: PhoneNumber?
  package var secondPhone: PhoneNumber?
  package var email: EmailAddress?
  /// How the person wants to be called.
  package var preferredName: String?
  package var isActive: Bool
  package var version: Int

  package init(
    id: ClientID, name: PersonName, phone: PhoneNumber?, secondPhone: PhoneNumber? = nil, email: EmailAddress? = nil,
    preferredName: String? = nil, isActive: Bool = true, version: Int = 1
  ) {
    self.id = id
    self.name = name
    self.phone = phone
    self.secondPhone = secondPhone
    self.email = email
    self.preferredName = preferredName
    self.isActive = isActive
    self.version = version
  }

  /// Says why no booking can be made for the client, or nil.
  package var refusal: String? {
    isActive ? nil : "\(name) is no longer active; make the record active first."
  }
}
