import LabCore
import LabStore

/// A collector's route as a file for a spreadsheet or another map.
enum RouteExport {
  static func text(_ legs: [RouteLeg], in currency: Currency) -> String {
    var csv = CSVText([
      "stop", "time", "status", "booking", "client", "phone", "pet", "species", "address", "area", "latitude",
      "longitude", "km from the clinic", "km from the stop before", "directions", "ask", "tubes", "numbers",
      "to be paid", "currency", "notes",
    ])
    for leg in legs {
      let stop = leg.stop
      csv.append([
        "\(leg.place)", stop.startsAt.description, stop.status.storedName, stop.number, stop.clientName,
        stop.phones.joined(separator: " "), stop.petName, stop.species.storedName, stop.address ?? "", stop.area ?? "",
        stop.point.map { "\($0.latitude)" } ?? "", stop.point.map { "\($0.longitude)" } ?? "",
        stop.distance?.kilometreText ?? "", leg.distance?.kilometreText ?? "", stop.directions?.text ?? "",
        stop.checks.map { $0.droppingPrefix("[ ] ") }.joined(separator: "; "),
        stop.tubes(limits: DrawLimits()).groups.map(\.line).joined(separator: "; "),
        stop.specimens.map(\.number).joined(separator: " "), stop.open.plainText(in: currency), currency.code,
        stop.notes ?? "",
      ])
    }
    return csv.text
  }
}
