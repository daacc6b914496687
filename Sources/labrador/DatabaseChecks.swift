import EmbeddedPostgres
import Migrator
import Postgres

/// Looks at the server programs and at the database in use, as the desk would see it.
struct DatabaseChecks {
  private let options: DatabaseOptions
  private let surroundings: Surroundings

  init(_ options: DatabaseOptions, _ surroundings: Surroundings) {
    self.options = options
    self.surroundings = surroundings
  }

  func findings() async -> [DoctorFinding] {
    let choice: DatabaseChoice
    do {
      choice = try DatabaseChoice.forCommand(options, surroundings)
    } catch {
      return [.fail("database", Failure.sentence(of: error), "Correct the address of the database.")]
    }
    switch choice {
    case .server(let target):
      return [.ok("database", "\(target), a server of your own.")] + (await ask(target, cluster: nil))
    case .embedded(let name): return await embedded(name)
    }
  }

  // MARK: The private server

  private func embedded(_ name: ClusterName) async -> [DoctorFinding] {
    var findings = [programs]
    do {
      let cluster = try Cluster(name, environment: surroundings.cluster)
      findings.append(folder(cluster.location.root))
      guard cluster.hasData else {
        findings.append(.ok("database", "The private database “\(name.rawValue)” is made at the first start."))
        return findings
      }
      let wasRunning = cluster.isRunning
      try await cluster.ensureRunning()
      let state = wasRunning ? "runs" : "starts"
      findings.append(.ok("database", "The private database “\(name.rawValue)” \(state), in \(cluster.location.root)."))
      findings += await ask(try cluster.connectionTarget(as: .desk), cluster: name)
      if !wasRunning { _ = try? await cluster.leave() }
    } catch {
      findings.append(.fail("database", Failure.sentence(of: error), "Do what the sentence says and try again."))
    }
    return findings
  }

  private var programs: DoctorFinding {
    do {
      let found = try ServerBinaries.find(surroundings.cluster)
      return .ok("postgresql.programs", "PostgreSQL \(found.major) in \(found.directory).")
    } catch {
      return .fail("postgresql.programs", Failure.sentence(of: error), "On Debian: apt-get install postgresql")
    }
  }

  private func folder(_ root: String) -> DoctorFinding {
    guard Writable.isPossible(root) else {
      return .fail(
        "places.data", "\(root) cannot be written.", "Make it writable, or name another folder in LABRADOR_HOME.")
    }
    return .ok("places.data", "\(root) can be written.")
  }

  // MARK: The connection

  private func ask(_ target: ConnectionTarget, cluster: ClusterName?) async -> [DoctorFinding] {
    do {
      let connection = try await Connection.open(target, applicationName: "labrador doctor", timeout: .seconds(8))
      var findings = [version(connection)]
      findings += await ServerChecks(connection: connection, cluster: cluster).findings()
      await connection.close()
      return findings
    } catch {
      return [
        .fail("connection", Failure.sentence(of: error), "Check the address, the password and that the server runs.")
      ]
    }
  }

  private func version(_ connection: Connection) -> DoctorFinding {
    let major = connection.serverVersion / 10_000
    guard major >= ServerBinaries.oldest else {
      return .fail(
        "connection", "The server is PostgreSQL \(major).", "PostgreSQL \(ServerBinaries.oldest) or newer is needed.")
    }
    return .ok("connection", "PostgreSQL \(major) answers.")
  }
}
