import CMainQueue
import Glibc

/// Serves the terminal and the main queue on the first thread of the process, in place of `dispatchMain()`.
///
/// A key wakes the thread that draws. A Dispatch source would pass it on through two others, which takes longer than the
/// frame itself.
@MainActor
package final class MainLoop {
  private var watches: [(descriptor: Int32, body: @MainActor () -> Void)] = []

  package init() {}

  /// Calls `body` whenever the descriptor has something to read or has ended.
  func watch(_ descriptor: Int32, _ body: @escaping @MainActor () -> Void) {
    watches.append((descriptor, body))
  }

  /// Forgets the descriptor.
  func unwatch(_ descriptor: Int32) { watches.removeAll { $0.descriptor == descriptor } }

  /// Serves for ever; only the first thread may call it.
  package func run() -> Never {
    let queue = main_queue_handle()
    while true {
      let watches = watches
      var requests = [pollfd(fd: queue, events: Int16(POLLIN), revents: 0)]
      requests += watches.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
      guard poll(&requests, nfds_t(requests.count), -1) > 0 else { continue }
      for (request, watch) in zip(requests.dropFirst(), watches) where request.revents != 0 { watch.body() }
      if requests[0].revents != 0 {
        var count: UInt64 = 0
        read(queue, &count, MemoryLayout.size(ofValue: count))
        main_queue_drain()
      }
    }
  }
}
