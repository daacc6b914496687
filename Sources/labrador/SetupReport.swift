/// What `labrador setup` came to, for people and for machines.
struct SetupReport: Encodable {
  let database: String
  let schemaVersion: Int
  let serviceFile: String
  let isPasswordNew: Bool
  /// The short name of the organisation that was made.
  let organization: String?
  /// Whether nobody can sign in yet.
  let isEmpty: Bool

  var json: String { JSONText.of(self) }

  var text: String {
    var lines = [
      "Database “\(database)” stands at version \(schemaVersion).",
      isPasswordNew
        ? "The desk's login is in \(serviceFile), section [\(DatabaseChoice.service)]; its password is new."
        : "The desk's login in \(serviceFile), section [\(DatabaseChoice.service)], works and was kept.",
    ]
    if let organization { lines.append("Organisation “\(organization)” and its administrator were made.") }
    lines.append(
      isEmpty
        ? "Next: start `labrador`; the first desk asks for the organisation and its first account."
        : "Next: start `labrador` and sign in.")
    lines.append(
      "Other machines need a copy of that section; later versions: `labrador migrate up --database OWNER_URL`.")
    return lines.joined(separator: "\n")
  }
}
