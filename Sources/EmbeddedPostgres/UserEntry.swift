import Glibc

/// An entry of the user database.
struct UserEntry: Hashable, Sendable {
  let name: String
  let userID: UInt32
  let groupID: UInt32
  let home: String

  /// Finds the entry of a user id; nil when it has none.
  static func find(id: UInt32) -> UserEntry? {
    unsafe find { unsafe getpwuid_r(id, $0, $1, $2, $3) }
  }

  /// Finds the entry of a user name; nil when it has none.
  static func find(name: String) -> UserEntry? {
    unsafe find { unsafe getpwnam_r(name, $0, $1, $2, $3) }
  }

  private typealias Found = UnsafeMutablePointer<UnsafeMutablePointer<passwd>?>
  private typealias Look = (UnsafeMutablePointer<passwd>, UnsafeMutablePointer<CChar>, Int, Found) -> Int32

  private static func find(_ look: Look) -> UserEntry? {
    var size = 1 << 12
    while size <= 1 << 20 {
      let buffer = UnsafeMutablePointer<CChar>.allocate(capacity: size)
      defer { unsafe buffer.deallocate() }
      var entry = unsafe passwd()
      var found: UnsafeMutablePointer<passwd>?
      let code = unsafe look(&entry, buffer, size, &found)
      if code == ERANGE {
        size *= 4
        continue
      }
      guard code == 0, unsafe found != nil, let name = unsafe entry.pw_name else { return nil }
      return unsafe UserEntry(
        name: String(cString: name), userID: entry.pw_uid, groupID: entry.pw_gid,
        home: entry.pw_dir.map { unsafe String(cString: $0) } ?? "")
    }
    return nil
  }
}
