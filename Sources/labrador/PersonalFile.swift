import EmbeddedPostgres
import LabStore

/// The folders of the person at the desk.
struct PersonalFolders: Sendable {
  var home: String?
  /// `XDG_DOWNLOAD_DIR`, where it is set.
  var downloads: String?

  /// Where files for the person go: the downloads where there is such a folder, else the home.
  var target: String? { [downloads, home].compactMap(\.self).first(where: Files.isDirectory) }
}

/// A file that the desk writes for the person who asked for it.
enum PersonalFile {
  /// Writes the file in one step, readable by its person alone, over an older one of that name; answers with its path.
  static func write(
    _ content: [UInt8], named name: String, in folders: PersonalFolders
  ) throws(DeskError) -> String {
    guard let folder = folders.target else {
      throw DeskError(.other, "There is no home folder to write to. Set XDG_DOWNLOAD_DIR to a folder of yours.")
    }
    let path = "\(folder)/\(name)"
    do {
      try Files.write(content, to: path, mode: 0o600)
    } catch {
      throw DeskError(.other, "\(path) cannot be written: \(error)")
    }
    return path
  }
}
