/// The folder of one installation of PostgreSQL's server programs.
package struct ServerBinaries: Hashable, Sendable {
  package let directory: String
  /// Major version, 15 for “15.14”.
  package let major: Int

  /// The oldest major version the schema works on.
  package static let oldest = 15

  package var postgres: String { directory + "/postgres" }
  package var initdb: String { directory + "/initdb" }
  package var pgCtl: String { directory + "/pg_ctl" }

  /// Finds the programs: `LABRADOR_PG_BINDIR`, else Debian's newest, else `PATH`; those of `data` when it holds a cluster.
  package static func find(_ environment: ClusterEnvironment, data: String? = nil) throws(ClusterError)
    -> ServerBinaries
  {
    let installed = try all(environment)
    if let data, let version = dataVersion(data) {
      guard let match = installed.first(where: { String($0.major) == version }) else {
        throw .otherMajorVersion(needed: version, installed: installed.map(\.major), data: data)
      }
      return match
    }
    guard let newest = installed.max(by: { $0.major < $1.major }) else {
      throw .noServerPrograms(searched: [environment.versionedPrograms, "PATH"])
    }
    guard newest.major >= oldest else { throw .serverTooOld(found: newest.major, needed: oldest) }
    return newest
  }

  /// Reads the major version that made a data directory; nil when it holds no cluster.
  package static func dataVersion(_ data: String) -> String? {
    guard let text = Files.read(data + "/PG_VERSION") else { return nil }
    return text.split(whereSeparator: \.isWhitespace).first.map(String.init)
  }

  private static func all(_ environment: ClusterEnvironment) throws(ClusterError) -> [ServerBinaries] {
    if let named = environment.programs {
      guard let only = asked(named) else { throw .unusablePrograms(directory: named) }
      return [only]
    }
    var found: [ServerBinaries] = []
    for name in Files.names(in: environment.versionedPrograms) {
      guard let major = Int(name) else { continue }
      let directory = "\(environment.versionedPrograms)/\(name)/bin"
      if Files.exists(directory + "/postgres"), Files.exists(directory + "/initdb") {
        found.append(ServerBinaries(directory: directory, major: major))
      }
    }
    if found.isEmpty {
      found = environment.path.split(separator: ":").compactMap { asked(String($0)) }
    }
    return found.sorted { $0.major > $1.major }
  }

  /// Asks the program itself for its version; links are followed so that its companions are found beside it.
  private static func asked(_ directory: String) -> ServerBinaries? {
    guard let program = Files.canonical(directory + "/postgres") else { return nil }
    guard let answer = try? Command(program, ["-V"]).run(), answer.code == 0 else { return nil }
    let number = answer.output.split(separator: " ").first { $0.first?.isNumber ?? false }
    guard let major = number?.prefix(while: \.isNumber), let major = Int(major) else { return nil }
    return ServerBinaries(directory: Files.parent(program), major: major)
  }
}
