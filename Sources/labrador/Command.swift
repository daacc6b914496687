/// What the command line asks for.
enum Command: Equatable {
  case desk(DeskOptions)
  case demo(DemoOptions)
  case setup(owner: String, organization: SetupOptions)
  case migrate(MigrateVerb, MigrateOptions)
  case databaseURL(as: DatabaseRole, DatabaseOptions)
  case doctor(DatabaseOptions, json: Bool)
  case help
  case version
}

/// Options of the desk itself.
struct DeskOptions: Equatable {
  var database: String?
  var theme: String?
  var color: String?
}

/// Options of the demo.
struct DemoOptions: Equatable {
  enum Task: Equatable { case open, accounts(json: Bool), reset }
  var task = Task.open
  var desk = DeskOptions()
}

/// Where `setup` puts what the desk needs afterwards.
struct SetupOptions: Equatable {
  var serviceFile: String?
  var json = false
}

/// The verbs of `labrador migrate`.
enum MigrateVerb: String, CaseIterable, Equatable {
  case status, plan, up, down, validate, history, stamp
}

/// Options of `labrador migrate`.
struct MigrateOptions: Equatable {
  var database = DatabaseOptions()
  var target: Int?
  var directory: String?
  var json = false
}

/// The roles a connection string can be printed for.
enum DatabaseRole: String, CaseIterable, Equatable { case desk, owner }

/// Which database a command works on: a URL, the demo's cluster or the default one.
struct DatabaseOptions: Equatable {
  var url: String?
  var isDemo = false
}

/// A mistake on the command line, with the sentence that explains it.
struct UsageError: Error, Equatable {
  let sentence: String
}
