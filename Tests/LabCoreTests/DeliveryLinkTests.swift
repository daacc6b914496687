@testable import LabCore
import Testing

@Suite("Links that deliver a report")
struct DeliveryLinkTests {
  private func message(_ kind: DeliveryKind = .report, tests: [String] = ["CBC"], isAmended: Bool = false)
    -> DeliveryMessage
  {
    DeliveryMessage(
      laboratory: "City Vet Lab", client: "José", pet: "Chloé", tests: tests, kind: kind, isAmended: isAmended)
  }

  @Test(
    "A chat is opened by digits alone in full international form",
    arguments: [
      ("98450 12345", "919845012345"), ("+91-98450-12345", "919845012345"), ("0091 98450 12345", "919845012345"),
      ("+1 415 555 0123", "14155550123"),
    ])
  func whatsApp(_ typed: String, _ digits: String) throws {
    let link = WhatsAppLink(to: try PhoneNumber.parse(typed), message()).text
    #expect(
      link
        == "https://wa.me/\(digits)?text=Dear%20Jos%C3%A9%2C%20the%20report%20CBC%20for%20Chlo%C3%A9%20is%20ready.%20City%20Vet%20Lab"
    )
  }

  @Test("A mail has its address, subject and text, all escaped")
  func mail() throws {
    let link = MailLink(to: try EmailAddress("a+b&c@Example.org"), message(tests: ["CBC", "LFT"])).text
    #expect(
      link == "mailto:a%2Bb%26c@example.org?subject=City%20Vet%20Lab%3A%20reports%20for%20Chlo%C3%A9"
        + "&body=Dear%20Jos%C3%A9%2C%20the%20reports%20CBC%20and%20LFT%20for%20Chlo%C3%A9%20are%20ready.%20City%20Vet%20Lab"
    )
  }

  @Test("What is said is news, never findings")
  func texts() {
    #expect(
      message(isAmended: true).text
        == "Dear José, the report CBC for Chloé was amended. Please use the new version in place of the earlier one. City Vet Lab"
    )
    #expect(
      message(.retraction).text
        == "Dear José, the report CBC for Chloé was retracted. Please do not use it; we will call you. City Vet Lab")
    #expect(message(.retraction).subject == "City Vet Lab: report for Chloé retracted")
  }
}
