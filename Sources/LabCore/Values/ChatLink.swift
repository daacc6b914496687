/// The link that opens a WhatsApp chat with the clinic: the one payload of screen, text and code.
package struct ChatLink: Hashable, Sendable {
  package let text: String

  /// As the database derives it from the number: its digits alone.
  package init(to phone: PhoneNumber) {
    text = "https://wa.me/\(phone.whatsAppDigits)"
  }
}
