/// Tells what a scanner types from what hands do: many characters, each hardly later than the one before, then Enter.
///
/// It is pure: whoever feeds it says when the input came. Characters are passed on at once, so that nobody waits for them;
/// only the Enter at the end becomes another input. A scanner behind SSH comes in one piece, as every key of a batch does.
package struct ScanDetector: Sendable {
  /// The fewest characters of a code.
  package static let leastLength = 6
  /// The most bytes of a code; the labels of tubes and of other laboratories are shorter.
  private static let mostLength = 64
  /// The longest time between two characters of a code.
  package static let mostGap = Duration.milliseconds(30)

  private var text = ""
  private var last: Duration?
  /// Whether a code has just ended: the second line end of a scanner that sends two is dropped.
  private var hasEnded = false

  package init() {}

  /// Takes the input of one moment, which counts from any beginning and never goes back.
  package mutating func take(_ inputs: [Input], at moment: Duration) -> [Input] {
    inputs.compactMap { take($0, at: moment) }
  }

  private mutating func take(_ input: Input, at moment: Duration) -> Input? {
    guard case .key(let press) = input else {
      if case .paste = input { forget() }
      return input
    }
    let isClose = last.map { moment - $0 <= Self.mostGap } ?? false
    if press == KeyPress(.enter), isClose, hasEnded {
      last = moment
      return nil
    }
    hasEnded = false
    if let character = press.typed {
      if !isClose { text = "" }
      // What is longer is no code, and need not be gathered.
      if text.utf8.count <= Self.mostLength { text.append(character) }
      last = moment
      return input
    }
    guard press == KeyPress(.enter), isClose, isCode else {
      forget()
      return input
    }
    let code = text
    forget()
    hasEnded = true
    last = moment
    return .scanned(code)
  }

  private mutating func forget() {
    text = ""
    last = nil
    hasEnded = false
  }

  /// A code has a digit and no blanks; words that a slow line brings in one piece have not.
  private var isCode: Bool {
    text.count >= Self.leastLength && text.utf8.count <= Self.mostLength && text.contains { $0.isASCII && $0.isNumber }
      && !text.contains(where: \.isWhitespace)
  }
}
