import EmbeddedPostgres
import FrontDesk
import Glibc

/// What the machine says about the user and the places to use.
struct Surroundings: Sendable {
  /// The environment, empty variables left out.
  let variables: [String: String]
  let cluster: ClusterEnvironment
  /// `HOME`, else the home directory of the user database.
  let home: String?

  /// Reads this process's environment.
  static func current() -> Surroundings {
    let cluster = ClusterEnvironment.current()
    return Surroundings(
      variables: readVariables(), cluster: cluster, home: cluster.home ?? homeOfUser(cluster.userID))
  }

  subscript(name: String) -> String? { variables[name] }

  /// `XDG_STATE_HOME/labrador`, where small things are remembered between runs; below `LABRADOR_HOME` if that is set.
  var stateDirectory: String? {
    if let own = cluster.labradorHome { return own + "/state" }
    return absolute("XDG_STATE_HOME").map { $0 + "/labrador" } ?? home.map { $0 + "/.local/state/labrador" }
  }

  /// Where a person's translations of the texts lie, one file a language.
  var languageDirectory: String? { configDirectory.map { $0 + "/languages" } }

  /// `XDG_CONFIG_HOME/labrador/themes`, where a person's own themes lie.
  var themeDirectory: String? { configDirectory.map { $0 + "/themes" } }

  /// `XDG_CONFIG_HOME/labrador/config.json5`, where a person says how the desk looks and which keys it has.
  var configFile: String? { configDirectory.map { $0 + "/config.json5" } }

  private var configDirectory: String? {
    (absolute("XDG_CONFIG_HOME") ?? home.map { $0 + "/.config" }).map { $0 + "/labrador" }
  }

  /// What the person's `config.json5` says; without one, nothing.
  var preferences: Preferences {
    guard let configFile, Files.exists(configFile) else { return Preferences() }
    // More than any such file has: 256 kB.
    guard let text = Files.read(configFile, limit: 1 << 18) else { return Preferences(unreadable: configFile) }
    return Preferences(reading: text)
  }

  /// Where the person's files lie, and where those that the desk writes for them go.
  var folders: PersonalFolders { PersonalFolders(home: home, downloads: absolute("XDG_DOWNLOAD_DIR")) }

  /// libpq's service file of the user: `PGSERVICEFILE`, else `~/.pg_service.conf`.
  var serviceFile: String? { self["PGSERVICEFILE"] ?? home.map { $0 + "/.pg_service.conf" } }

  /// libpq's service file of the machine, where Debian keeps it unless `PGSYSCONFDIR` says otherwise.
  var systemServiceFile: String { (self["PGSYSCONFDIR"] ?? "/etc/postgresql-common") + "/pg_service.conf" }

  /// Where the person sits: the peer of the SSH connection, else the terminal device.
  var origin: String {
    if let peer = self["SSH_CONNECTION"]?.split(separator: " ").first { return "ssh \(peer)" }
    var name = [CChar](repeating: 0, count: 256)
    guard unsafe ttyname_r(STDIN_FILENO, &name, name.count) == 0 else { return "no terminal" }
    return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The machine's time zone, such as `Asia/Kolkata`; nil where it names none that people live in, as servers do.
  var timeZone: String? {
    guard let name = namedTimeZone, name.contains("/"), !name.hasPrefix("Etc/") else { return nil }
    return name
  }

  private var namedTimeZone: String? {
    if let named = self["TZ"] { return named.first == ":" ? String(named.dropFirst()) : named }
    if let text = Files.read("/etc/timezone"), let name = text.split(whereSeparator: \.isWhitespace).first {
      return String(name)
    }
    let parts = Files.canonical("/etc/localtime")?.split(separator: "/") ?? []
    return parts.lastIndex(of: "zoneinfo").map { parts[($0 + 1)...].joined(separator: "/") }
  }

  private func absolute(_ name: String) -> String? {
    self[name].flatMap { $0.hasPrefix("/") ? $0 : nil }
  }

  private static func homeOfUser(_ id: UInt32) -> String? {
    guard let entry = unsafe getpwuid(id), let home = unsafe entry.pointee.pw_dir else { return nil }
    return unsafe String(cString: home)
  }

  private static func readVariables() -> [String: String] {
    var found: [String: String] = [:]
    var entry = unsafe environ
    while let text = unsafe entry.pointee {
      let parts = unsafe String(cString: text).split(separator: "=", maxSplits: 1)
      if parts.count == 2 { found[String(parts[0])] = String(parts[1]) }
      unsafe entry += 1
    }
    return found
  }
}
