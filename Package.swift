// swift-tools-version: 6.2
import PackageDescription

/// Warnings are errors everywhere: a warning that stays is a warning nobody reads.
let common: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// Everything but the thin layers around C is held to strict memory safety.
let settings = common + [.strictMemorySafety()]

/// The embedding plugin turns a folder of text files into Swift source at build time.
let embed: [Target.PluginUsage] = [.plugin(name: "EmbedFiles")]

func library(
  _ name: String, _ dependencies: [String] = [], plugins: [Target.PluginUsage] = [], wrapsC: Bool = false
) -> Target {
  .target(
    name: name, dependencies: dependencies.map { .byName(name: $0) }, swiftSettings: wrapsC ? common : settings,
    plugins: plugins)
}

/// Goldens and fixtures are read from the source folder, so that a test can record them anew.
func tests(_ name: String, _ dependencies: [String], data: [String] = []) -> Target {
  .testTarget(
    name: name, dependencies: dependencies.map { .byName(name: $0) }, exclude: data, swiftSettings: common)
}

let everything = [
  "Words", "TaskLanes", "Tui", "TuiCurses", "QRCode", "Postgres", "Migrator", "EmbeddedPostgres", "LabCore",
  "LabStore", "FrontDesk", "DemoData",
]

let package = Package(
  name: "labrador",
  products: [.executable(name: "labrador", targets: ["labrador"])],
  targets: [
    .systemLibrary(name: "CNcurses", providers: [.apt(["libncurses-dev"])]),
    .systemLibrary(name: "CMainQueue"),
    .systemLibrary(name: "CPostgres", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(name: "CQRencode", providers: [.apt(["libqrencode-dev"])]),
    .systemLibrary(name: "CTaskHooks"),
    .plugin(name: "EmbedFiles", capability: .buildTool(), path: "Sources/EmbedFiles"),

    library("TaskLanes", ["CTaskHooks"], wrapsC: true),
    .target(name: "Words", exclude: ["Texts"], swiftSettings: settings, plugins: embed),
    library("Tui", ["Words"], plugins: embed),
    library("TuiCurses", ["Tui", "CNcurses", "CMainQueue"], wrapsC: true),
    library("QRCode", ["CQRencode"], wrapsC: true),
    library("Postgres", ["CPostgres"], wrapsC: true),
    library("Migrator", ["Postgres"], plugins: embed),
    library("EmbeddedPostgres", ["Postgres"]),
    library("LabCore", ["Words"]),
    library("LabStore", ["Words", "Postgres", "LabCore"]),
    library("FrontDesk", ["Words", "Tui", "QRCode", "LabStore", "LabCore"]),
    library("DemoData", ["Words", "Postgres", "LabCore"]),
    .executableTarget(
      name: "labrador", dependencies: everything.map { .byName(name: $0) }, swiftSettings: settings),
    .executableTarget(
      name: "labrador-bench", dependencies: everything.map { .byName(name: $0) }, swiftSettings: settings),

    .target(
      name: "TestSupport",
      dependencies: ["Postgres", "Migrator", "EmbeddedPostgres"], path: "Tests/TestSupport", swiftSettings: common),
    tests("WordsTests", ["Words"]),
    tests("TaskLanesTests", ["TaskLanes"]),
    tests("TuiTests", ["Words", "Tui"], data: ["Goldens"]),
    tests("TuiCursesTests", ["Tui", "TuiCurses"]),
    tests("QRCodeTests", ["QRCode"]),
    tests("PostgresTests", ["Postgres", "EmbeddedPostgres", "TestSupport"]),
    tests("MigratorTests", ["Migrator", "Postgres", "EmbeddedPostgres", "TestSupport"], data: ["Fixtures"]),
    tests("EmbeddedPostgresTests", ["EmbeddedPostgres", "Postgres", "TestSupport"]),
    tests("LabCoreTests", ["Words", "LabCore", "TestSupport"]),
    tests(
      "LabStoreTests", ["Words", "LabStore", "DemoData", "LabCore", "Postgres", "EmbeddedPostgres", "TestSupport"]),
    tests(
      "FrontDeskTests",
      ["Words", "FrontDesk", "QRCode", "LabStore", "LabCore", "Tui", "Postgres", "EmbeddedPostgres", "TestSupport"],
      data: ["Goldens"]),
    tests(
      "DemoDataTests", ["Words", "DemoData", "LabCore", "Migrator", "Postgres", "EmbeddedPostgres", "TestSupport"]),
    tests("ArchitectureTests", ["Migrator", "Words", "Tui"]),
    tests("EndToEndTests", ["Words", "FrontDesk", "DemoData", "Tui", "Postgres", "EmbeddedPostgres", "TestSupport"]),
  ],
  swiftLanguageModes: [.v6]
)
