import Dispatch
import Glibc

/// Calls back on a queue whenever a socket has something to read, until it is released.
final class SocketWatch {
  private let source: any DispatchSourceRead

  /// Watches a duplicate of the socket, so that libpq may close its own at any time; nil if there is no room for one.
  init?(_ socket: Int32, on queue: DispatchQueue, whenReadable action: @escaping @Sendable () -> Void) {
    let duplicate = fcntl(socket, F_DUPFD_CLOEXEC, 0)
    guard duplicate >= 0 else { return nil }
    source = DispatchSource.makeReadSource(fileDescriptor: duplicate, queue: queue)
    source.setEventHandler(handler: action)
    source.setCancelHandler { Glibc.close(duplicate) }
    source.activate()
  }

  deinit {
    source.cancel()
  }
}
