import LabCore
import LabStore

/// Confirmations of an intake per second, beside pgbench sending the same statements in the same round trips.
///
/// Rounds of desk and pgbench alternate, so that a machine that grows slower slows both; the ratio is the median of pairs.
struct ConfirmationBenchmark: Benchmark {
  private static let desks = [1, 8]

  var names: [String] { Self.desks.flatMap { [Self.rate($0), Self.time($0)] } }

  func run(on stand: Stand) async throws {
    let clinic = try await stand.clinic()
    for count in Self.desks where stand.wants(Self.rate(count)) || stand.wants(Self.time(count)) {
      let crew = try await ConfirmationCrew.make(count, at: clinic)
      let peer = try await Pgbench.following(crew, at: clinic)
      let rounds = try await measure(crew, peer, isQuick: stand.meter.isQuick)
      try await stand.row(Self.rate(count)) { rateRow(count, rounds, peer) }
      try await stand.row(Self.time(count)) {
        ResultRow(Self.time(count), Sample(rounds.flatMap(\.times)), in: .milliseconds)
      }
      await crew.close()
    }
  }

  /// One stretch of confirmations by every desk, and one of pgbench.
  private struct Round {
    let rate: Double
    let times: [Double]
    let peerRate: Double?
  }

  private func measure(_ crew: ConfirmationCrew, _ peer: Pgbench?, isQuick: Bool) async throws -> [Round] {
    let each = isQuick ? 20 : 100
    _ = try await crew.confirm(timesEach: each / 4)
    _ = try peer?.run(timesEach: each / 4)
    var rounds: [Round] = []
    for _ in 0..<(isQuick ? 1 : 5) {
      let own = try await crew.confirm(timesEach: each)
      rounds.append(Round(rate: own.rate, times: own.times, peerRate: try peer?.run(timesEach: each)))
    }
    return rounds
  }

  private func rateRow(_ count: Int, _ rounds: [Round], _ peer: Pgbench?) -> ResultRow {
    let peerRates = rounds.compactMap(\.peerRate)
    let ratios = rounds.compactMap { round in round.peerRate.map { round.rate / $0 } }
    return ResultRow(
      Self.rate(count), perSecond: Sample(rounds.map(\.rate)).median,
      peer: peerRates.isEmpty ? nil : ResultRow.Peer(name: "pgbench", value: Sample(peerRates).median),
      ratio: ratios.isEmpty ? nil : Sample(ratios).median,
      note: peer == nil ? "pgbench is not installed beside the server; no peer" : nil)
  }

  private static func rate(_ desks: Int) -> String { "confirmations, \(words(desks))" }
  private static func time(_ desks: Int) -> String { "time of a confirmation, \(words(desks))" }
  private static func words(_ desks: Int) -> String { desks == 1 ? "1 desk" : "\(desks) desks" }
}
