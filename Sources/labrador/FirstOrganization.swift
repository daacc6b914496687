import EmbeddedPostgres
import LabCore
import LabStore

/// Turns options or answers into the first organisation and account, with every mistake told before anything is made.
struct FirstOrganization {
  /// The shortest and the longest password, in characters and bytes: bcrypt reads no more.
  private static let passwordLength = (shortest: 10, longest: 72)

  /// Reads the options of `labrador setup`.
  static func parse(_ options: OrganizationOptions, timeZone: String?) throws -> FirstStart {
    try FirstStart(
      organizationName: required(options.name, "the organisation's name"), slug: slug(options.slug, of: options.name),
      currency: code(options.currency, letters: 3, "currency", example: "INR"),
      timeZone: options.timeZone ?? timeZone ?? "Asia/Kolkata",
      countryCode: code(options.country, letters: 2, "country", example: "IN"),
      staffName: required(options.staffName, "the person's name"), phone: phone(options.phone, options.country),
      password: checked(password(from: options.passwordFile)))
  }

  /// Asks for everything on the terminal; a wrong answer is asked for again.
  static func ask(timeZone: String?) throws -> FirstStart {
    Console.note("The database is empty. The first organisation and its administrator:")
    let name = try Prompt.line("  Organisation: ") { try required($0, "the organisation's name") }
    let short = try? self.slug(nil, of: name)
    let slug = try Prompt.line("  Short name for signing in", default: short) { text -> String in
      try self.slug(text, of: name)
    }
    let country = try Prompt.line("  Country code", default: "IN") {
      try code($0, letters: 2, "country", example: "IN")
    }
    let currency = try Prompt.line("  Currency", default: "INR") {
      try code($0, letters: 3, "currency", example: "INR")
    }
    let zone = try Prompt.line("  Time zone", default: timeZone ?? "Asia/Kolkata") { try required($0, "a time zone") }
    let staff = try Prompt.line("  Your name: ") { try required($0, "your name") }
    let phone = try Prompt.line("  Your phone: ") { text -> PhoneNumber in try self.phone(text, country) }
    let password = try Prompt.newPassword { try checked($0) }
    return FirstStart(
      organizationName: name, slug: slug, currency: currency, timeZone: zone, countryCode: country, staffName: staff,
      phone: phone, password: password)
  }

  // MARK: Parts

  private static func required(_ text: String, _ what: String) throws -> String {
    let text = text.trimmed
    guard !text.isEmpty else { throw Failure("Please give \(what).") }
    return text
  }

  /// Makes `paws-and-claws` of “Paws & Claws” where no short name is given.
  private static func slug(_ given: String?, of name: String) throws -> String {
    let text = (given ?? name.replacingAmpersands).lowercased()
    let slug =
      given.map { _ in text } ?? text.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }.joined(separator: "-")
    let parts = slug.split(separator: "-", omittingEmptySubsequences: false)
    let isGood = parts.allSatisfy { part in
      !part.isEmpty && part.unicodeScalars.allSatisfy { ("a"..."z").contains($0) || ("0"..."9").contains($0) }
    }
    guard isGood else {
      throw Failure(
        "The short name has letters a to z, digits and single hyphens, such as paws-and-claws, not “\(slug)”.")
    }
    return slug
  }

  private static func code(_ text: String, letters: Int, _ what: String, example: String) throws -> String {
    let code = text.trimmed.uppercased()
    guard code.count == letters, code.unicodeScalars.allSatisfy({ ("A"..."Z").contains($0) }) else {
      throw Failure("The \(what) is a code of \(letters) letters such as \(example), not “\(text)”.")
    }
    return code
  }

  private static func phone(_ text: String, _ country: String) throws -> PhoneNumber {
    do {
      return try PhoneNumber.parse(text, default: CallingCode(country: country) ?? .india)
    } catch {
      throw Failure(error.sentence)
    }
  }

  private static func checked(_ password: String) throws -> String {
    guard password.count >= passwordLength.shortest else {
      throw Failure("The password needs at least \(passwordLength.shortest) characters.")
    }
    guard password.utf8.count <= passwordLength.longest else {
      throw Failure("The password holds at most \(passwordLength.longest) bytes.")
    }
    return password
  }

  /// The first line of a file, or of standard input for `-`.
  private static func password(from path: String) throws -> String {
    if path == "-" { return readLine() ?? "" }
    guard let place = Files.canonical(path), let text = Files.read(place) else {
      throw Failure("The password file \(path) cannot be read.")
    }
    return text.split(separator: "\n", omittingEmptySubsequences: false).first.map(String.init) ?? ""
  }
}

extension String {
  fileprivate var trimmed: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }

  fileprivate var replacingAmpersands: String {
    split(separator: "&", omittingEmptySubsequences: false).joined(separator: " and ")
  }
}
