import Testing
import Words

@Suite("Phrases")
struct PhraseTests {
  private let german = Language(
    name: "de",
    texts: [
      "Saved": ["Gespeichert"], "%1 is off on %2.": ["Am %2 hat %1 frei."], "%1 visit": ["%1 Besuch", "%1 Besuche"],
      "100 %%": ["100 %%, ja"], "The clinic and %1 of %2": ["%2: Klinik und %1"],
    ])

  @Test("In English a text is what was written")
  func english() {
    #expect(say("Saved") == "Saved")
    #expect(say("\("Asha") is off on \(3).") == "Asha is off on 3.")
    #expect(1.counted("visit") == "1 visit")
    #expect(2.counted("visit") == "2 visits")
    #expect(0.counted("branch", "branches") == "0 branches")
    #expect(say("100 %") == "100 %")
  }

  @Test("A language says its own, with the values where they belong there")
  func translated() {
    Language.$ofTask.withValue(german) {
      #expect(say("Saved") == "Gespeichert")
      #expect(say("\("Asha") is off on \("3. März").") == "Am 3. März hat Asha frei.")
      #expect(1.counted("visit") == "1 Besuch")
      #expect(7.counted("visit") == "7 Besuche")
      #expect(say("100 %") == "100 %, ja")
      #expect(say("The clinic " + "and \("Asha")" + " of \("Ravi")") == "Ravi: Klinik und Asha")
    }
  }

  @Test("What a language lacks stays English, and a value with a per cent sign stays whole")
  func missing() {
    Language.$ofTask.withValue(german) {
      #expect(say("Not translated, \("50 %1")") == "Not translated, 50 %1")
      #expect(say("\("%2") is off on \("%1").") == "Am %1 hat %2 frei.")
    }
  }

  @Test("The stretched language is longer by two fifths and leaves the values alone")
  func stretched() {
    Language.$ofTask.withValue(.stretched) {
      #expect(say("Bookings") == "Böökïñgs~~~~")
      #expect(say("Hello \("Asha")!") == "Hélló Asha!~~~".replacing("ó", with: "ö"))
      #expect(3.counted("test") == "3 tést~~")
    }
  }
}
