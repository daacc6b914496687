import LabCore
import LabStore
import Tui
import Words

extension Intake {
  /// Takes what a key did to the form and answers with what has to be looked up.
  mutating func take(_ event: FormEvent<IntakeField>) -> [Effect] {
    switch event {
    case .ignored, .handled: return []
    case .asked(let field, let query): return asked(field, query)
    case .refused(_, let reason): return [.message(.warning(reason))]
    case .changed(let field):
      forgetAnswers(about: field)
      if field == .collector { return collectorTaken() }
      guard field.isWeighed else { return [] }
      offeredQuote = nil
      let effects = changed(field)
      arrange()
      return field == .method ? effects + tellOfDay() : effects
    case .left(let field):
      let effects = left(field)
      arrange()
      return effects + tellOfDay() + complaint(about: field)
    case .submitted(let field):
      let effects = left(field)
      arrange()
      return effects + tellOfDay() + [.message(.info(say("That was the last field. Ctrl-S confirms the booking.")))]
    }
  }

  /// Says once what is wrong with a field that was left; the mark stays beside it.
  private func complaint(about id: IntakeField) -> [Effect] {
    guard let field = form[id], field.isVisible, let error = field.error else { return [] }
    return [.message(.error(error.hasPrefix(field.label) ? error : "\(field.label): \(error)"))]
  }

  // MARK: Queries

  private mutating func asked(_ field: IntakeField, _ query: ChoiceQuery) -> [Effect] {
    switch field {
    case .client:
      guard query.text.trimmed.count >= 2 else {
        form.answer(.client, query, with: query.text.isEmpty ? [] : [newClientOption(query.text)])
        return []
      }
      return [.work(.findClients(query.text, number: query.number), slot: .lookUp)]
    case .tests:
      form.answer(.tests, query, with: menu.options(for: query.text))
      return []
    case .collector:
      form.answer(.collector, query, with: collectorOptions(for: query.text))
      return needsCollectors
    default: return []
    }
  }

  private func newClientOption(_ typed: String) -> ChoiceOption {
    ChoiceOption(id: Self.newID, title: say("New client"), detail: typed.trimmed)
  }

  /// Takes the answer of a look-up of clients.
  mutating func receive(_ matches: [ClientMatch], for query: String, number: Int) -> [Effect] {
    let options = matches.map { ClientOption.option($0, found: query, atHome: country) }
    let event = form.answer(
      .client, ChoiceQuery(text: query, number: number), with: options + [newClientOption(query)])
    guard case .changed = event else { return [] }
    let effects = clientTaken()
    arrange()
    return effects
  }

  // MARK: Changes

  private mutating func changed(_ field: IntakeField) -> [Effect] {
    switch field {
    case .client where form.pick(.client) != nil: return clientTaken()
    case .client:
      forgetClient()
      return []
    case .pet: return petTaken()
    case .address: return addressTaken()
    case .method where !isWalkIn: return needsCollectors
    case .coupon:
      form.setEcho("", for: .coupon)
      return []
    default: return []
    }
  }

  private mutating func left(_ field: IntakeField) -> [Effect] {
    switch field {
    case .client:
      if case .choice(let choice)? = form[.client]?.body, choice.isTakingNextAnswer {
        return [.blockingWork(.findClients(choice.query.text, number: choice.query.number))]
      }
      return form.pick(.client) == nil ? [] : clientTaken()
    case .pet: return petTaken()
    case .address: return addressTaken()
    case .date, .time: return needsCollectors
    case .collector: return collectorTaken()
    case .coupon: return couponLeft()
    case .prescription: return prescriptionLeft()
    default: return []
    }
  }

  private mutating func forgetClient() {
    record = nil
    form[.pet]?.body = .choice(ChoiceField(.fixed([])))
    form[.address]?.body = .choice(
      ChoiceField(.fixed([]), allowsFreeText: true, placeholder: say("house, street, city")))
  }

  private mutating func clientTaken() -> [Effect] {
    guard let pick = form.pick(.client) else { return [] }
    if pick.id == Self.newID {
      guard record != nil || form.text(.name).isEmpty && form.text(.phone).isEmpty else { return [] }
      forgetClient()
      let typed = pick.detail
      let isNumber = typed.contains { $0.isNumber }
      form.setText(typed, for: isNumber ? .phone : .name)
      arrange()
      if form.focus != .client { form.focus(on: isNumber ? .name : .phone) }
      return []
    }
    guard let id = ClientOption.client(in: pick.id), record?.client.id != id else { return [] }
    forgetClient()
    if let pet = pick.id.split(separator: "/").dropFirst().first {
      let name = pick.detail.split(separator: "·").last.map { String($0).trimmed } ?? ""
      let option = ChoiceOption(id: String(pet), title: name.split(separator: ",").first.map(String.init) ?? name)
      form[.pet]?.body = .choice(ChoiceField(.fixed([option]), picks: [option]))
      if form.focus == .pet || form.focus == .client { form.focus(on: .tests) }
    }
    return [.blockingWork(.readClient(id))]
  }

  /// Takes the record of the chosen client: pets, addresses, and the tests of the last visit for Ctrl-D.
  mutating func receive(_ record: ClientRecord) -> [Effect] {
    guard let pick = form.pick(.client), ClientOption.client(in: pick.id) == record.client.id else { return [] }
    // Read twice, it is no reason to put what was typed meanwhile back.
    let isKnown = self.record != nil
    self.record = record
    guard !isKnown else { return [] }
    let pets = petOptions
    let asked = form.pick(.pet)?.id
    let wanted = pets.first { $0.id == asked } ?? (record.pets.count == 1 ? pets.first : nil)
    // For a pet that has died or does not come any more, somebody has to mean it.
    let usable = adopting == .client ? Self.newPet : wanted.flatMap { $0.caution == nil ? $0 : nil }
    let isAdopting = adopting != nil
    adopting = nil
    form[.pet]?.body = .choice(ChoiceField(.fixed(pets), picks: usable.map { [$0] } ?? []))
    if let wanted, usable == nil {
      let refusal = record.pets.first { "p\($0.id)" == wanted.id }?.refusal
      form.setError((refusal ?? "") + say(" Choose it here to book it with a reason."), for: .pet)
      form.focus(on: .pet)
    } else if let usable {
      form.setEcho(usable.detail, for: .pet)
    }
    let method = form.picks(.method)
    offerAddresses(of: record)
    if isAdopting { form.setPicks(method, for: .method) }
    rememberLastVisit(of: record)
    if let handed { takeWay(of: handed) }
    handed = nil
    if usable == nil, form.focus == .tests { form.focus(on: .pet) }
    let effects = petTaken() + needsCollectors
    arrange()
    return effects
  }

  private static var newPet: ChoiceOption { ChoiceOption(id: newID, title: say("New pet")) }

  /// The pets of the client, and a new one.
  var petOptions: [ChoiceOption] {
    (record?.pets ?? []).map { pet in
      ChoiceOption(
        id: "p\(pet.id)", title: pet.name,
        detail: pet.isPlaceholder ? say("to be completed") : pet.summary(on: now.date).droppingPrefix(pet.name + " · "),
        caution: pet.isDeceased ? say("deceased") : pet.isActive ? nil : say("inactive"))
    } + [Self.newPet]
  }

  private mutating func offerAddresses(of record: ClientRecord) {
    let options = record.addresses.compactMap { address in
      address.id.map { ChoiceOption(id: "a\($0)", title: address.oneLine, detail: "", note: address.label) }
    }
    // What was typed while the record could not be read stays.
    let typed = form.pick(.address) == nil ? form.text(.address) : ""
    let first = typed.isEmpty ? options.first : nil
    form[.address]?.body = .choice(
      ChoiceField(
        .fixed(options), picks: first.map { [$0] } ?? [], allowsFreeText: true, placeholder: say("house, street, city"))
    )
    if !typed.isEmpty { form.setText(typed, for: .address) }
    _ = addressTaken()
    if record.lastVisit?.collectionMethod == CollectionMethod.walkIn.storedName {
      form.setPicks([IntakeForm.methodOptions[1]], for: .method)
    }
  }

  private mutating func rememberLastVisit(of record: ClientRecord) {
    let menu = menu
    let options = record.repeatableTests(in: catalogue).map { menu.option(.test($0)) }
    var previous = form.previous ?? FormRecord()
    previous.picks[.tests] = options.isEmpty ? nil : options
    form.previous = previous
    if let last = record.lastVisit, !options.isEmpty {
      form[.tests]?.hint = say("Ctrl-D: as on \(last.date.shortText)")
    }
  }

  private mutating func petTaken() -> [Effect] {
    arrange()
    if form.focus == .tests, form[.petName]?.isVisible == true { form.focus(on: .petName) }
    return []
  }

  private mutating func addressTaken() -> [Effect] {
    guard let address = chosenAddress, address.id != nil else { return [] }
    if let point = address.point, let clinic = workspace.shelf.clinic.point {
      form.setText(Distance.estimatedByRoad(from: clinic, to: point).text, for: .distance)
      form.setEcho("estimated", for: .distance)
    }
    return []
  }
}
