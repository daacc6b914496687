import Testing

/// The one dependency rule: imports point down only.
@Suite("Dependencies")
struct DependencyTests {
  /// What each target may import of ours; `labrador` and the benchmarks wire everything together.
  static let rule: [(target: String, below: Set<String>)] = [
    ("Words", []),
    ("TaskLanes", ["CTaskHooks"]),
    ("Tui", ["Words"]),
    ("TuiCurses", ["Tui", "CNcurses", "CMainQueue"]),
    ("QRCode", ["CQRencode"]),
    ("Postgres", ["CPostgres"]),
    ("Migrator", ["Postgres"]),
    ("EmbeddedPostgres", ["Postgres"]),
    ("LabCore", ["Words"]),
    ("LabStore", ["Words", "Postgres", "LabCore"]),
    ("FrontDesk", ["Words", "Tui", "QRCode", "LabStore", "LabCore"]),
    ("DemoData", ["Words", "Postgres", "LabCore"]),
    ("labrador", everything),
    ("labrador-bench", everything),
  ]

  static let everything: Set<String> = [
    "Words", "TaskLanes", "Tui", "TuiCurses", "QRCode", "Postgres", "Migrator", "EmbeddedPostgres", "LabCore",
    "LabStore", "FrontDesk", "DemoData",
  ]
  static let wrappers: Set<String> = ["CNcurses", "CMainQueue", "CPostgres", "CQRencode", "CTaskHooks"]

  /// Modules of the toolchain that any target may import.
  static let toolchain: Set<String> = ["Swift", "Glibc", "Dispatch", "Synchronization", "FoundationEssentials"]

  @Test("A target imports what lies below it and nothing else of ours", arguments: rule.map(\.target))
  func importsPointDown(_ target: String) throws {
    let below = try #require(Self.rule.first { $0.target == target }).below
    for file in try Repository.swiftFiles(in: "Sources/\(target)") {
      for module in file.imports where Self.everything.union(Self.wrappers).contains(module) {
        #expect(below.contains(module), "\(file.path) imports \(module)")
      }
    }
  }

  @Test("Outside modules are the toolchain's; full Foundation, 16 MB of it, stays with the build plugin")
  func outsideModules() throws {
    let ours = Self.everything.union(Self.wrappers)
    for file in try Repository.swiftFiles(in: "Sources") where file.target != "EmbedFiles" {
      for module in file.imports where !ours.contains(module) {
        #expect(Self.toolchain.contains(module), "\(file.path) imports \(module)")
      }
    }
  }

  @Test("Every folder of Sources has its line in the rule")
  func everyTarget() throws {
    let known = Set(Self.rule.map(\.target)).union(Self.wrappers).union(["EmbedFiles"])
    #expect(Set(try Repository.names(in: "Sources")) == known)
  }

  @Test(
    "Only the wrappers name the C libraries",
    arguments: [
      ("CNcurses", "TuiCurses"), ("CMainQueue", "TuiCurses"), ("CPostgres", "Postgres"), ("CQRencode", "QRCode"),
      ("CTaskHooks", "TaskLanes"),
    ])
  func wrappers(_ module: String, _ target: String) throws {
    let importers = try Repository.swiftFiles(in: "Sources").filter { $0.imports.contains(module) }
    #expect(!importers.isEmpty)
    #expect(importers.allSatisfy { $0.target == target }, "\(importers.map(\.path))")
  }

  @Test("The screens never name SQL, and the domain never names a screen or a connection")
  func layersByWord() throws {
    for file in try Repository.swiftFiles(in: "Sources/FrontDesk") {
      #expect(file.occurrences(of: /\bSQL\b|\bConnection\b/) == [])
    }
    for file in try Repository.swiftFiles(in: "Sources/LabCore") {
      #expect(file.occurrences(of: /\bSQL\b|\bConnection\b|\bCanvas\b/) == [])
    }
  }
}
