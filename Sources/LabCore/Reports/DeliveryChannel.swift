import Words

/// How a report reaches somebody; the raw value is stored.
package enum DeliveryChannel: String, CaseIterable, Sendable, Hashable {
  case hand, email, whatsapp

  package var displayName: String {
    switch self {
    case .hand: say("By hand")
    case .email: say("Email")
    case .whatsapp: say("WhatsApp")
    }
  }

  /// Within a sentence: `by email`.
  package var words: String {
    switch self {
    case .hand: say("by hand")
    case .email: say("by email")
    case .whatsapp: say("by WhatsApp")
    }
  }
}

/// How far a delivery is; the raw value is stored.
package enum DeliveryStatus: String, CaseIterable, Sendable, Hashable {
  case due
  case handedOver = "handed_over"
  case confirmed, waived

  package var displayName: String {
    switch self {
    case .due: say("Due")
    case .handedOver: say("Handed over")
    case .confirmed: say("Confirmed")
    case .waived: say("Waived")
    }
  }
}

/// What is delivered; the raw value is stored.
package enum DeliveryKind: String, CaseIterable, Sendable, Hashable {
  case report, retraction
}

/// What a message about reports says: that they are ready, or that one was retracted; never what was found.
package struct DeliveryMessage: Sendable, Hashable {
  package var laboratory: String
  package var client: String
  package var pet: String
  /// The names of the tests.
  package var tests: [String]
  package var kind: DeliveryKind
  /// Whether an earlier version went out.
  package var isAmended: Bool

  package init(
    laboratory: String, client: String, pet: String, tests: [String], kind: DeliveryKind = .report,
    isAmended: Bool = false
  ) {
    self.laboratory = laboratory
    self.client = client
    self.pet = pet
    self.tests = tests
    self.kind = kind
    self.isAmended = isAmended
  }

  package var subject: String {
    switch kind {
    case .report:
      say(
        "\(laboratory): \(isAmended ? say("amended report") : tests.count == 1 ? say("report") : say("reports")) for \(pet)"
      )
    case .retraction: say("\(laboratory): report for \(pet) retracted")
    }
  }

  package var text: String {
    let tests = tests.listed()
    let news =
      switch kind {
      case .retraction: say("the report \(tests) for \(pet) was retracted. Please do not use it; we will call you.")
      case .report where isAmended:
        say("the report \(tests) for \(pet) was amended. Please use the new version in place of the earlier one.")
      case .report:
        say(
          "the \(self.tests.count == 1 ? say("report") : say("reports")) \(tests) for \(pet) \(self.tests.count == 1 ? say("is") : say("are")) ready."
        )
      }
    return say("Dear \(client), \(news) \(laboratory)")
  }
}

/// A link that opens a chat with a number and the message ready to be sent.
package struct WhatsAppLink: Sendable, Hashable {
  package let text: String

  package init(to phone: PhoneNumber, _ message: DeliveryMessage) {
    text = "https://wa.me/\(phone.whatsAppDigits)?text=\(message.text.percentEncoded)"
  }
}

/// A link that opens a mail (RFC 6068) with the message ready to be sent.
package struct MailLink: Sendable, Hashable {
  package let text: String

  package init(to address: EmailAddress, _ message: DeliveryMessage) {
    // The at sign and what stands in most addresses need no escaping.
    let parts = address.text.split(separator: "@", maxSplits: 1).map { String($0).percentEncoded }
    text =
      "mailto:\(parts.joined(separator: "@"))?subject=\(message.subject.percentEncoded)&body=\(message.text.percentEncoded)"
  }
}
