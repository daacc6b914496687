import DemoData
import FrontDesk
import LabStore
import Postgres
import Tui

/// The look-up among as many clients as `labrador seed` made: from the last key of a query to the frame that shows its
/// answer, over 1,000 queries drawn at random from the rows themselves.
struct CrowdedLookUpBenchmark: Benchmark {
  private static let kinds = ["phone fragment", "beginning of a name", "misspelt surname", "pet and digits"]
  private static let mixed = "look-up among many, all kinds"
  private static let queriesOfKind = 250

  private static func name(_ kind: String) -> String { "look-up among many, \(kind)" }

  var names: [String] { Self.kinds.map(Self.name) + [Self.mixed] }

  func run(on stand: Stand) async throws {
    guard names.contains(where: stand.wants) else { return }
    stand.tell("filling a database, unless --filled names one")
    let clinic = try await CrowdedClinic.open(home: stand.filledHome)
    let owner = try await clinic.owner()
    var random = SplitMix64(seed: 2026)
    let people = try await Self.draw(Self.queriesOfKind * Self.kinds.count, from: owner)
    let clients: Int = try await owner.query("select count(*) from users").onlyRow().decode(at: 0)
    let pets: Int = try await owner.query("select count(*) from pets").onlyRow().decode(at: 0)
    await owner.close()
    let display = AwaitedDisplay(size: Size(rows: 24, columns: 80))
    let app = try await clinic.lookUp(on: display)
    var times: [String: [Double]] = [:]
    for (turn, person) in people.enumerated() {
      let kind = Self.kinds[turn % Self.kinds.count]
      let query = person.query(of: kind, with: &random)
      await app.press(.control("u"))
      await app.typeAll(String(query.dropLast()))
      // The first frame shows the key, the next one what it found; what is read beside the list comes later.
      let (start, shown) = (ContinuousClock.now, display.frames)
      app.receive(query.suffix(1).map { .key(.character($0)) })
      await display.reached(shown + 2)
      times[kind, default: []].append((ContinuousClock.now - start).seconds)
      await app.idle()
    }
    for kind in Self.kinds {
      try await stand.row(Self.name(kind)) { ResultRow(Self.name(kind), Sample(times[kind] ?? []), in: .milliseconds) }
    }
    try await stand.row(Self.mixed) {
      ResultRow(
        Self.mixed, Sample(times.values.flatMap(\.self)), in: .milliseconds,
        note: "among \(clients) clients with \(pets) pets")
    }
    try await clinic.close()
  }

  /// Somebody whom the queries ask for.
  private struct Person {
    var phone: String
    var given: String
    var family: String
    var pet: String

    func query(of kind: String, with random: inout SplitMix64) -> String {
      let digits = String(phone.suffix(10))
      switch kind {
      case "phone fragment":
        let length = 4 + random.below(5)
        let start = random.below(digits.count - length + 1)
        return String(digits.dropFirst(start).prefix(length))
      case "beginning of a name":
        return random.below(2) == 0
          ? String(family.prefix(3 + random.below(4))) : "\(given) \(family.prefix(2 + random.below(3)))"
      case "misspelt surname": return slipped(family, with: &random)
      default: return "\(pet) \(digits.suffix(4))"
      }
    }

    /// Two letters changed places, one doubled, left out or mistaken; never the first.
    private func slipped(_ name: String, with random: inout SplitMix64) -> String {
      var letters = Array(name.lowercased())
      let place = 1 + random.below(max(1, letters.count - 2))
      switch random.below(4) {
      case 0 where place + 1 < letters.count: letters.swapAt(place, place + 1)
      case 1: letters.insert(letters[place], at: place)
      case 2: letters.remove(at: place)
      default: letters[place] = Array("aeiou")[random.below(5)]
      }
      return String(letters)
    }
  }

  private static func draw(_ count: Int, from owner: Connection) async throws -> [Person] {
    let rows = try await owner.query(
      """
      select u.phone, split_part(u.full_name, ' ', 1) as given, split_part(u.full_name, ' ', 2) as family, p.name as pet
      from (select setseed(0.5)) as seeded, lateral (
        select o.id, (select min(id) from users where organization_id = o.id) as low,
          (select max(id) from users where organization_id = o.id) as high
        from organizations o where o.slug = \(MeasuringDatabase.organization)) o
      cross join lateral (
        select distinct (low + floor(random() * (high - low)))::bigint as id from generate_series(1, \(count * 3))) as drawn
      join users u on u.organization_id = o.id and u.id = drawn.id
      cross join lateral (
        select p.name from pets p where p.organization_id = u.organization_id and p.user_id = u.id limit 1) as p
      order by random() limit \(count)
      """)
    return try rows.rows.map {
      Person(
        phone: try $0.decode("phone"), given: try $0.decode("given"), family: try $0.decode("family"),
        pet: try $0.decode("pet"))
    }
  }
}

extension App {
  /// Types a text and waits until its last answer is on the screen.
  fileprivate func typeAll(_ text: String) async {
    receive(text.map { .key(.character($0)) })
    await idle()
  }
}
