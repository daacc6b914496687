import Words

extension BookingDraft {
  /// The latest that a visit is booked ahead; beyond it the year is mistyped.
  package static let farthestDays = 366
  /// From this hour on a fasting pet has waited too long.
  package static let fastingUntil = TimeOfDay(secondsSinceMidnight: 11 * 3600)

  /// Checks the whole draft, in the order of the form; nothing is thrown, so that typing is never held up.
  package func problems(in context: DraftContext) -> [DraftProblem] {
    clientProblems + petProblems(on: context.now.date) + objectionProblems + testProblems(in: context)
      + visitProblems(in: context)
      + collectorProblems(in: context) + couponProblems(in: context) + noteProblems
  }

  private var clientProblems: [DraftProblem] {
    switch client {
    case nil: [DraftProblem(.phone, say("Type the client's phone number or name."))]
    case .existing(let client):
      if client.phone == nil {
        [DraftProblem(.phone, say("No readable phone number is stored for \(client.name); ask for it."))]
      } else {
        []
      }
    case .new(let name, let phone, let secondPhone, let email):
      newClientProblems(name, phone, secondPhone, email)
    }
  }

  private func newClientProblems(
    _ name: String, _ phone: PhoneNumber?, _ secondPhone: PhoneNumber?, _ email: String
  ) -> [DraftProblem] {
    var problems: [DraftProblem] = []
    if phone == nil { problems.append(DraftProblem(.phone, say("A new client needs a phone number."))) }
    do { _ = try PersonName(name) } catch { problems.append(DraftProblem(.clientName, error.sentence)) }
    if let phone, phone == secondPhone {
      problems.append(DraftProblem(.secondPhone, say("The second number is the same as the first."), blocking: false))
    }
    if !email.trimmed.isEmpty {
      do { _ = try EmailAddress(email) } catch { problems.append(DraftProblem(.email, error.sentence)) }
    }
    return problems
  }

  private func petProblems(on today: CalendarDate) -> [DraftProblem] {
    switch pet {
    case nil: return [DraftProblem(.pet, say("Choose a pet or add one."))]
    case .existing(let pet):
      if case .existing(let client) = client, pet.clientID != client.id {
        return [DraftProblem(.pet, say("\(pet.name) belongs to another client; choose the pet again."))]
      }
      if pet.isPlaceholder || !pet.species.isKnown {
        return [DraftProblem(.species, say("The record of \(pet.name) is incomplete; add name and species first."))]
      }
      return PetEntry(of: pet).plausibilityProblems(on: today)
    case .new(let entry): return entry.problems(on: today)
    case .completing(_, let entry): return entry.problems(on: today)
    }
  }

  /// What stands against the booking is said; whether it is made all the same is asked when it is saved.
  private var objectionProblems: [DraftProblem] {
    guard let objection else { return [] }
    var called = ""
    if case .existing(let client) = client { called = client.name.text }
    let fact = objection.sentence(pet: pet?.name ?? "", client: called)
    let rest =
      guardReason.trimmed.isEmpty ? say("Ctrl-S asks for the reason.") : say("Reason: \(guardReason.trimmed)")
    return [DraftProblem(objection == .clientInactive ? .clientName : .pet, "\(fact) \(rest)", blocking: false)]
  }

  private func testProblems(in context: DraftContext) -> [DraftProblem] {
    guard !cart.isEmpty else { return [DraftProblem(.tests, say("Add at least one test or panel."))] }
    var problems: [DraftProblem] = []
    for entry in cart.entries where !CartEntry.quantityRange.contains(entry.quantity) {
      let name = context.catalogue.name(of: entry.item) ?? say("A test")
      problems.append(
        DraftProblem(
          .tests, say("\(name) is asked for \(entry.quantity.counted("time")); between 1 and 50 is possible.")))
    }
    let expansion = context.catalogue.expand(cart)
    for item in expansion.missing {
      let name = context.catalogue.name(of: item) ?? say("A test of this booking")
      problems.append(DraftProblem(.tests, say("\(name) is no longer offered; remove it.")))
    }
    if expansion.lines.isEmpty, problems.isEmpty {
      problems.append(DraftProblem(.tests, say("These panels contain no test that is offered.")))
    }
    problems += expansion.notes.map { DraftProblem(.tests, $0, blocking: false) }
    if let pet {
      let plan = TubePlan(for: expansion.lines, species: pet.species, weight: pet.weight, limits: context.limits)
      problems += plan.warnings.map { DraftProblem(.tests, $0, blocking: false) }
    }
    if let moment = moment(at: context.now), moment.time >= Self.fastingUntil {
      let fasting = expansion.lines.filter(\.test.needsFasting).map(\.test.name)
      if !fasting.isEmpty {
        problems.append(
          DraftProblem(
            .time,
            say(
              "\(fasting.listed()) \(fasting.count == 1 ? say("needs") : say("need")) fasting; before 11:00 is kinder."),
            blocking: false))
      }
    }
    return problems
  }

  private func visitProblems(in context: DraftContext) -> [DraftProblem] {
    var problems: [DraftProblem] = []
    if collection == .home {
      if address?.isEmpty ?? true { problems.append(DraftProblem(.address, say("A home visit needs an address."))) }
      if distance == nil, address.map({ !$0.isEmpty }) ?? false {
        problems.append(
          DraftProblem(.distance, say("The distance is not known; only the base charge is counted."), blocking: false))
      }
      if !(5...480).contains(durationMinutes) {
        problems.append(DraftProblem(.time, say("A visit takes between 5 minutes and 8 hours.")))
      }
      guard let startsAt else { return problems + [DraftProblem(.date, say("A home visit needs a day and a time."))] }
      if startsAt <= context.now {
        let field: DraftField = startsAt.date < context.now.date ? .date : .time
        problems.append(DraftProblem(field, say("\(startsAt.text) has passed; a visit lies ahead.")))
      } else if context.now.date.days(to: startsAt.date) > Self.farthestDays {
        problems.append(DraftProblem(.date, say("\(startsAt.date.text) is more than a year ahead; check the year.")))
      }
    }
    if let moment = moment(at: context.now), let objection = context.hours?.objection(to: moment) {
      problems.append(DraftProblem(.time, objection, blocking: false))
    }
    return problems
  }

  private func collectorProblems(in context: DraftContext) -> [DraftProblem] {
    guard collection == .home, let collectorID, let startsAt else { return [] }
    guard let day = context.collectors.first(where: { $0.id == collectorID }) else { return [] }
    let wanted = WantedVisit(startsAt: startsAt, durationMinutes: durationMinutes, area: address?.area)
    guard case .doesNotFit(let objection) = day.fit(for: wanted) else { return [] }
    return [DraftProblem(.collector, objection.sentence, blocking: false)]
  }

  private func couponProblems(in context: DraftContext) -> [DraftProblem] {
    guard !couponCode.trimmed.isEmpty, let verdict = context.couponVerdict, !verdict.isEligible else { return [] }
    return [DraftProblem(.coupon, verdict.sentence(in: context.currency), blocking: false)]
  }

  private var noteProblems: [DraftProblem] {
    notes.count > 2000
      ? [DraftProblem(.notes, say("Notes have at most 2,000 characters; these have \(notes.count)."))] : []
  }
}

extension Sequence<DraftProblem> {
  /// The problems that keep a booking from being confirmed.
  package var blocking: [DraftProblem] { filter(\.isBlocking) }
}

extension PetEntry {
  /// Checks what has been typed about a pet.
  package func problems(on today: CalendarDate) -> [DraftProblem] {
    var problems: [DraftProblem] = []
    let called = name.singleSpaced
    if called.isEmpty {
      problems.append(DraftProblem(.petName, say("Type the pet's name.")))
    } else if called.count > 80 || called.hasHiddenCharacters {
      problems.append(DraftProblem(.petName, say("A pet's name has at most 80 characters that can be shown.")))
    }
    if !species.isKnown { problems.append(DraftProblem(.species, say("Choose the species."))) }
    return problems + plausibilityProblems(on: today)
  }

  /// Compares age and weight with what the species can have; a birth in the future blocks, the rest is only said.
  func plausibilityProblems(on today: CalendarDate) -> [DraftProblem] {
    var problems: [DraftProblem] = []
    if let birth, birth.date > today {
      problems.append(DraftProblem(.birth, say("\(birth.text) lies in the future.")))
    }
    guard let plausible = species.plausible else { return problems }
    let kind = species.storedName.lowercased()
    if let birth, birth.age(on: today).months > plausible.oldestYears * 12 {
      let age = birth.age(on: today).text
      problems.append(DraftProblem(.birth, say("\(age) is older than a \(kind) becomes; check it."), blocking: false))
    }
    if let weight, !plausible.weight.contains(weight) {
      let comparison = weight < plausible.weight.lowerBound ? say("light") : say("heavy")
      problems.append(
        DraftProblem(.weight, say("\(weight.text) is very \(comparison) for a \(kind); check it."), blocking: false))
    }
    return problems
  }
}
