/// The person who owns pets; one phone number may belong to several clients.
package struct Client: Hashable, Sendable, Identifiable {
  package let id: ClientID
  package var name: PersonName
  /// The name in the client's own script.
  package var localName: String?
  /// Nil where a legacy row holds no readable number.
  package var phone: PhoneNumber?
  package var secondPhone: PhoneNumber?
  package var email: EmailAddress?
  /// How the person wants to be called.
  package var preferredName: String?
  /// What the desk should know about the client.
  package var notes: String?
  package var isActive: Bool
  /// Why nothing is booked for the client any more.
  package var inactiveReason: String?
  package var version: Int

  package init(
    id: ClientID, name: PersonName, localName: String? = nil, phone: PhoneNumber?, secondPhone: PhoneNumber? = nil,
    email: EmailAddress? = nil, preferredName: String? = nil, notes: String? = nil, isActive: Bool = true,
    inactiveReason: String? = nil,
    version: Int = 1
  ) {
    self.id = id
    self.name = name
    self.localName = localName
    self.phone = phone
    self.secondPhone = secondPhone
    self.email = email
    self.preferredName = preferredName
    self.notes = notes
    self.isActive = isActive
    self.inactiveReason = inactiveReason
    self.version = version
  }

  /// Says why a booking for the client asks for a reason, or nil.
  package var refusal: String? {
    BookingObjection(pet: nil, client: self)?.sentence(pet: "", client: name.text)
  }
}
