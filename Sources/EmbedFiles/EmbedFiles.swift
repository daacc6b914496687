import Foundation
import PackagePlugin

/// Writes the files of a folder into one Swift source file, so that the binary carries them.
///
/// `Migrator` embeds `Migrations/*.sql`, `Tui` embeds `Themes/*.json5`, and `Words` its table of texts. A test compares what is embedded with the folders.
@main
struct EmbedFiles: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let (folder, place, suffix) =
      switch target.name {
      case "Migrator": ("Migrations", "Migrations", ".sql")
      case "Words": ("Texts", "Sources/Words/Texts", ".json5")
      default: ("Themes", "Themes", ".json5")
      }
    let root = context.package.directoryURL.appending(path: place)
    let names = try FileManager.default.contentsOfDirectory(atPath: root.path).filter { $0.hasSuffix(suffix) }.sorted()
    let files = names.map { root.appending(path: $0) }
    let output = context.pluginWorkDirectoryURL.appending(path: "Embedded\(folder).swift")
    return [
      .buildCommand(
        displayName: "Embedding \(folder)",
        executable: URL(filePath: "/bin/sh"),
        arguments: ["-c", Self.script, folder, output.path] + files.map(\.path),
        inputFiles: files,
        outputFiles: [output])
    ]
  }

  /// Raw string literals keep SQL and JSON5 readable and compile a hundred times faster than arrays of bytes.
  private static let script = #####"""
    folder=$0 output=$1; shift
    {
      printf '/// The files of the folder %s as they were at build time, by name.\n' "$folder"
      printf 'package enum Embedded%s {\n  package static let files: [(name: String, text: String)] = [\n' "$folder"
      for file in "$@"; do
        printf '(name: "%s", text: ####"""\n' "${file##*/}"
        cat "$file"
        printf '\n"""####),\n'
      done
      printf '  ]\n}\n'
    } > "$output"
    """#####
}
