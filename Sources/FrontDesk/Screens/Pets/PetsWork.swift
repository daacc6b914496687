package import LabCore
package import LabStore
package import Tui
import Words

/// What is asked of the database on the screen of the pets.
package enum PetsWork: Sendable {
  case find(ChoiceQuery, limit: Int)
  case readRecent
  case read(ClientID)
  case readOn(ClientID, after: HistoryCursor)
  case readWeights(PetID)
  case save(RecordCopy)
  case addClient(ClientEntry, DistinctRecords)
  case addPet(PetEntry, ClientID, DistinctRecords)
  case addAddress(Address, ClientID)
  case removeAddress(Address)
  case weigh(PetID, Weight, on: CalendarDate)
  case removeWeight(PetWeightID, of: PetID)
  case markPet(Pet, PetStanding)
  case markClient(Client, inactiveBecause: String?)
}

/// What it came to.
package enum PetsAnswer: Sendable {
  case found(ChoiceQuery, [ClientMatch])
  case recent([ClientMatch])
  case file(ClientFile)
  case page(ClientID, BookingHistory, after: HistoryCursor)
  case weights(PetID, [PetWeight])
  case done(PetsDeed)
  /// Another desk was faster: nothing is saved, and this is the record as it stands.
  case changedMeanwhile(mine: RecordCopy, theirs: RecordCopy)
  /// Nothing is saved: these look like what was to be added.
  case likely(LikelyDuplicates)
}

/// Something that was done with clients and pets.
package enum PetsDeed: Sendable, Equatable {
  case saved(RecordCopy)
  case addedClient(ClientID, name: String)
  case addedPet(PetID, name: String)
  case addedAddress(AddressID)
  case removedAddress
  case weighed(PetID, Weight)
  case removedWeight(PetID)
  /// A pet or a client has another standing; so many bookings ask for a decision now.
  case marked(name: String, PetStanding, flagged: Int)
}

extension PetsWork {
  func perform(on desk: Desk) async throws -> PetsAnswer {
    switch self {
    case .find(let query, let limit): return .found(query, try await desk.findClients(query.text, limit: limit))
    case .readRecent: return .recent(try await desk.recentClients())
    case .read(let id): return .file(try await desk.clientFile(id))
    case .readOn(let id, let cursor):
      return .page(id, try await desk.bookingHistory(of: id, after: cursor), after: cursor)
    case .readWeights(let pet): return .weights(pet, try await desk.weights(of: pet))
    case .save(let copy): return try await save(copy, on: desk)
    case .addClient(let entry, let distinct):
      switch try await desk.add(entry, distinct: distinct) {
      case .added(let id): return .done(.addedClient(id, name: entry.name.text))
      case .likelyDuplicates(let found): return .likely(found)
      }
    case .addPet(let entry, let client, let distinct):
      switch try await desk.add(entry, to: client, distinct: distinct) {
      case .added(let id): return .done(.addedPet(id, name: entry.name))
      case .likelyDuplicates(let found): return .likely(found)
      }
    case .addAddress(let address, let client): return .done(.addedAddress(try await desk.add(address, to: client)))
    case .removeAddress(let address):
      try await desk.remove(address)
      return .done(.removedAddress)
    case .weigh(let pet, let weight, let day):
      try await desk.add(weight, on: day, to: pet)
      return .done(.weighed(pet, weight))
    case .removeWeight(let weight, let pet):
      try await desk.remove(weight)
      return .done(.removedWeight(pet))
    case .markPet(let pet, let standing):
      return .done(.marked(name: pet.name, standing, flagged: try await desk.mark(pet, as: standing)))
    case .markClient(let client, let reason):
      return .done(
        .marked(
          name: client.name.text, reason.map { .inactive(reason: $0) } ?? .active,
          flagged: try await desk.mark(client, inactiveBecause: reason)))
    }
  }

  private func save(_ copy: RecordCopy, on desk: Desk) async throws -> PetsAnswer {
    switch copy {
    case .client(let client): Self.answer(try await desk.save(client), to: copy) { .client($0) }
    case .pet(let pet): Self.answer(try await desk.save(pet), to: copy) { .pet($0) }
    case .address(let address): Self.answer(try await desk.save(address), to: copy) { .address($0) }
    }
  }

  private static func answer<Record>(
    _ outcome: SaveOutcome<Record>, to mine: RecordCopy, _ copy: (Record) -> RecordCopy
  ) -> PetsAnswer {
    switch outcome {
    case .saved(let record): .done(.saved(copy(record)))
    case .changedMeanwhile(let record): .changedMeanwhile(mine: mine, theirs: copy(record))
    }
  }
}

extension PetsDeed {
  /// The sentence for whoever did it.
  var sentence: String {
    switch self {
    case .saved(let copy): return say("\(copy.name) is saved.")
    case .addedClient(_, let name): return say("\(name) is added.")
    case .addedPet(_, let name): return say("\(name) is added. Ctrl-N takes a booking.")
    case .addedAddress: return say("The address is added.")
    case .removedAddress: return say("The address is taken off; bookings keep what they copied from it.")
    case .weighed(_, let weight): return say("\(weight.text) is noted.")
    case .removedWeight: return say("The weight is taken back.")
    case .marked(let name, let standing, let flagged):
      let state =
        switch standing {
        case .active: say("\(name) is active again.")
        case .inactive: say("\(name) is inactive.")
        case .deceased: say("\(name) is marked as deceased.")
        }
      guard flagged > 0, standing != .active else { return state }
      return say(
        "\(state) \(flagged.counted("booking")) to come \(flagged == 1 ? say("asks") : say("ask")) for a decision.")
    }
  }
}
