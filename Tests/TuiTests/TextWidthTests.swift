import Testing

@testable import Tui

@Suite("Text width")
struct TextWidthTests {
  @Test(
    "Columns agree with terminals",
    arguments: [
      ("Bruno", 5), ("", 0), ("é", 1), ("e\u{301}", 1), ("作者", 4), ("🐶", 2), ("👨‍👩‍👧‍👦", 2), ("🇮🇳", 1), ("❤️", 1), ("👍🏽", 2),
      ("नमस्ते", 4), ("한국", 4), ("\u{1112}\u{1161}\u{11AB}", 2), ("ｱ", 1), ("Ａ", 2), ("─│┌", 3), ("₹1,499", 6), ("…", 1),
      ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 2), ("⚡", 2), ("⚠️", 1), ("\u{3000}", 2), ("نَص", 2),
    ])
  func columns(_ text: String, _ expected: Int) {
    #expect(TextWidth.columns(of: text) == expected)
  }

  @Test(
    "Cutting keeps whole characters and ends in an ellipsis",
    arguments: [
      ("Bruno", 5, "Bruno"), ("Bruno", 4, "Bru…"), ("Bruno", 1, "…"), ("Bruno", 0, ""), ("作者名", 5, "作者…"),
      ("作者名", 4, "作…"), ("作者", 4, "作者"),
    ])
  func truncation(_ text: String, _ width: Int, _ expected: String) {
    #expect(TextWidth.truncate(text, to: width) == expected)
  }

  @Test("Wrapping breaks at spaces, and inside words that are too long")
  func wrapping() {
    #expect(TextWidth.wrap("the quick brown fox", width: 9) == ["the quick", "brown fox"])
    #expect(TextWidth.wrap("abcdefghij kl", width: 4) == ["abcd", "efgh", "ij", "kl"])
    #expect(TextWidth.wrap("one\n\ntwo", width: 10) == ["one", "", "two"])
    #expect(TextWidth.wrap("作者作者", width: 5) == ["作者", "作者"])
  }

  @Test(
    "Folding for search drops case and accents", arguments: [("Zoë", "zoe"), ("Łódź", "lodz"), ("MÜLLER", "muller")])
  func folding(_ text: String, _ folded: String) {
    #expect(SearchKey(text) == SearchKey(folded))
  }
}
