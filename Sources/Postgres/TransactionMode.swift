/// How a transaction begins.
package enum TransactionMode: Sendable {
  case readWrite
  /// Refuses writes; a connection lost at its commit is simply lost, for nothing could have been saved.
  case readOnly
  case serializable

  var begin: SQL {
    switch self {
    case .readWrite: "begin"
    case .readOnly: "begin read only"
    case .serializable: "begin isolation level serializable"
    }
  }
}
