/// The configuration files of a private server: a unix socket alone, passwords always, durable unless thrown away.
struct ServerConfiguration: Sendable {
  let location: ClusterLocation
  let socketDirectory: String
  let durability: Cluster.Durability

  /// Client authentication: passwords on the local socket and nothing else.
  static let clientAuthentication = """
    # Written by labrador at every start.
    local all all scram-sha-256

    """

  /// The server's settings; a file `local.conf` beside it is read last.
  var text: String {
    let flush = durability == .durable ? "on" : "off"
    return """
      # Written by labrador at every start; put settings of your own into local.conf beside this file.
      cluster_name = \(quoted("labrador-" + location.name))
      hba_file = \(quoted(location.clientAuthentication))
      listen_addresses = ''
      port = 5432
      unix_socket_directories = \(quoted("\"" + socketDirectory.doubling("\"") + "\""))
      unix_socket_permissions = 0700
      max_connections = 250
      shared_buffers = 256MB
      max_wal_size = 512MB
      fsync = \(flush)
      full_page_writes = \(flush)
      synchronous_commit = \(flush)
      password_encryption = 'scram-sha-256'
      jit = off
      timezone = 'UTC'
      log_timezone = 'UTC'
      lc_messages = 'C'
      logging_collector = off
      log_destination = 'stderr'
      log_line_prefix = '%m [%p] %q%u@%d '
      include_if_exists = 'local.conf'

      """
  }

  private func quoted(_ text: String) -> String {
    "'" + text.doubling("\\").doubling("'") + "'"
  }
}

extension String {
  fileprivate func doubling(_ mark: Character) -> String {
    reduce(into: "") { result, character in
      result.append(character)
      if character == mark { result.append(character) }
    }
  }
}
