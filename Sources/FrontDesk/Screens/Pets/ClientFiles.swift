import LabCore
import LabStore

/// The files that were read lately, so that moving over rows shows at once what stood there before.
struct ClientFiles: Sendable {
  private var files: [ClientID: ClientFile] = [:]
  /// From the one used longest ago to the latest.
  private var order: [ClientID] = []
  private var stale: Set<ClientID> = []

  private static let most = 40

  subscript(id: ClientID) -> ClientFile? { files[id] }

  /// Says whether a file has to be read before it can be relied on.
  func wants(_ id: ClientID) -> Bool { files[id] == nil || stale.contains(id) }

  mutating func keep(_ file: ClientFile) {
    let id = file.record.client.id
    files[id] = file
    stale.remove(id)
    order.removeAll { $0 == id }
    order.append(id)
    if order.count > Self.most { files[order.removeFirst()] = nil }
  }

  /// Takes note that something has changed: what is there stays in sight until it is read again.
  mutating func doubtAll() { stale = Set(order) }
}
