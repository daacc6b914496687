import Glibc

/// Holds what the machine says about the user and the places to use, as values so that tests can differ.
package struct ClusterEnvironment: Sendable {
  /// Effective user id.
  package var userID: UInt32
  /// `LABRADOR_HOME`: overrides every place.
  package var labradorHome: String?
  /// `LABRADOR_PG_BINDIR`: where the server's programs are.
  package var programs: String?
  /// `XDG_DATA_HOME`.
  package var dataHome: String?
  /// `XDG_RUNTIME_DIR`.
  package var runtimeDirectory: String?
  /// `HOME`, else the home directory of the user database.
  package var home: String?
  /// `PATH`.
  package var path: String
  /// Where Debian keeps one folder per major version.
  package var versionedPrograms = "/usr/lib/postgresql"

  package init(
    userID: UInt32, labradorHome: String? = nil, programs: String? = nil, dataHome: String? = nil,
    runtimeDirectory: String? = nil, home: String? = nil, path: String = ClusterEnvironment.standardPath
  ) {
    self.userID = userID
    self.labradorHome = labradorHome
    self.programs = programs
    self.dataHome = dataHome
    self.runtimeDirectory = runtimeDirectory
    self.home = home
    self.path = path
  }

  /// Debian's default search path of programs.
  package static let standardPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

  /// Reads this process's environment.
  package static func current() -> ClusterEnvironment {
    let userID = geteuid()
    return ClusterEnvironment(
      userID: userID, labradorHome: variable("LABRADOR_HOME").map(absolute), programs: variable("LABRADOR_PG_BINDIR"),
      dataHome: variable("XDG_DATA_HOME").filter(isAbsolute),
      runtimeDirectory: variable("XDG_RUNTIME_DIR").filter(isAbsolute), home: variable("HOME").filter(isAbsolute),
      path: variable("PATH") ?? standardPath)
  }

  private static func variable(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    let text = unsafe String(cString: value)
    return text.isEmpty ? nil : text
  }

  private static func isAbsolute(_ path: String) -> Bool { path.hasPrefix("/") }

  private static func absolute(_ path: String) -> String {
    guard !isAbsolute(path), let here = unsafe getcwd(nil, 0) else { return path }
    defer { unsafe free(here) }
    return unsafe String(cString: here) + "/" + path
  }
}

extension Optional {
  fileprivate func filter(_ isIncluded: (Wrapped) -> Bool) -> Wrapped? {
    flatMap { isIncluded($0) ? $0 : nil }
  }
}
