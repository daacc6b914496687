import LabCore
import LabStore
import Tui
import Words

/// The checkout preview: what a cart would cost, rule by rule, with which code; nothing is stored by looking.
package struct CheckoutScreen: Screen {
  var form: Form<CheckoutField>
  private(set) var workspace: Workspace
  private(set) var now: LocalDateTime
  /// The chosen client with the last visit and the addresses.
  private(set) var record: ClientRecord?
  /// What was looked up about codes.
  private(set) var codes = CheckoutCodes(client: nil)
  private var hasReadCodes = false
  private(set) var preview: CheckoutPreview?
  var report = CheckoutReport()

  init(_ workspace: Workspace, now: LocalDateTime) {
    self.workspace = workspace
    self.now = now
    form = CheckoutForm.make(now: now)
    form.markClean()
    compute()
  }

  var currency: Currency { workspace.profile.currency }
  private var country: CallingCode { CallingCode(country: workspace.profile.countryCode) ?? .india }

  // MARK: What the fields say

  private var clientID: ClientID? { form.pick(.client).flatMap { ClientOption.client(in: $0.id) } }
  var isWalkIn: Bool { form.pick(.method)?.id == CollectionMethod.walkIn.storedName }

  var cart: Cart { Cart(form.picks(.tests).compactMap { TestOption.entry(of: $0.id) }) }

  private var distance: Distance? {
    let text = form.text(.distance)
    if let point = GeoPoint(text) {
      return workspace.shelf.clinic.point.map { Distance.estimatedByRoad(from: $0, to: point) }
    }
    return Distance(text)
  }

  private var date: CalendarDate? { try? DateShorthand.parse(form.text(.date), today: now.date) }

  /// The codes that are typed, each once.
  private var typedCodes: [String] {
    var seen: Set<String> = []
    return CheckoutField.codes.map { Coupon.normalized(form.text($0)) }.filter {
      !$0.isEmpty && seen.insert($0).inserted
    }
  }

  /// What the preview would hand to the intake.
  private var proposal: Proposal {
    let cheapest = preview?.cheapest.code ?? ""
    let time = startsAt?.time ?? Intake.proposal(now: now, hours: workspace.shelf.clinic.hours).time
    return Proposal(
      client: form.pick(.client), cart: cart, collection: isWalkIn ? .walkIn : .home,
      distance: isWalkIn ? nil : distance,
      startsAt: isWalkIn ? nil : date.map { LocalDateTime($0, time) },
      couponCode: cheapest.isEmpty ? typedCodes.first ?? "" : cheapest)
  }

  /// The time that came from the intake, so that going there and back keeps it.
  private var startsAt: LocalDateTime?

  // MARK: Update

  package mutating func update(_ event: Event) -> [Effect] {
    switch event {
    case .shown: return readCodes
    case .key(let press):
      if report.handle(press) { return [] }
      return take(form.handle(press))
    case .paste(let text): return take(form.paste(text))
    case .action(let id): return run(id)
    case .handed(.cart(let proposal)): return take(proposal)
    case .handed: return []
    case .minute(let moment):
      now = moment
      compute()
      return []
    case .answer(let answer): return receive(answer)
    case .changed("coupons", _): return hasReadCodes ? readCodes : []
    case .changed: return []
    }
  }

  private mutating func take(_ event: FormEvent<CheckoutField>) -> [Effect] {
    switch event {
    case .ignored, .handled: return []
    case .asked(let field, let query): return asked(field, query)
    case .refused(_, let reason): return [.message(.warning(reason))]
    case .changed(let field), .left(let field), .submitted(let field):
      form.setVisible(!isWalkIn, .distance)
      let effects = follow(field)
      compute()
      return effects
    }
  }

  /// What has to be read after a field changed or was left.
  private mutating func follow(_ field: CheckoutField) -> [Effect] {
    switch field {
    case .client:
      guard let id = clientID else {
        record = nil
        return codes.client == nil ? [] : readCodes
      }
      return record?.client.id == id ? [] : [.blockingWork(.readClient(id))] + readCodes
    case .code, .other: return typedCodes.allSatisfy { codes.checks[$0] != nil } ? [] : readCodes
    case .tests, .method, .distance, .date: return []
    }
  }

  private mutating func asked(_ field: CheckoutField, _ query: ChoiceQuery) -> [Effect] {
    switch field {
    case .client:
      guard query.text.trimmed.count >= 2 else {
        form.answer(.client, query, with: [])
        return []
      }
      return [.work(.findClients(query.text, number: query.number), slot: .lookUp)]
    case .tests: form.answer(.tests, query, with: menu.options(for: query.text))
    case .code, .other: form.answer(field, query, with: codeOptions.filter { $0.matches(query.text) })
    case .method, .distance, .date: break
    }
    return []
  }

  /// The codes that gain something, the best first.
  private var codeOptions: [ChoiceOption] {
    (preview?.suggestions ?? []).prefix(40).map { suggestion in
      ChoiceOption(
        id: suggestion.code, title: suggestion.code, detail: suggestion.offer,
        note: say("saves \(suggestion.gain.shortFormatted(in: currency))"))
    }
  }

  private var readCodes: [Effect] { [.work(.readCodes(typedCodes, clientID), slot: .screen(.checkout))] }

  private mutating func run(_ id: Action.ID) -> [Effect] {
    switch id {
    case CheckoutActions.book.id: return [.hand(.cart(proposal), to: .bookings)]
    case CheckoutActions.clear.id:
      self = CheckoutScreen(workspace, now: now)
      return readCodes
    case CheckoutActions.useBest.id:
      guard let best = preview?.suggestions.first else { return [] }
      form.setText(best.code, for: .code)
      return take(.changed(.code))
    case CheckoutActions.offers.id: return [.go(to: .offers)]
    case EverywhereActions.refresh.id: return [.work(.readShelf, slot: .background)] + readCodes
    default: return []
    }
  }

  /// Takes a cart from the intake or from a booking; the code to compare with stays.
  private mutating func take(_ proposal: Proposal) -> [Effect] {
    form.setPicks(proposal.client.map { [$0] } ?? [], for: .client)
    form.setPicks(proposal.cart.entries.compactMap(menu.option), for: .tests)
    form.setPicks(IntakeForm.methodOptions.filter { $0.id == proposal.collection.storedName }, for: .method)
    form.setText(proposal.distance?.text ?? "", for: .distance)
    startsAt = proposal.startsAt
    form.setText(IntakeForm.dateText(proposal.startsAt?.date ?? now.date), for: .date)
    form.setText(proposal.couponCode, for: .code)
    form.focus(on: .code)
    form.markClean()
    return take(.changed(.client))
  }

  // MARK: Answers

  private mutating func receive(_ answer: Answer) -> [Effect] {
    switch answer {
    case .clients(let query, let number, let matches):
      let options = matches.map { ClientOption.option($0, found: query, atHome: country) }
      let event = form.answer(.client, ChoiceQuery(text: query, number: number), with: options)
      return event == .changed(.client) ? take(event) : []
    case .client(let record):
      if record.client.id == clientID { adopt(record) }
    case .codes(let codes):
      guard codes.client == clientID else { return [] }
      self.codes = codes
      hasReadCodes = true
      compute()
    case .shelf(let shelf):
      workspace.shelf = shelf
      compute()
      return hasReadCodes ? readCodes : []
    case .profile(let profile): workspace.profile = profile
    case .failed(.readCodes, let error), .failed(.findClients, let error), .failed(.readClient, let error):
      return [.message(.error(error.sentence))]
    default: break
    }
    return []
  }

  /// Takes the chosen client: the way to the first address, and the tests of the last visit for Ctrl-D.
  private mutating func adopt(_ record: ClientRecord) {
    self.record = record
    if form.text(.distance).isEmpty, let point = record.addresses.first?.point,
      let clinic = workspace.shelf.clinic.point
    {
      form.setText(Distance.estimatedByRoad(from: clinic, to: point).text, for: .distance)
      form.setEcho("estimated", for: .distance)
    }
    let menu = menu
    let options = record.repeatableTests(in: catalogue).map { menu.option(.test($0)) }
    var previous = FormRecord<CheckoutField>()
    previous.picks[.tests] = options.isEmpty ? nil : options
    form.previous = previous
    form[.tests]?.hint = options.isEmpty ? "" : record.lastVisit.map { say("Ctrl-D: as on \($0.date.shortText)") } ?? ""
    compute()
  }

  // MARK: What follows

  /// The day whose prices are tried.
  private var priceDay: CalendarDate { date ?? now.date }
  private var catalogue: Catalogue { workspace.shelf.catalogue.on(priceDay) }
  private var menu: TestMenu { workspace.menu.on(priceDay) }

  /// Prices the cart anew: without a code, with each of the codes that were typed, and with what the client could use.
  private mutating func compute() {
    let shelf = workspace.shelf
    let journey: Journey =
      isWalkIn ? .walkIn : .home(distance: distance, pricing: shelf.distancePricing(on: priceDay))
    let question = CheckoutPreview.Question(
      lines: catalogue.expand(cart).lines, offers: shelf.offers, journey: journey, taxes: shelf.taxes,
      currency: currency, now: now)
    // Half a code is not called unknown while it is being typed.
    let inFocus = form.focus.map { Coupon.normalized(form.text($0)) }
    let named = typedCodes.compactMap { code in codes.checks[code].map { (request: $0.request, uses: $0.uses) } }
      .filter { $0.request.coupon != nil || $0.request.code != inFocus }
    preview = question.lines.isEmpty ? nil : CheckoutPreview(question, codes: named, usable: codes.usable)
    report.show(preview, for: record?.client.name.text, in: currency)
  }
}
