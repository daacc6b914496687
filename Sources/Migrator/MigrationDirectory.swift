import FoundationEssentials

extension MigrationSet {
  /// Reads the `.sql` files of a folder.
  package init(directory: String) throws(MigrationError) {
    var files: [(name: String, text: String)] = []
    do {
      for name in try FileManager.default.contentsOfDirectory(atPath: directory) where name.hasSuffix(".sql") {
        files.append((name, try String(contentsOfFile: directory + "/" + name, encoding: .utf8)))
      }
    } catch {
      throw .invalidSet("the folder \(directory) or a file in it cannot be read as UTF-8 text")
    }
    guard !files.isEmpty else { throw .invalidSet("the folder \(directory) holds no .sql file") }
    try self.init(files: files)
  }
}
