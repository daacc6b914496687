import QRCode
import Testing

/// The codes against what the standard says of every code, and read back without a library.
@Suite("QR codes")
struct QRCodeTests {
  private func rows(_ code: QRCode) -> [String] {
    (0..<code.size).map { row in
      String((0..<code.size).map { code.isDark(row: row, column: $0) ? "#" : "." })
    }
  }

  /// A finder: a ring of dark modules around a ring of light ones around nine dark ones.
  private static let finder = ["#######", "#.....#", "#.###.#", "#.###.#", "#.###.#", "#.....#", "#######"]

  @Test(
    "Finders stand in three corners with light around them, and the timing lines alternate between",
    arguments: ["A", "https://wa.me/919845012345", String(repeating: "x", count: 300)])
  func structure(_ text: String) throws {
    let code = try QRCode(text)
    let last = code.size - 7
    for (top, left) in [(0, 0), (0, last), (last, 0)] {
      for row in 0..<7 {
        for (column, sign) in Self.finder[row].enumerated() {
          #expect(code.isDark(row: top + row, column: left + column) == (sign == "#"), "\(top + row),\(left + column)")
        }
      }
    }
    for place in 0..<8 {
      #expect(!code.isDark(row: 7, column: place) && !code.isDark(row: place, column: 7))
      #expect(!code.isDark(row: 7, column: code.size - 1 - place) && !code.isDark(row: place, column: last - 1))
    }
    for place in 8...(code.size - 9) {
      #expect(code.isDark(row: 6, column: place) == place.isMultiple(of: 2))
      #expect(code.isDark(row: place, column: 6) == place.isMultiple(of: 2))
    }
    // The one module that is dark in every code.
    #expect(code.isDark(row: code.size - 8, column: 8))
    #expect(!code.isDark(row: -1, column: 0) && !code.isDark(row: 0, column: code.size))
  }

  @Test(
    "The two copies of the format say the same, and which correction was asked for",
    arguments: QRCode.Correction.allCases)
  func format(_ correction: QRCode.Correction) throws {
    let code = try QRCode("https://wa.me/919845012345", correction: correction)
    // ISO/IEC 18004, figure 25: fifteen bits around the first finder, and again beside the other two.
    let first =
      (0...5).map { (8, $0) } + [(8, 7), (8, 8), (7, 8)] + stride(from: 5, through: 0, by: -1).map { ($0, 8) }
    let second = (0..<7).map { (code.size - 1 - $0, 8) } + (0..<8).map { (8, code.size - 8 + $0) }
    let bits = first.map { code.isDark(row: $0.0, column: $0.1) }
    #expect(bits == second.map { code.isDark(row: $0.0, column: $0.1) })
    // The first two bits, under the mask 101010000010010, name the correction: L 01, M 00, Q 11, H 10.
    let level = (bits[0] != true ? 2 : 0) + (bits[1] != false ? 1 : 0)
    #expect(level == [QRCode.Correction.low: 1, .medium: 0, .quartile: 3, .high: 2][correction])
  }

  @Test("A code is read back by the steps of the standard", arguments: ["A", "wa.me", "12.97, 77.59", "नमस्ते"])
  func readBack(_ text: String) throws {
    let code = try QRCode(text, correction: .medium)
    #expect(try SmallCodeReader(code).text == text)
  }

  @Test(
    "A code is as small as what it holds allows",
    arguments: [(1, 21), (14, 21), (15, 25), (26, 25), (27, 29), (42, 29), (43, 33)])
  func sizes(_ bytes: Int, _ size: Int) throws {
    #expect(try QRCode(String(repeating: "a", count: bytes), correction: .medium).size == size)
  }

  @Test("What has no code says so")
  func refused() {
    #expect(throws: QRCode.EncodingError.empty) { try QRCode("") }
    #expect(throws: QRCode.EncodingError.tooLong(bytes: 2954)) {
      try QRCode(String(repeating: "a", count: 2954), correction: .low)
    }
  }
}
