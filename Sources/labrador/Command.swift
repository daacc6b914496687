import DemoData

/// What the command line asks for.
enum Command: Equatable {
  case desk(DeskOptions)
  case demo(DemoOptions)
  case setup(owner: String, SetupOptions)
  case migrate(MigrateVerb, MigrateOptions)
  case databaseURL(as: DatabaseRole, DatabaseOptions)
  case doctor(DatabaseOptions, json: Bool)
  case seed(MeasuringSize, DatabaseOptions)
  case theme(ThemeVerb, ThemeOptions)
  case keys(json: Bool)
  case texts
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

/// Where `setup` puts what the desk needs afterwards, and whom it makes.
struct SetupOptions: Equatable {
  var serviceFile: String?
  var newPassword = false
  /// The organisation and its first account; nil leaves them to questions or to the first desk.
  var organization: OrganizationOptions?
  var json = false
}

/// The first organisation and account as typed; what is nil gets a default.
struct OrganizationOptions: Equatable {
  var name: String
  var slug: String?
  var currency = "INR"
  var timeZone: String?
  var country = "IN"
  var staffName: String
  var phone: String
  /// Where the password is read from; `-` is standard input.
  var passwordFile: String
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

/// The verbs of `labrador theme`.
enum ThemeVerb: String, CaseIterable, Equatable { case list, check, show }

/// Options of `labrador theme`.
struct ThemeOptions: Equatable {
  /// A name or a file; nil is every theme, or the one in use.
  var name: String?
  var color: String?
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
