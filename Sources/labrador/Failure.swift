import LabStore
import Postgres

/// A reason why a command could not do its work, told in one sentence that says what to do.
struct Failure: Error, Equatable {
  let sentence: String

  init(_ sentence: String) { self.sentence = sentence }
}

extension Failure {
  /// Tells any layer's error in one line.
  static func sentence(of error: any Error) -> String {
    switch error {
    case let error as Failure: error.sentence
    case let error as UsageError: error.sentence
    case let error as DeskError: oneLine(error.sentence)
    case let error as PostgresError: sentence(of: error)
    case is CancellationError: "It was given up."
    default: oneLine("\(error)")
    }
  }

  private static func sentence(of error: PostgresError) -> String {
    if error.code == .connectionFailed || error.code == .timedOut {
      // The lines that follow the first one are libpq's guesses.
      let reason = error.message.split(separator: "\n").first.map { oneLine(String($0)) } ?? error.message
      return closed("The database cannot be reached: \(reason)")
    }
    let told = error.sqlState.map { "\(error.message) (\($0))" } ?? error.message
    return [told, error.detail, error.hint].compactMap(\.self).map(oneLine).map(closed).joined(separator: " ")
  }

  /// libpq and the server break their lines; a sentence on the terminal has none.
  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private static func closed(_ text: String) -> String {
    guard let last = text.last, !".!?".contains(last) else { return text }
    return text + "."
  }
}
