/// The password files of a cluster, each readable by its user alone.
struct ClusterSecrets: Sendable {
  private let location: ClusterLocation

  init(_ location: ClusterLocation) {
    self.location = location
  }

  /// Reads an account's password.
  func password(_ account: ClusterAccount) throws(ClusterError) -> String {
    let path = location.secret(account)
    guard let text = Files.read(path)?.split(separator: "\n").first else { throw .missingSecret(path: path) }
    return String(text)
  }

  /// Makes the passwords that are missing; the superuser's only together with new data, which it opens.
  func make(newData: Bool) throws(ClusterError) {
    try Files.makeDirectory(location.secrets, mode: 0o700)
    for account in ClusterAccount.allCases where newData || !Files.exists(location.secret(account)) {
      guard newData || account != .superuser else { throw .missingSecret(path: location.secret(account)) }
      try Files.write(Password.random() + "\n", to: location.secret(account), mode: 0o600)
    }
  }
}
