import LabCore
import LabStore
import Words

/// One stop of a route with the way to it.
struct RouteLeg: Sendable {
  /// Counts from 1.
  var place: Int
  var stop: Stop
  /// Where the way begins: the stop before, or the clinic.
  var origin: String
  /// Nil where either end has no position.
  var distance: Distance?

  /// `5.2 km from the clinic`, and for every stop but the first `1.4 km from Nala`.
  var ways: [String] {
    let whole = (stop.distance ?? (place == 1 ? distance : nil)).map { say("\($0.text) from the clinic") }
    let leg = place == 1 ? nil : distance.map { say("\($0.text) from \(origin)") }
    return [whole, leg].compactMap(\.self)
  }
}

extension CollectorRound {
  /// The stops in their order, each with the way from the one before; the first with the way from the clinic.
  func legs(from clinic: GeoPoint?) -> [RouteLeg] {
    var legs: [RouteLeg] = []
    var last = (name: say("the clinic"), point: clinic)
    for (offset, stop) in stops.enumerated() {
      let distance = last.point.flatMap { start in
        stop.point.map { Distance.estimatedByRoad(from: start, to: $0) }
      }
      legs.append(RouteLeg(place: offset + 1, stop: stop, origin: last.name, distance: distance))
      if let point = stop.point { last = (stop.petName, point) }
    }
    return legs
  }
}

extension [RouteLeg] {
  /// All ways that are known, without the way back.
  var length: Distance { reduce(.zero) { Distance(metres: $0.metres + ($1.distance?.metres ?? 0)) } }
}
