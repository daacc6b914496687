import LabCore
import LabStore
import Tui
import Words

extension Intake {
  /// What the client asks for so far, for the checkout preview.
  var proposal: Proposal {
    let pick = form.pick(.client).flatMap { $0.id == Self.newID ? nil : $0 }
    return Proposal(
      client: pick, cart: cart, collection: isWalkIn ? .walkIn : .home, distance: isWalkIn ? nil : distance,
      startsAt: isWalkIn ? nil : startsAt, couponCode: Coupon.normalized(form.text(.coupon)))
  }

  /// Whether a client is somebody else than this booking is for.
  func isForAnother(_ client: ChoiceOption?) -> Bool {
    guard let here = form.pick(.client), let there = client else { return false }
    return ClientOption.client(in: here.id) != ClientOption.client(in: there.id)
  }

  /// Begins with a client and a pet that were found elsewhere; a booking that is for them already goes on.
  mutating func take(_ visitor: ChoiceOption) -> [Effect] {
    guard form.pick(.client)?.id != visitor.id else { return [] }
    form.setPicks([visitor], for: .client)
    let effects = take(.changed(.client)) + needsCollectors
    arrange()
    form.focus(on: form.pick(.pet) == nil ? .pet : .tests)
    return effects
  }

  /// Puts where and when the pet is met into the form, as the preview has it.
  mutating func takeWay(of proposal: Proposal) {
    form.setPicks(IntakeForm.methodOptions.filter { $0.id == proposal.collection.storedName }, for: .method)
    if let startsAt = proposal.startsAt {
      form.setText(IntakeForm.dateText(startsAt.date), for: .date)
      form.setText(startsAt.time.text, for: .time)
    }
    if let distance = proposal.distance, distance != self.distance { form.setText(distance.text, for: .distance) }
  }

  /// Puts what the preview worked out into the form; what the preview does not know stays.
  mutating func take(_ proposal: Proposal) -> [Effect] {
    offeredQuote = nil
    var effects: [Effect] = []
    form.setPicks(proposal.cart.entries.compactMap(menu.option), for: .tests)
    takeWay(of: proposal)
    form.setText(proposal.couponCode, for: .coupon)
    if form.pick(.client) == nil, let client = proposal.client {
      form.setPicks([client], for: .client)
      handed = proposal
      effects += take(.changed(.client))
    }
    effects += take(.left(.coupon)) + needsCollectors
    arrange()
    form.focus(on: form.pick(.client) == nil ? .client : form.pick(.pet) == nil ? .pet : .tests)
    return effects
  }
}

extension BookingView {
  /// What the open booking asks for, to be tried with other codes and days.
  var proposal: Proposal? {
    guard let booking else { return nil }
    var counts: [TestID: Int] = [:]
    for item in booking.openItems { counts[item.test.id, default: 0] += item.quantity }
    var seen: Set<TestID> = []
    let tests = booking.openItems.map(\.test.id).filter { seen.insert($0).inserted }
    return Proposal(
      client: ChoiceOption(id: "c\(booking.client.id)/p\(booking.pet.id)", title: booking.client.name.text),
      cart: Cart(tests.map { CartEntry(.test($0), quantity: counts[$0] ?? 1) }), collection: booking.method,
      distance: booking.distance, startsAt: booking.method == .home ? booking.startsAt : nil,
      couponCode: booking.coupon?.code ?? "")
  }
}

extension BookingsScreen {
  /// Takes what another screen brings; an open booking for somebody else is asked about first.
  mutating func take(_ handover: Handover) -> [Effect] {
    waiting = nil
    switch handover {
    case .booking(let number): return open(number: number)
    case .reports, .report: return []
    case .cart(let proposal):
      return takeIntoIntake(handover, isForAnother: intake?.isForAnother(proposal.client) ?? false) {
        $0.take(proposal)
      }
    case .visitor(let visitor):
      let isOther = intake.map { $0.form.pick(.client)?.id != visitor.id } ?? false
      return takeIntoIntake(handover, isForAnother: isOther) { $0.take(visitor) }
    }
  }

  private mutating func takeIntoIntake(
    _ handover: Handover, isForAnother: Bool, _ body: (inout Intake) -> [Effect]
  ) -> [Effect] {
    if let intake, intake.form.isDirty, isForAnother {
      waiting = handover
      mode = .intake
      return [
        .ask(
          Question(
            title: say("Another booking is open"),
            body: [say("It is for \(intake.form.pick(.client)?.title ?? say("another client")).")],
            choices: [
              DialogChoice("s", say("Stay with it"), []),
              DialogChoice(
                "d", say("Discard it and take the new one"), [.act(BookingActions.discard.id)], isDanger: true),
            ]))
      ]
    }
    let effects = openIntake()
    return effects + intake.act(body)
  }
}

extension Optional where Wrapped == Intake {
  /// Changes the intake where there is one, in place.
  @discardableResult
  mutating func change<Value>(_ body: (inout Intake) -> Value) -> Value? {
    guard var intake = self else { return nil }
    self = nil
    defer { self = intake }
    return body(&intake)
  }

  /// Changes the intake where there is one and answers with the work it asks for.
  mutating func act(_ body: (inout Intake) -> [Effect]) -> [Effect] {
    guard var intake = self else { return [] }
    self = nil
    defer { self = intake }
    return body(&intake)
  }
}
