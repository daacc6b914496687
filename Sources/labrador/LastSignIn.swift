import EmbeddedPostgres

/// The organisation and phone that signed in last at this machine, offered the next time; never a password.
struct LastSignIn: Equatable {
  var slug: String
  var phone: String

  /// Reads what was remembered; anything unreadable counts as nothing.
  static func read(from path: String?) -> LastSignIn? {
    guard let path, let text = Files.read(path, limit: 1024) else { return nil }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count >= 2 else { return nil }
    return LastSignIn(slug: String(lines[0]), phone: String(lines[1]))
  }

  /// Remembers; where nothing can be written, nothing is remembered.
  func write(to path: String?) {
    guard let path, !(slug + phone).contains(where: \.isNewline) else { return }
    try? Files.makeDirectory(Files.parent(path), mode: 0o700)
    try? Files.write("\(slug)\n\(phone)\n", to: path, mode: 0o600)
  }
}
