/// What a running server writes into `postmaster.pid`.
struct PostmasterFile: Hashable, Sendable {
  let pid: Int32
  let socketDirectory: String
  /// “starting”, “ready”, “stopping”, “standby”; empty while the file is young.
  let status: String

  /// Parses the file: process id, data directory, start time, port, socket directory, address, memory key, status.
  init?(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      String(line.reversed().drop(while: \.isWhitespace).reversed())
    }
    guard let first = lines.first, let pid = Int32(first), pid > 0 else { return nil }
    self.pid = pid
    socketDirectory = lines.count > 4 ? lines[4] : ""
    status = lines.count > 7 ? lines[7] : ""
  }

  /// Reads the file of a data directory; nil when there is none.
  init?(data: String) {
    guard let text = Files.read(data + "/postmaster.pid") else { return nil }
    self.init(text)
  }

  var isReady: Bool { status == "ready" }
}
