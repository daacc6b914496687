/// A neighbourhood with its centre and postal code.
struct Area: Sendable {
  var name: String
  var pin: String
  /// Degrees in millionths, so that every machine computes the same.
  var latitude: Int
  var longitude: Int
  /// Neighbourhoods of one zone belong to one collector; counted from 0.
  var zone: Int

  init(_ name: String, _ pin: String, _ latitude: Int, _ longitude: Int, zone: Int) {
    self.name = name
    self.pin = pin
    self.latitude = latitude
    self.longitude = longitude
    self.zone = zone
  }
}

/// A city with its neighbourhoods and the words of its addresses.
struct City: Sendable {
  var name: String
  var state: String
  var areas: [Area]
  var streets: [String]
  var houses: [String]
  var landmarks: [String]

  /// The neighbourhoods of a zone as a collector's area names them.
  func area(ofZone zone: Int) -> String { areas.filter { $0.zone == zone }.map(\.name).joined(separator: ", ") }

  static let bengaluru = City(
    name: "Bengaluru", state: "Karnataka",
    areas: [
      Area("Cubbon Road", "560001", 12_981_500, 77_606_900, zone: 0),
      Area("Shivajinagar", "560051", 12_985_700, 77_605_700, zone: 0),
      Area("Indiranagar", "560038", 12_971_900, 77_641_200, zone: 0),
      Area("Ulsoor", "560008", 12_981_700, 77_628_500, zone: 0),
      Area("Richmond Town", "560025", 12_963_300, 77_603_300, zone: 0),
      Area("Frazer Town", "560005", 12_998_800, 77_612_700, zone: 0),
      Area("Vasanth Nagar", "560052", 12_990_700, 77_592_300, zone: 0),
      Area("Cox Town", "560005", 12_997_500, 77_624_600, zone: 0),
      Area("Malleshwaram", "560003", 13_003_100, 77_564_300, zone: 1),
      Area("Sadashivanagar", "560080", 13_007_300, 77_579_800, zone: 1),
      Area("Hebbal", "560024", 13_035_800, 77_597_000, zone: 1),
      Area("RT Nagar", "560032", 13_024_500, 77_594_800, zone: 1),
      Area("Yelahanka", "560064", 13_100_700, 77_596_300, zone: 1),
      Area("Rajajinagar", "560010", 12_991_500, 77_554_700, zone: 1),
      Area("Kalyan Nagar", "560043", 13_022_100, 77_640_300, zone: 1),
      Area("Yeshwanthpur", "560022", 13_025_000, 77_534_000, zone: 1),
      Area("Jayanagar", "560041", 12_925_000, 77_593_800, zone: 2),
      Area("Basavanagudi", "560004", 12_942_100, 77_575_400, zone: 2),
      Area("JP Nagar", "560078", 12_906_300, 77_585_700, zone: 2),
      Area("Banashankari", "560070", 12_925_500, 77_546_800, zone: 2),
      Area("BTM Layout", "560076", 12_916_600, 77_610_100, zone: 2),
      Area("Vijayanagar", "560040", 12_971_900, 77_532_700, zone: 2),
      Area("Girinagar", "560085", 12_940_700, 77_544_600, zone: 2),
      Area("Bannerghatta Road", "560083", 12_870_000, 77_595_000, zone: 2),
      Area("Koramangala", "560034", 12_935_200, 77_624_500, zone: 3),
      Area("HSR Layout", "560102", 12_912_100, 77_644_600, zone: 3),
      Area("Bellandur", "560103", 12_925_800, 77_676_300, zone: 3),
      Area("Marathahalli", "560037", 12_959_200, 77_697_400, zone: 3),
      Area("Whitefield", "560066", 12_969_800, 77_750_000, zone: 3),
      Area("Sarjapur Road", "560035", 12_901_000, 77_687_400, zone: 3),
      Area("CV Raman Nagar", "560093", 12_985_500, 77_663_900, zone: 3),
      Area("Electronic City", "560100", 12_845_200, 77_660_200, zone: 3),
    ],
    streets: [
      "1st Main Road", "3rd Cross", "7th Cross", "12th Main Road", "80 Feet Road", "100 Feet Road", "Temple Street",
      "Park Road", "Lake View Road", "School Road", "5th Block, 9th Cross", "2nd Stage, 17th Main", "Church Road",
      "Market Road", "Coconut Avenue", "Railway Parallel Road", "6th Sector, 24th Main", "Palace Cross Road",
    ],
    houses: [
      "Shanthi Nilaya", "Sai Residency", "Green Meadows Apartments", "Lakeside Towers", "Sri Krupa",
      "Silver Oak Apartments", "Prakruthi Enclave", "Gulmohar Heights", "Brindavan Apartments", "Pearl Residency",
    ],
    landmarks: [
      "opposite the park", "behind the post office", "next to the milk booth", "near the metro station",
      "above the bakery", "second gate, ask the guard", "lane beside the pharmacy", "near the water tank",
    ])

  static let chennai = City(
    name: "Chennai", state: "Tamil Nadu",
    areas: [
      Area("Mylapore", "600004", 13_033_700, 80_267_700, zone: 0),
      Area("Besant Nagar", "600090", 13_000_300, 80_266_700, zone: 0),
      Area("Adyar", "600020", 13_001_200, 80_256_500, zone: 0),
      Area("Triplicane", "600005", 13_058_800, 80_275_600, zone: 0),
      Area("Thiruvanmiyur", "600041", 12_983_000, 80_259_400, zone: 0),
      Area("T. Nagar", "600017", 13_041_800, 80_234_100, zone: 1),
      Area("Anna Nagar", "600040", 13_085_000, 80_210_100, zone: 1),
      Area("Nungambakkam", "600034", 13_056_900, 80_242_500, zone: 1),
      Area("Velachery", "600042", 12_981_500, 80_218_000, zone: 1),
      Area("Kodambakkam", "600024", 13_052_100, 80_225_500, zone: 1),
    ],
    streets: ["2nd Main Road", "North Mada Street", "Beach Road", "4th Avenue", "Kutchery Road", "Bazaar Street"],
    houses: ["Sea Breeze Flats", "Sri Sakthi Illam", "Temple View Apartments", "Casuarina Court"],
    landmarks: ["near the tank", "opposite the bus depot", "behind the library", "first floor"])
}
