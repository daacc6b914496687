import LabCore
import TestSupport
import Testing

@Suite("Keys, distances and files")
struct MeasureTests {
  @Test("A request key is a version 4 UUID, reads itself back and comes from the given generator")
  func requestKeys() {
    var generator = SeededGenerator(seed: 1)
    var seen: Set<RequestKey> = []
    for _ in 0..<1_000 {
      let key = RequestKey(using: &generator)
      let text = key.description
      #expect(text.utf8.count == 36)
      #expect(RequestKey(text) == key)
      #expect(RequestKey(text.uppercased()) == key)
      #expect(Array(text)[14] == "4")
      #expect("89ab".contains(Array(text)[19]))
      seen.insert(key)
    }
    #expect(seen.count == 1_000)
    #expect(RequestKey("0123") == nil)
    #expect(RequestKey("+1234567-1234-4123-8123-123456789012") == nil)
  }

  @Test("The road is 1.3 times the great circle")
  func distances() throws {
    let lab = try #require(GeoPoint("12.9716, 77.5946"))
    let home = try #require(GeoPoint(latitude: 12.9784, longitude: 77.6408))
    // 0.0068° of latitude are 756 m; 0.0462° of longitude at 12.975° are 5,006 m; together 5,063 m, by road 6,582 m.
    let distance = Distance.estimatedByRoad(from: lab, to: home)
    #expect((6_575...6_590).contains(distance.metres))
    #expect(distance == Distance.estimatedByRoad(from: home, to: lab))
    #expect(Distance.estimatedByRoad(from: lab, to: lab) == .zero)
    let north = try #require(GeoPoint(latitude: 90, longitude: 0))
    let south = try #require(GeoPoint(latitude: -90, longitude: 0))
    #expect(abs(north.metresInStraightLine(to: south) - Double.pi * 6_371_008.8) < 1)
    #expect(GeoPoint(latitude: 91, longitude: 0) == nil)
    #expect(GeoPoint(latitude: .nan, longitude: 0) == nil)
  }

  @Test(
    "Distances are read in kilometres or metres",
    arguments: [
      ("4.2", 4_200, "4.2 km"), ("4.25 km", 4_250, "4.3 km"), ("800 m", 800, "0.8 km"), ("0", 0, "0 km"),
      ("500", 500_000, "500 km"),
    ])
  func distanceTexts(_ text: String, _ metres: Int, _ shown: String) {
    #expect(Distance(text) == Distance(metres: metres))
    #expect(Distance(metres: metres).text == shown)
  }

  @Test("What is not a distance is refused", arguments: ["", "far", "-1", "501", "4.2345"])
  func badDistances(_ text: String) {
    #expect(Distance(text) == nil)
  }

  @Test("Content is recognised by its first bytes, whatever the name says")
  func attachments() throws {
    let pdf = try Attachment(fileName: "/home/asha/rx.png", content: Array("%PDF-1.7\n".utf8))
    #expect(pdf.kind == .pdf)
    #expect(pdf.fileName == "rx.png")
    let late = try Attachment(fileName: "scan", content: Array(repeating: 0, count: 1_019) + Array("%PDF-".utf8))
    #expect(late.kind == .pdf)
    let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0]
    #expect(try Attachment(fileName: "a", content: png).kind.mediaType == "image/png")
    #expect(try Attachment(fileName: "a", content: [0xFF, 0xD8, 0xFF, 0xE0]).kind.mediaType == "image/jpeg")
    #expect(throws: AttachmentError.empty) { try Attachment(fileName: "a", content: []) }
    #expect(throws: AttachmentError.unknownContent(name: "rx.pdf")) {
      try Attachment(fileName: "rx.pdf", content: Array("hello".utf8))
    }
    let large = [UInt8](repeating: 0x25, count: AttachmentLimit.most.bytes + 1)
    #expect(throws: AttachmentError.tooLarge(bytes: 10_485_761, limit: .most)) {
      try Attachment(fileName: "a", content: large)
    }
    #expect(AttachmentError.tooLarge(bytes: 10_485_761, limit: .most).sentence.contains("10.1 MiB"))
    let two = AttachmentLimit(mebibytes: 2)
    #expect(throws: AttachmentError.tooLarge(bytes: 2_097_153, limit: two)) {
      try Attachment(fileName: "a", content: Array(large.prefix(2_097_153)), limit: two)
    }
    #expect(
      AttachmentError.tooLarge(bytes: 2_097_153, limit: two).sentence
        == "The file has 2.1 MiB; at most 2 MiB can be attached.")
  }

  @Test(
    "File names lose folders and what a screen minds",
    arguments: [
      ("/tmp/a b.pdf", "a b.pdf"), ("C:\\scans\\rx.pdf", "rx.pdf"), ("../../etc/passwd", "passwd"),
      (".hidden", "hidden"),
      ("a\u{1B}[31m.pdf", "a_[31m.pdf"), ("a\nb.pdf", "a_b.pdf"), ("", "prescription.pdf"), ("///", "prescription.pdf"),
      ("..", "prescription.pdf"), ("a\u{202E}fdp.exe", "a_fdp.exe"),
    ])
  func fileNames(_ path: String, _ cleaned: String) {
    #expect(Attachment.cleanedName(path, fallback: "prescription.pdf") == cleaned)
  }

  @Test("A long file name keeps its ending")
  func longName() {
    let name = Attachment.cleanedName(String(repeating: "x", count: 200) + ".pdf", fallback: "f")
    #expect(name.count == 120)
    #expect(name.hasSuffix("x.pdf"))
  }
}
