import DemoData
import EmbeddedPostgres
import LabCore
import LabStore
import Postgres
import TestSupport
import Testing

/// Finding clients and pets, among thousands of others, in the ways people ask for them.
@Suite("Looking up clients and pets", .clinic)
struct LookupTests {
  /// Ten clients that the desk knows, each with six ways in which somebody asks for them.
  private static let known: [(client: KnownClient, ways: [String])] = [
    (
      KnownClient("Preeti Krishnamurthy", "प्रीति कृष्णमूर्ति", "+919845071234", "+918023456780", pet: "Simba"),
      ["098450-71234", "+91 98450 7123", "preethi krishnamurti", "krishnamurty priti", "प्रीति कृष्णमूर्ति", "simba 1234"]
    ),
    (
      KnownClient(
        "Katherine McClure", nil, "+919731120045", "+918041102233", pet: "Oscar", email: "kate@mcclure.example"),
      ["catherine mcclure", "mc clure katherine", "McClure Kath", "kate@mccl", "0 80411 02233", "oscar 0045"]
    ),
    (
      KnownClient("Renée D’Souza", nil, "+919880011772", nil, pet: "Zoë"),
      ["renee dsouza", "d souza rene", "D'Souza Renée", "1772", "zoe d'souza", "renee de souza"]
    ),
    (
      KnownClient("Mohammed Zaheer Siddiqui", "मोहम्मद ज़हीर सिद्दीकी", "+917022918273", nil, pet: "Sheru"),
      ["zaheer siddiqui", "jahir sidiqui", "siddiqi zaher", "sheru siddiqui", "ज़हीर सिद्दीकी", "91827"]
    ),
    (
      KnownClient("Subramaniam Venkataraghavan", nil, "+919448800123", nil, pet: "Chikoo"),
      [
        "venkataraghavan", "subramanian venkatraghavan", "venkatragavan", "94488 00123", "chikoo venkata",
        "venkataragavan subra",
      ]
    ),
    (
      KnownClient("Moumita Bhattacharjee", "मौमिता भट्टाचार्जी", "+918861234509", nil, pet: "Kalu"),
      ["bhattacharji moumita", "mowmita bhatacharjee", "batacharjee", "kalu 4509", "88612-345", "moumita bhattacharya"]
    ),
    (
      KnownClient("José Fernandes-Lobo", nil, "+917349019028", "+919900112299", pet: "Bella"),
      ["jose lobo", "fernandez lobo", "lobo bella", "99001-12299", "José Fernandes", "+91 (73490) 19028"]
    ),
    (
      KnownClient("Lakshmi Narayanaswamy", "लक्ष्मी नारायणस्वामी", "+919008070605", nil, pet: "Raja", chip: "356098100234567"),
      ["laxmi narayanaswami", "lakshmee narayana swamy", "356098100234567", "लक्ष्मी नारायण", "raja narayanaswamy", "8070605"]
    ),
    (
      KnownClient("Sheila Mc Donnell", nil, "+916366554411", nil, pet: "Paddy"),
      ["mcdonnell sheila", "shiela mcdonell", "mc donnel", "paddy mcdonnell", "63665 54411", "Sheela McDonnell"]
    ),
    (
      KnownClient("Harshavardhan Patil", "हर्षवर्धन पाटील", "+919591913131", nil, pet: "Moti"),
      ["harshvardhan patil", "hrashavardhan patil", "हर्षवर्धन", "patil harsha moti", "13131", "harsavardan patil"]
    ),
  ]

  /// A client with one pet, as the desk wrote them down.
  private struct KnownClient {
    var name: String
    var localName: String?
    var phone: String
    var secondPhone: String?
    var pet: String
    var email: String?
    var chip: String?

    init(
      _ name: String, _ localName: String?, _ phone: String, _ secondPhone: String?, pet: String, email: String? = nil,
      chip: String? = nil
    ) {
      self.name = name
      self.localName = localName
      self.phone = phone
      self.secondPhone = secondPhone
      self.pet = pet
      self.email = email
      self.chip = chip
    }
  }

  /// Makes the ten among five thousand others, and opens a desk there.
  private func crowdedDesk() async throws -> Desk {
    let database = try TestDatabase.current
    let owner = try await database.connect(as: .owner)
    try await MeasuringDatabase.load(MeasuringSize(clients: 5_000, pets: 7_500, bookings: 0), into: owner)
    for (client, _) in Self.known {
      _ = try await owner.query(
        """
        with client as (
          insert into users (organization_id, full_name, local_name, phone, second_phone, email)
          select id, \(client.name), \(client.localName), \(client.phone), \(client.secondPhone), \(client.email)
          from organizations where slug = \(MeasuringDatabase.organization)
          returning organization_id, id
        )
        insert into pets (organization_id, user_id, name, species, microchip)
        select organization_id, id, \(client.pet), 'Dog', \(client.chip) from client
        """)
    }
    await owner.close()
    let desk = Desk(target: try database.target(as: .desk), applicationName: "tests")
    let outcome = try await desk.signIn(
      slug: MeasuringDatabase.organization, phone: MeasuringDatabase.phone, password: MeasuringDatabase.password,
      origin: "tests")
    guard case .signedIn = outcome else { throw DeskError(.other, outcome.sentence) }
    return desk
  }

  @Test("Sixty ways of asking for ten clients find them on the first page")
  func sixtyWays() async throws {
    let desk = try await crowdedDesk()
    #expect(Self.known.reduce(0) { $0 + $1.ways.count } == 60)
    for (client, ways) in Self.known {
      for way in ways {
        let found = try await desk.findClients(way, limit: 20)
        #expect(
          found.contains { $0.name == client.name && $0.petName == client.pet },
          "“\(way)” does not find \(client.name): \(found.map(\.name))")
      }
    }
    await desk.disconnect()
  }

  @Test(
    "A name is written in Latin letters and heard as it is spoken",
    arguments: [
      ("प्रिया", "priya", "pri"), ("Priya", "priya", "pri"), ("Preeya", "preeya", "pri"), ("Pria", "pria", "pri"),
      ("सलमान", "salman", "salman"), ("ज़हीर", "zahir", "jahir"), ("Zaheer", "zaheer", "jahir"),
      ("कृष्णमूर्ति", "krishnamurti", "krisnamurti"), ("Krishnamurthy", "krishnamurthy", "krisnamurti"),
      ("संपत", "sampat", "sampat"), ("पांडे", "pande", "pande"), ("मिश्र", "mishr", "misr"), ("Mishra", "mishra", "misr"),
      ("Laxmi", "laxmi", "laksmi"), ("लक्ष्मी", "lakshmi", "laksmi"), ("Katherine", "katherine", "katerine"),
      ("Catherine", "catherine", "katerine"), ("Gowda", "gowda", "god"), ("Gouda", "gouda", "god"),
      ("Chatterjee", "chatterjee", "caterji"), ("Chaterji", "chaterji", "caterji"), ("Shah", "shah", "sa"),
      ("१२", "12", "12"), ("Müller", "muller", "muler"),
    ])
  func folding(_ name: String, _ spelling: String, _ sound: String) async throws {
    let owner = try await TestDatabase.current.connect(as: .owner)
    let row = try await owner.query(
      "select word, search.sound(word) as sound from unnest(desk.words(\(name))) as word"
    ).onlyRow()
    #expect(try row.decode("word") == spelling)
    #expect(try row.decode("sound") == sound)
    await owner.close()
  }

  @Test("A row says what it was found by, the best reason first")
  func reasons() async throws {
    let desk = try await crowdedDesk()
    let cases: [(String, String, MatchReason)] = [
      ("98450 71234", "Preeti Krishnamurthy", .phone), ("80234 56780", "Preeti Krishnamurthy", .secondPhone),
      ("venkataraghavan", "Subramaniam Venkataraghavan", .name),
      ("laxmi narayanaswami", "Lakshmi Narayanaswamy", .soundsAlike),
      ("hrashavardhan patil", "Harshavardhan Patil", .resembles), ("kate@mcclure.example", "Katherine McClure", .email),
      ("356098100234567", "Lakshmi Narayanaswamy", .microchip("356098100234567")),
      ("oscar 0045", "Katherine McClure", .phone),
    ]
    for (query, name, reason) in cases {
      let first = try #require(try await desk.findClients(query, limit: 20).first, "\(query)")
      #expect(first.name == name, "\(query)")
      #expect(first.reason == reason, "\(query)")
    }
    await desk.disconnect()
  }
}
