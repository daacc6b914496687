/// What a made-up clinic is like and how much of it there is; the same plan always makes the same rows.
struct ClinicPlan: Sendable {
  var slug: String
  var name: String
  var city: City
  /// A place on the road with its area and postal code.
  var address: String
  var phone: String
  var email: String
  var taxID: String
  var password: String
  /// Degrees in millionths.
  var latitude: Int
  var longitude: Int
  var staff: [DemoStaff]
  var tests: [DemoTest]
  /// Prices in per cent of the price list.
  var pricePercent: Int
  var regionWeights: [Int]
  /// First digits of the clients' phone numbers, after +91; five digits follow.
  var phoneSeries: [String]
  var seed: UInt64
  var clients: Int
  var pets: Int
  var bookings: Int
  /// Days of history before today.
  var days: Int
  var prescriptions: Int

  /// The main clinic, with a year behind it.
  static let cubbon = ClinicPlan(
    slug: "cubbon", name: "Cubbon Vet Diagnostics", city: .bengaluru,
    address: "27 Cubbon Road, opposite the parade ground, Bengaluru 560001", phone: "+919000010000",
    email: "desk@cubbonvet.example", taxID: "29AAAAA0000A1Z5", password: "demo-cubbon", latitude: 12_981_300,
    longitude: 77_606_400,
    staff: [
      DemoStaff("Shalini Prabhu", "+919000010001", "receptionist"),
      DemoStaff("Joseph Lobo", "+919000010002", "receptionist"),
      DemoStaff("Manju Gowda", "+919000010011", "collector", zone: 0),
      DemoStaff("Farhan Pasha", "+919000010012", "collector", zone: 1),
      DemoStaff("Selvi Murugan", "+919000010013", "collector", zone: 2),
      DemoStaff("Ravi Naik", "+919000010014", "collector", zone: 3),
      DemoStaff("Dr Kavitha Bhat", "+919000010021", "lab_tech"),
      DemoStaff("Dr Arun Mathew", "+919000010022", "lab_tech"),
      DemoStaff("Sudha Kamath", "+919000010031", "analyst"),
      DemoStaff("Ramesh Iyer", "+919000010041", "admin"),
      DemoStaff("Dr Meera Nanjappa", "+919000010051", "organization_owner").asOwner(),
      DemoStaff("Tara System", "+919000010061", "admin").asSuperuser(),
      DemoStaff("Basavaraj Hiremath", "+919000010015", "collector", zone: 2).retired(),
    ],
    tests: PriceList.tests, pricePercent: 100, regionWeights: NamePool.bengaluruWeights,
    phoneSeries: ["90000", "98450"], seed: 0xC0BB_0DE51, clients: 900, pets: 1200, bookings: 5500, days: 365,
    prescriptions: 160)

  /// A small clinic in another city, behind the wall.
  static let marina = ClinicPlan(
    slug: "marina", name: "Marina Animal Laboratory", city: .chennai,
    address: "8 Kutchery Road, Mylapore, Chennai 600004", phone: "+919000080000", email: "desk@marinalab.example",
    taxID: "33AAAAA0000A1Z9", password: "demo-marina", latitude: 13_034_000, longitude: 80_268_000,
    staff: [
      DemoStaff("Revathi Chandran", "+919000080001", "receptionist"),
      DemoStaff("Murugan Pandian", "+919000080011", "collector", zone: 0),
      DemoStaff("Stella Antony", "+919000080012", "collector", zone: 1),
      DemoStaff("Dr Sundar Raman", "+919000080021", "lab_tech"),
      DemoStaff("Dr Yamini Sekar", "+919000080022", "lab_tech"),
      DemoStaff("Balaji Natarajan", "+919000080031", "analyst"),
      DemoStaff("Uma Maheswari", "+919000080041", "admin"),
      DemoStaff("Dr Nalini Krishnan", "+919000080051", "organization_owner").asOwner(),
    ],
    tests: PriceList.tests.filter { !["RABT", "NECR", "IHC", "LDDS", "STON", "CTNI", "DDIM"].contains($0.code) },
    pricePercent: 90, regionWeights: NamePool.chennaiWeights, phoneSeries: ["90001"], seed: 0x3A21_4A77,
    clients: 60, pets: 84, bookings: 260, days: 180, prescriptions: 8)

  static let all: [ClinicPlan] = [cubbon, marina]

  /// Positions of the active staff of a role.
  func staff(role: String) -> [Int] {
    staff.indices.filter { staff[$0].role == role && staff[$0].isActive && !staff[$0].isSuperuser }
  }
}
