/// What a desk writes down about a new client.
package struct ClientEntry: Hashable, Sendable {
  package var name: PersonName
  package var phone: PhoneNumber
  package var secondPhone: PhoneNumber?
  package var email: EmailAddress?
  package var preferredName: String?
  package var notes: String?

  package init(
    name: PersonName, phone: PhoneNumber, secondPhone: PhoneNumber? = nil, email: EmailAddress? = nil,
    preferredName: String? = nil, notes: String? = nil
  ) {
    self.name = name
    self.phone = phone
    self.secondPhone = secondPhone
    self.email = email
    self.preferredName = preferredName
    self.notes = notes
  }
}
