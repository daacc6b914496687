import EmbeddedPostgres
import Migrator

/// A note beside a private cluster that its schema and data are what this program wants.
///
/// It spares every later start a connection as the owner; without it everything is looked at again.
struct SchemaStamp {
  private let path: String

  init?(_ name: ClusterName, _ surroundings: Surroundings) {
    guard let location = try? ClusterLocation.resolve(name, surroundings.cluster) else { return nil }
    path = location.root + "/schema"
  }

  /// Says whether the note is there and was written by a program with the same migrations.
  var isValid: Bool { Files.read(path) == Self.text }

  /// Writes the note; where it cannot be written, the next start looks again.
  func write() { try? Files.write(Self.text, to: path, mode: 0o600) }

  /// Removes the note before the schema is changed by hand or deleted.
  func remove() { Files.unlink(path) }

  /// The version and a hash of every migration that the program carries.
  private static let text: String = {
    let migrations = (try? MigrationSet.embedded())?.migrations ?? []
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for migration in migrations {
      for byte in migration.up.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }
    return "version \(migrations.last?.version ?? 0), migrations \(String(hash, radix: 16))\n"
  }()
}
