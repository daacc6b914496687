import LabCore
import LabStore
import Tui
import Words

/// Notes that a report goes out: how, to whom, and with the link that opens the message.
struct DeliverySheet: Sendable {
  enum Field: Hashable, Sendable { case channel, recipient, scope }

  /// What is delivered: the report, or something that is due already.
  enum Subject: Sendable, Equatable {
    case report
    case due(ReportDelivery)
  }

  let subject: Subject
  private let page: ReportPage
  private let key: RequestKey
  private let mayWrite: Bool
  var sheet: Sheet<Field>
  /// Whether the code of the link covers the sheet.
  var showsCode = false

  private static let panel = "panel"

  /// `mayWrite` says whether the person sees phones and addresses of mail.
  init(_ page: ReportPage, _ subject: Subject, mayWrite: Bool, key: RequestKey) {
    self.page = page
    self.subject = subject
    self.mayWrite = mayWrite
    self.key = key
    let due: ReportDelivery? = if case .due(let due) = subject { due } else { nil }
    let channels = (mayWrite ? DeliveryChannel.allCases : [.hand]).map {
      ChoiceOption(id: $0.rawValue, title: $0.displayName)
    }
    let channel = due?.channel ?? .hand
    let siblings = page.siblings.filter { $0.status == .verified }
    let scopes = [
      ChoiceOption(id: Self.panel, title: say("all \(siblings.count + 1) reports of the panel")),
      ChoiceOption(id: "report", title: say("this report alone")),
    ]
    let picked =
      channels.first { $0.id == channel.rawValue } ?? ChoiceOption(id: channel.rawValue, title: channel.displayName)
    sheet = Sheet(
      Self.title(page, due), [],
      [
        (
          .channel,
          FormField(
            say("Goes out"), .choice(ChoiceField(.fixed(channels), picks: [picked])), isRequired: true, width: 20,
            help: mayWrite
              ? say("By hand, by email or by WhatsApp; Alt-Down lists them.")
              : say("By hand: phones and addresses of mail are seen at reception alone."),
            isEnabled: due == nil && mayWrite)
        ),
        (
          .recipient,
          FormField(
            say("To"), .text(TextField(due?.recipient ?? page.recipient(by: channel), maximumLength: 200)),
            isRequired: true,
            width: 44, help: say("Who gets it: a name, an address of mail, or a phone number."), isEnabled: due == nil,
            parse: Self.reader(of: channel))
        ),
        (
          .scope,
          FormField(
            say("Delivers"), .choice(ChoiceField(.fixed(scopes), picks: [scopes[0]])), width: 32,
            help: say("Whether the other reports of the panel go out with it."),
            isVisible: due == nil && !siblings.isEmpty)
        ),
      ])
    sheet.keys = [say("Ctrl-S notes it as handed over · Esc leaves it")]
    follow()
    sheet.form.markClean()
  }

  private static func title(_ page: ReportPage, _ due: ReportDelivery?) -> String {
    let what = say("\(page.testCode) of \(page.petName)")
    guard let due else { return say("Deliver: \(what)") }
    return due.kind == .retraction ? say("Tell of the retraction: \(what)") : say("Due, version \(due.number): \(what)")
  }

  var channel: DeliveryChannel {
    sheet.form.pick(.channel).flatMap { DeliveryChannel(rawValue: $0.id) } ?? .hand
  }

  private static func reader(of channel: DeliveryChannel) -> FieldParser {
    { typed in
      switch channel {
      case .hand: return .success(ParsedText(typed.singleSpaced))
      case .email:
        do throws(EmailAddressError) {
          return .success(ParsedText(try EmailAddress(typed).text))
        } catch {
          return .failure(FieldProblem(error.sentence))
        }
      case .whatsapp:
        do throws(PhoneNumberError) {
          return .success(ParsedText(try PhoneNumber.parse(typed).e164))
        } catch {
          return .failure(FieldProblem(error.sentence))
        }
      }
    }
  }

  /// Puts the recipient of another channel into its field, and the link below.
  mutating func follow(_ changed: Field? = nil) {
    if changed == .channel {
      let channel = channel
      sheet.form[.recipient]?.parse = Self.reader(of: channel)
      sheet.form.setText(page.recipient(by: channel), for: .recipient)
    }
    sheet.lines =
      [about] + (link.map { [say("The link opens the message; it says nothing of the findings:"), $0] } ?? [])
  }

  private var about: String {
    let version = page.inForce.map { say(", version \($0.number)") } ?? ""
    return say("\(page.report?.number ?? "")\(version), for \(page.client.name).")
  }

  private var isPanel: Bool {
    sheet.form[.scope]?.isVisible == true && sheet.form.pick(.scope)?.id == Self.panel
  }

  private var siblings: [ReportPage.Sibling] { isPanel ? page.siblings.filter { $0.status == .verified } : [] }

  /// Whether whoever gets it has had the version that this one amends.
  private var isAmendedForThem: Bool {
    guard siblings.isEmpty, let version = page.inForce, version.kind == .amendment else { return false }
    return page.deliveries.contains { $0.kind == .report && $0.handedOverAt != nil && $0.number < version.number }
  }

  /// The link that opens the chat or the mail; nil by hand, and while the recipient cannot be read.
  var link: String? {
    let due: ReportDelivery? = if case .due(let due) = subject { due } else { nil }
    let message = DeliveryMessage(
      laboratory: page.laboratory, client: page.client.address, pet: page.petName,
      tests: [page.testName] + siblings.map(\.testName), kind: due?.kind ?? .report,
      isAmended: isAmendedForThem)
    let typed = sheet.form.text(.recipient)
    switch channel {
    case .hand: return nil
    case .email: return (try? EmailAddress(typed)).map { MailLink(to: $0, message).text }
    case .whatsapp: return (try? PhoneNumber.parse(typed)).map { WhatsAppLink(to: $0, message).text }
    }
  }

  /// The link as a code, where it is shown.
  var code: LinkCode? {
    guard showsCode, let link else { return nil }
    return LinkCode(
      channel == .email ? say("Mail with the message") : say("WhatsApp with the message"), link: link,
      remarks: [
        say("A phone that reads the code has the message ready to be sent."), say("Esc goes back to the delivery."),
      ],
      shorter: bareLink,
      shortfall: say("The code has no room for the message here: it opens the empty one. A larger window has both."))
  }

  /// The link to the chat or the mail without its message, which takes a smaller code.
  private var bareLink: String? {
    link.flatMap { $0.split(separator: "?", maxSplits: 1).first.map(String.init) }
  }

  /// The work that notes it; nil where a field has to be corrected.
  mutating func submit() -> ReportWork? {
    guard sheet.submit() else { return nil }
    if case .due(let due) = subject { return .handOver(due) }
    guard let report = page.report else { return nil }
    let others = siblings.compactMap { sibling in
      sibling.report.flatMap { id in sibling.version.map { (id: id, version: $0) } }
    }
    return .deliver(
      DeliveryRequest(
        key: key, reports: [(report.id, report.version)] + others, channel: channel,
        recipient: sheet.form.text(.recipient).singleSpaced))
  }
}

extension ReportPage {
  /// Where the client is reached.
  fileprivate func recipient(by channel: DeliveryChannel) -> String {
    switch channel {
    case .hand: client.name
    case .email: client.email?.text ?? ""
    case .whatsapp: client.phones.first?.e164 ?? ""
    }
  }
}
