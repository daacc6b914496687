extension ClinicGenerator {
  /// Clients join over the years: two in five were there before the history begins.
  mutating func makeClients() {
    var households: [(family: String, phone: String, address: AddressRow)] = []
    for position in 0..<plan.clients {
      let region = NamePool.regions[random.pick(weights: plan.regionWeights)]
      var family = random.pick(region.family)
      let given = random.pick(region.given)
      var phone = phoneNumber(position)
      var address = makeAddress(client: position)
      // A couple is entered twice, as two clients with one phone and one home.
      if position % 31 == 30, let home = households.last {
        family = home.family
        phone = home.phone
        address = home.address
        address.client = position
      } else {
        households.append((family, phone, address))
      }
      let name = fullName(given, family)
      rows.clients.append(
        ClientRow(
          name: name, localName: position.isMultiple(of: 3) ? nil : LocalNames.name(given, family), phone: phone,
          secondPhone: random.chance(12) ? phoneNumber(position + 40_000) : nil,
          email: random.chance(55) ? email(given, family, position) : nil, isActive: position % 97 != 96,
          created: joined(position)))
      rows.addresses.append(address)
      if random.chance(9) {
        var second = makeAddress(client: position)
        second.label = random.chance(50) ? "Office" : "Parents"
        second.isDefault = false
        rows.addresses.append(second)
      }
    }
  }

  private mutating func joined(_ position: Int) -> Minute {
    let isOld = position * 100 < plan.clients * 40
    let day = isOld ? -plan.days - random.within(1...700) : -plan.days + position * (plan.days - 1) / plan.clients
    return day * Minute.perDay + random.within(510...1170)
  }

  /// Numbers run through a series in a scattered order, each once.
  private func phoneNumber(_ position: Int) -> String {
    let series = plan.phoneSeries[position % plan.phoneSeries.count]
    let suffix = String((20_011 + position * 7_919) % 100_000)
    return "+91" + series + String(repeating: "0", count: 5 - suffix.utf8.count) + suffix
  }

  private mutating func fullName(_ given: String, _ family: String) -> String {
    switch random.below(40) {
    case 0: "Dr \(given) \(family)"
    case 1...4: "\(given) \(random.pick(["K", "M", "S", "R", "V", "N"])) \(family)"
    case 5: "\(given) \(family)-\(random.pick(NamePool.south.family))"
    default: "\(given) \(family)"
    }
  }

  private func email(_ given: String, _ family: String, _ position: Int) -> String {
    let letters = (given + "." + family).lowercased().unicodeScalars.filter {
      $0 == "." || ("a"..."z").contains($0)
    }
    return String(String.UnicodeScalarView(letters)) + "\(position)@mail.example"
  }

  private mutating func makeAddress(client: Int) -> AddressRow {
    let area = random.pick(plan.city.areas)
    let latitude = area.latitude + random.within(-6_000...6_000)
    let longitude = area.longitude + random.within(-6_000...6_000)
    let building =
      random.chance(45)
      ? "\(random.pick(["A", "B", "C", "G", "T"]))-\(random.within(101...1204)), \(random.pick(plan.city.houses))"
      : "No. \(random.within(2...420))"
    return AddressRow(
      client: client, label: "Home", line1: "\(building), \(random.pick(plan.city.streets))",
      line2: random.chance(40) ? random.pick(plan.city.landmarks) : nil, area: area, latitude: latitude,
      longitude: longitude, isDefault: true, metres: roadMetres(latitude: latitude, longitude: longitude))
  }

  /// The way from the lab by road, rounded to a hundred metres; flat-earth arithmetic is exact enough within a city.
  private func roadMetres(latitude: Int, longitude: Int) -> Int {
    let north = Double(latitude - plan.latitude) * 0.111_195
    let east = Double(longitude - plan.longitude) * 0.111_195 * 0.974_4
    return Int((north * north + east * east).squareRoot() * 1.3 / 100) * 100 + 100
  }

  /// One pet for each client and the rest spread over them; a few clients still have a placeholder.
  mutating func makePets() {
    for client in rows.clients.indices {
      if client % 75 == 11 {
        rows.pets.append(
          PetRow(
            client: client, name: "", species: "Unknown", isPlaceholder: true, created: rows.clients[client].created))
      } else {
        makePet(client: client)
      }
    }
    while rows.pets.count < plan.pets {
      makePet(client: random.below(plan.clients))
    }
  }

  private mutating func makePet(client: Int) {
    let breed = BreedTable.city[random.pick(weights: BreedTable.weights)]
    let created = rows.clients[client].created
    let months = random.within(2...max(4, breed.oldestYears * 9))
    let birth = created.dayOffset - months * 30 - random.below(30)
    let monthsNow = -birth / 30
    let isGrown = monthsNow >= 14
    var grams = breed.tenths.upperBound == 0 ? random.within(28...60) : random.within(breed.tenths) * 100
    if breed.species == "Bird", breed.tenths.upperBound > 0 {
      grams = random.within(70...110) * breed.tenths.upperBound
    }
    if !isGrown, grams > 2_000 { grams = max(900, grams * monthsNow / 14 / 100 * 100) }
    let histories = MedicalHistories.all(for: breed.species)
    var pet = PetRow(
      client: client, name: petName(breed.species), species: breed.species, breed: breed.name,
      sex: random.pick(sexes(breed.species)), grams: random.chance(90) ? grams : nil,
      birthDay: random.chance(88) ? birth : nil, precision: random.pick([.day, .month, .year, .year]),
      microchip: random.chance(18) ? "9000" + digits(11) : nil,
      history: !histories.isEmpty && random.chance(30) ? random.pick(histories) : nil, created: created)
    if pet.birthDay == nil { pet.precision = nil }
    if pet.sex != "unknown", ["Dog", "Cat", "Horse"].contains(breed.species), random.chance(80) {
      if isGrown, random.chance(55) { pet.sex = pet.sex == "male" ? "male_neutered" : "female_spayed" }
    }
    if random.chance(4) {
      pet.lastDay = random.within(-plan.days * 3 / 4 ... -5)
      pet.isDeceased = true
    } else if random.chance(2) {
      pet.lastDay = random.within(-plan.days / 2 ... -5)
      pet.isActive = false
    }
    if let lastDay = pet.lastDay, lastDay <= created.dayOffset { pet.lastDay = created.dayOffset + 1 }
    rows.pets.append(pet)
  }

  private mutating func petName(_ species: String) -> String {
    switch species {
    case "Dog", "Cat": random.pick(NamePool.dogsAndCats)
    case "Cow": random.pick(NamePool.farmAnimals)
    case "Horse": random.pick(NamePool.horses)
    default: random.pick(NamePool.cagedPets)
    }
  }

  private func sexes(_ species: String) -> [String] {
    switch species {
    case "Dog", "Cat": ["male", "female"]
    case "Cow": ["female", "female", "female", "male"]
    case "Horse": ["male", "male", "female"]
    default: ["unknown", "male", "female"]
    }
  }

  private mutating func digits(_ count: Int) -> String {
    var text = ""
    for _ in 0..<count { text += String(random.below(10)) }
    return text
  }
}
