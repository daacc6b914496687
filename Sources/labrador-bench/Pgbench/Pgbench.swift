import EmbeddedPostgres
import LabStore
import Postgres

/// PostgreSQL's own load generator, sending what a crew of desks sends.
struct Pgbench {
  /// The program could not do what the desks do.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  private let command: Command
  private let clients: Int

  /// Learns the statements from the desks themselves, by the server's log; nil where pgbench is not installed.
  static func following(_ crew: ConfirmationCrew, at clinic: BenchClinic) async throws -> Pgbench? {
    let programs = try ServerBinaries.find(clinic.environment)
    let program = programs.directory + "/pgbench"
    guard Files.exists(program) else { return nil }
    let script = try await learn(crew, clinic)
    let path = clinic.cluster.location.root + "/confirm-\(crew.desks.count).sql"
    try Files.write(script.text, to: path, mode: 0o600)

    let target = try clinic.cluster.connectionTarget(as: .desk)
    let definitions = script.variables.flatMap { ["-D", "\($0.name)=\($0.value)"] }
    let connection = [("PGHOST", "host"), ("PGPORT", "port"), ("PGUSER", "user"), ("PGPASSWORD", "password")]
      .compactMap { variable, keyword in target[keyword].map { "\(variable)=\($0)" } }
    let command = Command(
      program, ["-n", "-M", "extended", "-f", path] + definitions,
      environment: Command.plainEnvironment + connection + ["PGDATABASE=\(target.database ?? "")"])
    return Pgbench(command: command, clients: crew.desks.count)
  }

  /// Runs the script so often with every client and answers with the transactions per second.
  func run(timesEach count: Int) throws -> Double {
    var command = command
    command.arguments += ["-c", "\(clients)", "-j", "\(min(clients, 2))", "-t", "\(count)"]
    let outcome = try command.run()
    let lines = outcome.output.split(separator: "\n")
    guard outcome.code == 0, let rate = lines.last(where: { $0.hasPrefix("tps = ") })?.split(separator: " "),
      rate.count > 2, let value = Double(rate[2])
    else { throw Failure(description: "pgbench failed: \(outcome.output)") }
    return value
  }

  /// Confirms once at each desk with every statement logged.
  private static func learn(_ crew: ConfirmationCrew, _ clinic: BenchClinic) async throws -> PgbenchScript {
    let role: SQL = "alter role \(identifier: Provisioning.deskRole)"
    try await clinic.administer([role + " set log_statement = 'all'"])
    var learned: [(statements: [LoggedStatement], made: Confirmation)] = []
    for desk in crew.desks {
      await desk.disconnect()
      let before = Files.read(clinic.cluster.location.log, limit: logLimit)?.utf8.count ?? 0
      let made = try await crew.confirm(at: desk)
      let log = Files.read(clinic.cluster.location.log, limit: logLimit) ?? ""
      let statements = LoggedStatement.read(
        String(decoding: log.utf8.dropFirst(before), as: UTF8.self), of: Provisioning.deskRole)
      learned.append((statements, made))
    }
    try await clinic.administer([role + " reset log_statement"])
    for desk in crew.desks { await desk.disconnect() }

    let tokens = learned.compactMap { token(in: $0.statements) }
    guard let model = learned.first, tokens.count == crew.desks.count,
      let begin = model.statements.firstIndex(where: { $0.text.hasPrefix("begin") })
    else { throw Failure(description: "The server's log does not show what the desks sent.") }
    return PgbenchScript(
      Array(model.statements[begin...]), key: model.made.key, booking: model.made.booking, tokens: tokens)
  }

  /// The session that a desk presents at the start of each transaction.
  private static func token(in statements: [LoggedStatement]) -> String? {
    statements.first { $0.text.hasPrefix("select set_config('labrador.session'") }?.values.first ?? nil
  }

  private static let logLimit = 1 << 26
}
