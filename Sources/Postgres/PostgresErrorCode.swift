extension PostgresError {
  /// A condition by its SQLSTATE, or by a word where there is none.
  package struct Code: RawRepresentable, Sendable, Hashable {
    package let rawValue: String

    package init(rawValue: String) {
      self.rawValue = rawValue
    }

    private init(_ rawValue: String) {
      self.rawValue = rawValue
    }

    /// A condition that a function of our own raises, such as `LB001`.
    package static func custom(_ sqlState: String) -> Code { Code(sqlState) }

    // Integrity
    package static let uniqueViolation = Code("23505")
    package static let foreignKeyViolation = Code("23503")
    package static let checkViolation = Code("23514")
    package static let exclusionViolation = Code("23P01")
    package static let notNullViolation = Code("23502")
    package static let restrictViolation = Code("23001")

    // Values
    package static let invalidText = Code("22021")

    // Concurrency and limits
    package static let serializationFailure = Code("40001")
    package static let deadlock = Code("40P01")
    package static let lockNotAvailable = Code("55P03")
    package static let queryCanceled = Code("57014")
    package static let tooManyConnections = Code("53300")
    package static let diskFull = Code("53100")
    package static let outOfMemory = Code("53200")
    package static let readOnlyTransaction = Code("25006")

    // Rights and names
    package static let insufficientPrivilege = Code("42501")
    package static let syntaxError = Code("42601")
    package static let raised = Code("P0001")

    // Connecting
    package static let invalidPassword = Code("28P01")
    package static let unknownDatabase = Code("3D000")
    package static let startingUp = Code("57P03")
    package static let invalidTarget = Code("invalid_target")
    package static let connectionFailed = Code("connection_failed")

    /// The connection broke or was closed; what was in progress did not commit.
    package static let connectionLost = Code("connection_lost")

    /// The deadline of this side passed before the server answered.
    package static let timedOut = Code("timed_out")

    /// The connection broke while a commit was under way: the work may or may not have been saved.
    package static let commitOutcomeUnknown = Code("commit_outcome_unknown")

    /// The server answered a commit with a rollback, because an earlier error had been passed over.
    package static let commitRolledBack = Code("commit_rolled_back")

    /// The client library refused the call.
    package static let clientRefused = Code("client_refused")

    /// Sorts what the server sent: every way of ending a session counts as a lost connection.
    init(sqlState: String) {
      switch sqlState {
      case "57P01", "57P02", "57P04", "57P05", "25P03": self = .connectionLost
      case _ where sqlState.hasPrefix("08"): self = .connectionLost
      default: self.init(sqlState)
      }
    }
  }
}
