import Glibc

/// Creates a data directory beside its place and moves it there when it is whole, so that a killed attempt leaves no half.
struct ServerInitialiser: Sendable {
  let location: ClusterLocation
  let files: ClusterFiles
  let user: ServerUser
  let binaries: ServerBinaries
  let isDurable: Bool

  private static let prefix = "new-"

  /// Runs `initdb` with checksums, UTF-8, a locale that sorts the same everywhere and a random superuser password.
  func run() throws(ClusterError) {
    for name in Files.names(in: location.server) where name.hasPrefix(Self.prefix) {
      try files.remove("\(location.server)/\(name)", by: user)
    }
    Files.unlink(location.provisioned)
    let secrets = ClusterSecrets(location)
    try secrets.make(newData: true)

    let work = "\(location.server)/\(Self.prefix)\(Password.random().prefix(8))"
    try Files.makeDirectory(work, mode: 0o700)
    let passwordFile = work + "/password"
    try Files.write(try secrets.password(.superuser) + "\n", to: passwordFile, mode: 0o600)
    try files.own(passwordFile, by: user)
    try files.own(work, by: user)

    let outcome = try user.command(
      binaries.initdb,
      [
        "--pgdata=\(work)/data", "--username=\(ClusterAccount.superuser.role)", "--pwfile=\(passwordFile)",
        "--auth=scram-sha-256", "--encoding=UTF8", "--locale=\(Self.locale)", "--data-checksums",
      ] + (isDurable ? [] : ["--no-sync"])
    ).run()
    guard outcome.code == 0 else {
      try files.remove(work, by: user)
      throw .initialisationFailed(reason: outcome.lastLine)
    }
    try Files.rename(work + "/data", to: location.data)
    try files.remove(work, by: user)
  }

  /// `C.UTF-8` knows the letters of every script; plain `C` is there where it is not installed.
  private static var locale: String {
    guard let locale = unsafe newlocale(LC_CTYPE_MASK, "C.UTF-8", nil) else { return "C" }
    unsafe freelocale(locale)
    return "C.UTF-8"
  }
}
