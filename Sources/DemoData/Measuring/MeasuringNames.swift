/// Names in the numbers of a big city: a few that everybody has, and thousands that few have, made of syllables.
struct MeasuringNames {
  /// One kind after the other, the most frequent first.
  let kinds: [String]
  let positions: [Int]
  let names: [String]
  let localNames: [String?]
  let counts: [String: Int]

  init() {
    var kinds: [String] = []
    var positions: [Int] = []
    var names: [String] = []
    var localNames: [String?] = []
    var counts: [String: Int] = [:]
    for (kind, common, rare) in [
      ("given", Self.given, Self.joined(Self.givenRoots, Self.givenEnds)),
      ("family", Self.family, Self.joined(Self.joined(Self.familyRoots, Self.familyMiddles), Self.familyEnds)),
      ("pet", NamePool.dogsAndCats.map { ($0, nil) }, Self.joined(Self.petRoots, Self.petEnds)),
    ] {
      let known = Set(common.map(\.0))
      let all = common + rare.filter { !known.contains($0) }.map { ($0, nil) }
      counts[kind] = all.count
      kinds += all.map { _ in kind }
      positions += all.indices.map { $0 + 1 }
      names += all.map(\.0)
      localNames += all.map(\.1)
    }
    self.kinds = kinds
    self.positions = positions
    self.names = names
    self.localNames = localNames
    self.counts = counts
  }

  private static func joined(_ left: [String], _ right: [String]) -> [String] {
    // The two run through at different speeds, so that names alike do not become names alike in number.
    (0..<left.count * right.count).map { left[$0 % left.count] + right[($0 / left.count + $0) % right.count] }
  }

  private static let given: [(String, String?)] = [
    ("Priya", "प्रिया"), ("Rahul", "राहुल"), ("Anita", "अनीता"), ("Suresh", "सुरेश"), ("Lakshmi", "लक्ष्मी"), ("Amit", "अमित"),
    ("Deepa", "दीपा"), ("Vikram", "विक्रम"), ("Meena", "मीना"), ("Arjun", "अर्जुन"), ("Kavya", "काव्या"), ("Imran", "इमरान"),
    ("Sneha", "स्नेहा"), ("Rohit", "रोहित"), ("Pooja", "पूजा"), ("Karthik", "कार्तिक"), ("Divya", "दिव्या"), ("Ganesh", "गणेश"),
    ("Asha", "आशा"), ("Naveen", "नवीन"), ("José", nil), ("Zoë", nil), ("Fathima", "फ़ातिमा"), ("Harpreet", "हरप्रीत"),
  ]

  private static let family: [(String, String?)] = [
    ("Sharma", "शर्मा"), ("Rao", "राव"), ("Reddy", "रेड्डी"), ("Iyer", "अय्यर"), ("Gowda", "गौड़ा"), ("Nair", "नायर"),
    ("Singh", "सिंह"), ("Gupta", "गुप्ता"), ("Patel", "पटेल"), ("Khan", "ख़ान"), ("Das", "दास"), ("Menon", "मेनन"),
    ("Shetty", "शेट्टी"), ("Verma", "वर्मा"), ("Mehta", "मेहता"), ("Joshi", "जोशी"), ("Kulkarni", "कुलकर्णी"),
    ("Banerjee", "बनर्जी"), ("Fernandes", nil), ("D’Souza", nil), ("McClure", nil), ("Mc Cullum", nil),
  ]

  private static let givenRoots = [
    "Aan", "Bhav", "Char", "Dha", "Esh", "Far", "Gir", "Him", "Ila", "Jit", "Kal", "Lav", "Mit", "Nee", "Om", "Par",
    "Rev", "Sam", "Tar", "Ud", "Vin", "Yam", "Zar",
  ]
  private static let givenEnds = [
    "a", "ika", "esh", "it", "ini", "avi", "endra", "ita", "u", "ya", "raj", "mala", "sree", "nath", "deep",
  ]
  private static let familyRoots = [
    "Ram", "Krish", "Venk", "Subr", "Nar", "Sriv", "Bal", "Chandr", "Dev", "Gop", "Har", "Jag", "Kam", "Lax", "Mah",
    "Nag", "Pad", "Rag", "Sam", "Tir", "Umap", "Vij", "Yad", "Anan", "Bhas", "Dam", "Gaj", "Ind", "Jay", "Kul", "Man",
    "Nit", "Prab", "Raj", "Sat", "Tuls", "Vas", "Aruv", "Bhim", "Ches",
  ]
  private static let familyMiddles = [
    "a", "an", "esh", "ina", "ara", "iya", "uma", "oda", "eva", "ilo", "aka", "ani", "ela", "ura", "ita", "ova", "imi",
    "ogi", "ush", "arv",
  ]
  private static let familyEnds = [
    "murthy", "nathan", "swamy", "raj", "appa", "kar", "wala", "puri", "kulam", "singh", "anna", "rao", "das", "pati",
    "jee", "vadi", "kutty", "mal", "sen", "gar", "dutt", "lal", "bhai", "gal", "tam", "nur", "dri", "ppan", "chi",
    "val",
  ]
  private static let petRoots = [
    "Bo", "Chi", "Du", "Fi", "Gu", "Jo", "Ka", "Lu", "Mo", "Ni", "Pu", "Ri", "Su", "Ti", "Va", "Zo",
  ]
  private static let petEnds = [
    "bo", "cky", "ddu", "ffy", "gs", "lly", "mmy", "nzo", "pper", "rra", "shi", "tto", "xy", "zzy", "mba", "nki",
  ]
}
