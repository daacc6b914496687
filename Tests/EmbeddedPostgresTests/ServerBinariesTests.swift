import EmbeddedPostgres
import Glibc
import TestSupport
import Testing

@Suite("Finding the server's programs")
struct ServerBinariesTests {
  @Test("takes the newest of Debian's folders by number, not by spelling")
  func newest() throws {
    let environment = try debian(["9.6", "15", "100"])
    let found = try ServerBinaries.find(environment)
    #expect(found.major == 100)
    #expect(found.directory == environment.versionedPrograms + "/100/bin")
  }

  @Test("takes those that made the data, even when newer ones are there")
  func dataVersion() throws {
    let environment = try debian(["15", "17"])
    let data = try data("15")
    #expect(try ServerBinaries.find(environment, data: data).major == 15)
  }

  @Test("names the version that is missing", arguments: ["13", "9.6", "18"])
  func missingVersion(version: String) throws {
    let environment = try debian(["15", "17"])
    let data = try data(version)
    #expect(throws: ClusterError.otherMajorVersion(needed: version, installed: [17, 15], data: data)) {
      try ServerBinaries.find(environment, data: data)
    }
  }

  @Test("takes the folder that the setting names, before all others")
  func explicit() throws {
    var environment = try debian(["100"])
    environment.programs = try fake("16.2 (Debian 16.2-1)")
    #expect(try ServerBinaries.find(environment).major == 16)
    environment.programs = "/nonexistent"
    #expect(throws: ClusterError.unusablePrograms(directory: "/nonexistent")) { try ServerBinaries.find(environment) }
  }

  @Test("looks along PATH where Debian's folders are missing")
  func path() throws {
    var environment = try debian([])
    environment.path = try "/nonexistent:\(fake("17beta1"))"
    #expect(try ServerBinaries.find(environment).major == 17)
    environment.path = "/nonexistent"
    #expect(throws: ClusterError.noServerPrograms(searched: [environment.versionedPrograms, "PATH"])) {
      try ServerBinaries.find(environment)
    }
  }

  @Test("refuses versions that the schema cannot stand on")
  func tooOld() throws {
    let environment = try debian(["13", "14"])
    #expect(throws: ClusterError.serverTooOld(found: 14, needed: 15)) { try ServerBinaries.find(environment) }
  }

  private func debian(_ versions: [String]) throws -> ClusterEnvironment {
    var environment = ClusterEnvironment(userID: geteuid(), path: "/nonexistent")
    environment.versionedPrograms = try TestFolder.make()
    for version in versions {
      let directory = "\(environment.versionedPrograms)/\(version)/bin"
      try Files.makeDirectory(directory, mode: 0o755)
      for program in ["postgres", "initdb", "pg_ctl"] {
        try Files.write("", to: "\(directory)/\(program)", mode: 0o755)
      }
    }
    return environment
  }

  private func data(_ version: String) throws -> String {
    let data = try TestFolder.make()
    try Files.write(version + "\n", to: data + "/PG_VERSION", mode: 0o644)
    return data
  }

  /// A folder whose `postgres` only tells its version.
  private func fake(_ version: String) throws -> String {
    let directory = try TestFolder.make()
    try Files.write("#!/bin/sh\necho 'postgres (PostgreSQL) \(version)'\n", to: directory + "/postgres", mode: 0o755)
    return directory
  }
}
