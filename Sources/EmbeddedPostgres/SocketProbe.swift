import Glibc

/// Asks a unix socket whether anybody listens, without speaking PostgreSQL's protocol.
enum SocketProbe {
  /// Tells whether a server accepts connections on the socket of a folder.
  static func answers(directory: String) -> Bool {
    let path = Array("\(directory)/.s.PGSQL.5432".utf8)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let fits = unsafe withUnsafeMutableBytes(of: &address.sun_path) { place in
      guard path.count < place.count else { return false }
      unsafe place.copyBytes(from: path)
      return true
    }
    guard fits else { return false }
    let socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard socket >= 0 else { return false }
    defer { _ = close(socket) }
    return unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe connect(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
      }
    }
  }
}
