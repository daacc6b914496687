import DemoData
import FrontDesk

/// Reads the command line; pure, so that every mistake can be tested without running anything.
struct CommandParser {
  private var words: ArraySlice<String>

  /// Turns the arguments after the program's name into a command.
  static func parse(_ arguments: [String]) throws(UsageError) -> Command {
    var parser = CommandParser(words: arguments[...])
    return try parser.command()
  }

  private mutating func command() throws(UsageError) -> Command {
    guard let first = words.first else { return .desk(DeskOptions()) }
    switch first {
    case "-h", "--help", "help": return .help
    case "-V", "--version", "version":
      words.removeFirst()
      if let word = words.first { throw unknown(word) }
      return .version
    case "demo": return try named { parser throws(UsageError) in try parser.demo() }
    case "setup": return try named { parser throws(UsageError) in try parser.setup() }
    case "migrate": return try named { parser throws(UsageError) in try parser.migrate() }
    case "database": return try named { parser throws(UsageError) in try parser.database() }
    case "seed": return try named { parser throws(UsageError) in try parser.seed() }
    case "theme": return try named { parser throws(UsageError) in try parser.theme() }
    case "texts":
      return try named { parser throws(UsageError) in
        if let word = parser.words.first { throw parser.unknown(word) }
        return .texts
      }
    case "keys": return try named { parser throws(UsageError) in try parser.keys() }
    case "doctor": return try named { parser throws(UsageError) in try parser.doctor() }
    case _ where first.hasPrefix("-"):
      if words.contains("--help") || words.contains("-h") { return .help }
      return .desk(try desk())
    default: throw UsageError(sentence: "There is no command `\(first)`.")
    }
  }

  private mutating func named(_ read: (inout CommandParser) throws(UsageError) -> Command) throws(UsageError) -> Command
  {
    words.removeFirst()
    if words.contains("--help") || words.contains("-h") { return .help }
    return try read(&self)
  }

  private mutating func desk() throws(UsageError) -> DeskOptions {
    var options = DeskOptions()
    while let word = words.popFirst() {
      try deskOption(word, into: &options)
    }
    return options
  }

  private mutating func deskOption(_ word: String, into options: inout DeskOptions) throws(UsageError) {
    switch word {
    case "--database": options.database = try value(of: word)
    case "--theme": options.theme = try value(of: word)
    case "--color": options.color = try oneOf(Preferences.colorNames, word)
    default: throw unknown(word)
    }
  }

  private mutating func demo() throws(UsageError) -> Command {
    var options = DemoOptions()
    var json = false
    while let word = words.popFirst() {
      switch word {
      case "--accounts": options.task = .accounts(json: false)
      case "--reset": options.task = .reset
      case "--json": json = true
      case "--database":
        throw UsageError(sentence: "The demo brings its own database; `--database` belongs to plain `labrador`.")
      default: try deskOption(word, into: &options.desk)
      }
    }
    if json {
      guard case .accounts = options.task else {
        throw UsageError(sentence: "`--json` goes with `labrador demo --accounts`.")
      }
      options.task = .accounts(json: true)
    }
    return .demo(options)
  }

  private mutating func setup() throws(UsageError) -> Command {
    var owner: String?
    var options = SetupOptions()
    var person: [String: String] = [:]
    while let word = words.popFirst() {
      switch word {
      case "--database": owner = try value(of: word)
      case "--service-file": options.serviceFile = try value(of: word)
      case "--new-password": options.newPassword = true
      case "--json": options.json = true
      case _ where Self.organizationOptions.contains(word): person[word] = try value(of: word)
      case "--password":
        throw UsageError(
          sentence: "A password on the command line can be read by everybody: use `--password-file FILE`.")
      default: throw unknown(word)
      }
    }
    guard let owner else {
      throw UsageError(sentence: "`labrador setup` needs `--database OWNER_URL`, a login that may create roles.")
    }
    options.organization = try organization(person)
    return .setup(owner: owner, options)
  }

  private static let neededForOrganization = ["--organization", "--name", "--phone", "--password-file"]
  private static let organizationOptions =
    neededForOrganization + ["--slug", "--currency", "--time-zone", "--country"]

  private func organization(_ values: [String: String]) throws(UsageError) -> OrganizationOptions? {
    guard !values.isEmpty else { return nil }
    let missing = Self.neededForOrganization.filter { values[$0] == nil }
    guard let name = values["--organization"], let staff = values["--name"], let phone = values["--phone"],
      let passwordFile = values["--password-file"]
    else {
      let list = missing.map { "`\($0)`" }.joined(separator: ", ")
      throw UsageError(sentence: "To make the first organisation and its account, add \(list).")
    }
    var options = OrganizationOptions(name: name, staffName: staff, phone: phone, passwordFile: passwordFile)
    options.slug = values["--slug"]
    options.currency = values["--currency"] ?? options.currency
    options.timeZone = values["--time-zone"]
    options.country = values["--country"] ?? options.country
    return options
  }

  private mutating func migrate() throws(UsageError) -> Command {
    let verbs = MigrateVerb.allCases.map(\.rawValue).joined(separator: ", ")
    guard let word = words.popFirst(), let verb = MigrateVerb(rawValue: word) else {
      throw UsageError(sentence: "`labrador migrate` needs one of: \(verbs).")
    }
    var options = MigrateOptions()
    while let word = words.popFirst() {
      switch word {
      case "--database": options.database.url = try value(of: word)
      case "--demo": options.database.isDemo = true
      case "--migrations": options.directory = try value(of: word)
      case "--to": options.target = try number(word, try value(of: word))
      case "--json": options.json = true
      case _ where !word.hasPrefix("-") && options.target == nil: options.target = try number(verb.rawValue, word)
      default: throw unknown(word)
      }
    }
    switch verb {
    case .down, .stamp:
      guard options.target != nil else {
        throw UsageError(sentence: "`labrador migrate \(verb.rawValue)` needs a version, for example `--to 1`.")
      }
    case .status, .validate, .history:
      guard options.target == nil else {
        throw UsageError(sentence: "`labrador migrate \(verb.rawValue)` takes no version.")
      }
    case .plan, .up: break
    }
    try refuseTwoDatabases(options.database)
    return .migrate(verb, options)
  }

  private mutating func database() throws(UsageError) -> Command {
    guard words.popFirst() == "url" else {
      throw UsageError(sentence: "`labrador database` knows one word: `url`.")
    }
    var role = DatabaseRole.desk
    var options = DatabaseOptions()
    while let word = words.popFirst() {
      switch word {
      case "--as":
        let name = try oneOf(DatabaseRole.allCases.map(\.rawValue), word)
        role = DatabaseRole(rawValue: name) ?? .desk
      case "--demo": options.isDemo = true
      case "--database": options.url = try value(of: word)
      default: throw unknown(word)
      }
    }
    try refuseTwoDatabases(options)
    return .databaseURL(as: role, options)
  }

  private mutating func doctor() throws(UsageError) -> Command {
    var options = DatabaseOptions()
    var json = false
    while let word = words.popFirst() {
      switch word {
      case "--database": options.url = try value(of: word)
      case "--demo": options.isDemo = true
      case "--json": json = true
      default: throw unknown(word)
      }
    }
    try refuseTwoDatabases(options)
    return .doctor(options, json: json)
  }

  private mutating func keys() throws(UsageError) -> Command {
    var json = false
    while let word = words.popFirst() {
      guard word == "--json" else { throw unknown(word) }
      json = true
    }
    return .keys(json: json)
  }

  private mutating func theme() throws(UsageError) -> Command {
    let verbs = ThemeVerb.allCases.map(\.rawValue).joined(separator: ", ")
    guard let word = words.popFirst(), let verb = ThemeVerb(rawValue: word) else {
      throw UsageError(sentence: "`labrador theme` needs one of: \(verbs).")
    }
    var options = ThemeOptions()
    while let word = words.popFirst() {
      switch word {
      case "--json" where verb != .show: options.json = true
      case "--color" where verb == .show: options.color = try oneOf(Preferences.colorNames, word)
      case _ where !word.hasPrefix("-") && options.name == nil && verb != .list: options.name = word
      default: throw unknown(word)
      }
    }
    return .theme(verb, options)
  }

  private mutating func seed() throws(UsageError) -> Command {
    var counts: [String: Int] = [:]
    var options = DatabaseOptions()
    while let word = words.popFirst() {
      switch word {
      case "--clients", "--pets", "--bookings": counts[word] = try count(word, try value(of: word))
      case "--demo": options.isDemo = true
      case "--database": options.url = try value(of: word)
      default: throw unknown(word)
      }
    }
    guard let clients = counts["--clients"] else {
      throw UsageError(sentence: "`labrador seed` needs `--clients`, for example `--clients 1000000 --pets 1500000`.")
    }
    let pets = counts["--pets"] ?? clients * 3 / 2
    try refuseTwoDatabases(options)
    return .seed(MeasuringSize(clients: clients, pets: pets, bookings: counts["--bookings"] ?? pets), options)
  }

  private func count(_ option: String, _ text: String) throws(UsageError) -> Int {
    guard let number = Int(text.filter { $0 != "," && $0 != "_" }), number >= 0, number <= MeasuringSize.limit else {
      throw UsageError(sentence: "`\(option)` takes a number up to \(MeasuringSize.limit); `\(text)` is none.")
    }
    return number
  }

  private func refuseTwoDatabases(_ options: DatabaseOptions) throws(UsageError) {
    guard options.url == nil || !options.isDemo else {
      throw UsageError(sentence: "`--demo` and `--database` name two databases; give one of them.")
    }
  }

  private mutating func value(of option: String) throws(UsageError) -> String {
    guard let value = words.popFirst(), !value.isEmpty, !value.hasPrefix("--") else {
      throw UsageError(sentence: "`\(option)` needs a value.")
    }
    return value
  }

  private mutating func oneOf(_ allowed: [String], _ option: String) throws(UsageError) -> String {
    let value = try value(of: option)
    guard allowed.contains(value) else {
      throw UsageError(sentence: "`\(option)` takes one of: \(allowed.joined(separator: ", ")); not `\(value)`.")
    }
    return value
  }

  private func number(_ option: String, _ text: String) throws(UsageError) -> Int {
    guard let number = Int(text), number >= 0 else {
      throw UsageError(sentence: "`\(option)` takes the number of a migration; `\(text)` is none.")
    }
    return number
  }

  private func unknown(_ word: String) -> UsageError {
    UsageError(sentence: word.hasPrefix("-") ? "There is no option `\(word)` here." : "`\(word)` is one word too many.")
  }
}
