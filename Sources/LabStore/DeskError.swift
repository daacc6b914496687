import Postgres
import Words

/// A failure of the desk: a stable code and a sentence that says what happened, what was kept and what to do next.
package struct DeskError: Error, Sendable, Equatable {
  /// What went wrong, as far as the program reacts to it differently.
  package enum Code: Sendable, Equatable {
    case connectionLost
    case outcomeUnknown
    case notSignedIn
    case notAllowed
    case busy
    case tooSlow
    case rule(constraint: String)
    case stale
    case other
  }

  package let code: Code
  package let sentence: String

  package init(_ code: Code, _ sentence: String) {
    self.code = code
    self.sentence = sentence
  }

  /// Says whether the server could not be reached, so that trying again later makes sense.
  package var isConnectionLoss: Bool { code == .connectionLost || code == .outcomeUnknown }

  /// Says whether the server answered at all; nil for failures that can happen on either side of the connection.
  package var reachedDatabase: Bool? {
    switch code {
    case .connectionLost, .outcomeUnknown: false
    case .busy, .tooSlow, .other: nil
    case .notSignedIn, .notAllowed, .rule, .stale: true
    }
  }

  /// Nobody is signed in at this desk, or the session has ended.
  static var notSignedIn: DeskError {
    DeskError(
      .notSignedIn, say("Your session has ended. What you typed is kept; please sign in again."))
  }
}

extension DeskError {
  /// Turns whatever a transaction threw into words for the person at the desk.
  package init(_ error: any Error) {
    if let known = error as? DeskError {
      self = known
    } else if let postgres = error as? PostgresError {
      self.init(postgres)
    } else {
      self.init(.other, say("Something went wrong: \(error). Nothing was saved."))
    }
  }

  init(_ error: PostgresError) {
    switch error.code {
    case .connectionLost, .connectionFailed, .startingUp, .timedOut:
      self.init(
        .connectionLost, say("The database cannot be reached. What you typed is kept; please try again in a moment."))
    case .commitOutcomeUnknown:
      self.init(
        .outcomeUnknown,
        say(
          "The connection was lost while saving, so this may or may not have been saved. Look before you do it again."))
    case .tooManyConnections:
      self.init(.busy, say("The database has no free connection. What you typed is kept; try again in a moment."))
    case .lockNotAvailable, .serializationFailure, .deadlock:
      self.init(.busy, say("Another desk is changing the same record. Nothing was saved; please try again."))
    case .queryCanceled:
      self.init(.tooSlow, say("The database took too long to answer. Nothing was saved; please try again."))
    case .insufficientPrivilege:
      self.init(.notAllowed, say("Your role does not allow this. Nothing was saved."))
    case .diskFull:
      self.init(.other, say("The database's disk is full. Nothing was saved; please tell whoever looks after it."))
    case .readOnlyTransaction:
      self.init(.connectionLost, say("The database is read-only at the moment. What you typed is kept."))
    case .uniqueViolation, .foreignKeyViolation, .checkViolation, .exclusionViolation, .notNullViolation,
      .restrictViolation:
      let constraint = error.constraint ?? error.column ?? ""
      self.init(.rule(constraint: constraint), ConstraintMessage.sentence(for: constraint, of: error.table ?? ""))
    case .custom("LB001"): self = .notSignedIn
    default:
      if let own = error.sqlState, own.hasPrefix("LB") {
        self.init(rule: own, message: error.message, hint: error.hint)
      } else {
        self.init(.other, say("The database refused: \(error.message.asSentence) Nothing was saved."))
      }
    }
  }
}

extension DeskError {
  /// A rule of our own that refused, by its code and the words of the database.
  init(rule code: String, message: String, hint: String? = nil) {
    let sentence = message.asSentence + say(" Nothing was saved.") + (hint.map { " " + $0.asSentence } ?? "")
    switch code {
    case "LB002", "LB003": self.init(.notAllowed, sentence)
    case "LB014": self.init(.stale, sentence)
    default: self.init(.rule(constraint: code), sentence)
    }
  }
}

extension String {
  /// The words of the database as a sentence for people: a capital first and a full stop last.
  fileprivate var asSentence: String {
    let words = prefix(1).uppercased() + dropFirst()
    return words.last.map { ".!?".contains($0) } ?? true ? words : words + "."
  }
}
