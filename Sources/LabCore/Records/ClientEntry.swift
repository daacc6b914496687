/// What a desk writes down about a new client.
package struct ClientEntry: Hashable, Sendable {
  package var name: PersonName
  /// The name in the client's own script.
  package var localName: String?
  package var phone: PhoneNumber
  package var secondPhone: PhoneNumber?
  package var email: EmailAddress?
  package var preferredName: String?
  package var notes: String?

  package init(
    name: PersonName, localName: String? = nil, phone: PhoneNumber, secondPhone: PhoneNumber? = nil,
    email: EmailAddress? = nil,
    preferredName: String? = nil, notes: String? = nil
  ) {
    self.name = name
    self.localName = localName
    self.phone = phone
    self.secondPhone = secondPhone
    self.email = email
    self.preferredName = preferredName
    self.notes = notes
  }
}
