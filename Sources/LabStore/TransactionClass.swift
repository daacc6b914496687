import Postgres

/// How long a transaction may take; every limit is local to the transaction, so a transaction pooler may stand in between.
enum TransactionClass: Sendable {
  /// An answer that somebody waits for while typing: 2 seconds.
  case lookUp
  /// A change: 5 seconds.
  case write
  /// A change of thousands of rows at once: 60 seconds.
  case bulk
  /// A list or a figure over much data: 60 seconds.
  case report

  /// The statements that set the limits at the start of a transaction.
  var settings: [SQL] {
    switch self {
    case .lookUp: ["set local statement_timeout = '2s'", "set local lock_timeout = '2s'"]
    case .write: ["set local statement_timeout = '5s'", "set local lock_timeout = '2s'"]
    case .bulk, .report: ["set local statement_timeout = '60s'", "set local lock_timeout = '2s'"]
    }
  }

  /// How long the desk waits for a server that does not even say that time is up.
  var patience: Duration {
    switch self {
    case .lookUp: .seconds(5)
    case .write: .seconds(15)
    case .bulk, .report: .seconds(70)
    }
  }

  /// Whether the work may be done once more: nothing was saved, or there was nothing to save.
  func mayRepeat(after code: PostgresError.Code) -> Bool {
    switch self {
    case .write, .bulk: code == .connectionLost
    case .lookUp, .report: code == .connectionLost || code == .commitOutcomeUnknown
    }
  }
}
