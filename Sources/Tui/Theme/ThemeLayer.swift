/// The style of one role before it is fitted to a terminal.
struct ThemeStyle: Hashable, Sendable {
  var foreground: ThemeColor?
  var background: ThemeColor?
  var attributes: PaintAttributes = []
}

/// One theme file as it is written, before what it inherits is known.
struct ThemeLayer {
  var inherits: String?
  var claims: [Theme.Claim] = []
  var palette: [String: ThemeColor] = [:]
  /// The role entries: colour names still unresolved, because a child may redefine the palette of its parent.
  var roles: [(name: String, value: JSON5)] = []
  var warnings: [String] = []
  private let theme: String

  init(parsing text: String, theme: String) throws(JSON5.SyntaxError) {
    self.theme = theme
    let document = try JSON5(parsing: text)
    for member in document.members {
      switch member.key {
      case "name", "description": break
      case "inherits": inherits = member.value.string
      case "claims": readClaims(member.value)
      case "palette": readPalette(member.value.members)
      case "roles":
        for role in member.value.members {
          if Role.isKnownPrefix(role.key) {
            roles.append((role.key, role.value))
          } else {
            warnings.append("\(theme): there is no role '\(role.key)'")
          }
        }
      default: warnings.append("\(theme): the key '\(member.key)' is unknown")
      }
    }
  }

  private mutating func readClaims(_ value: JSON5) {
    guard case .array(let names) = value else { return warnings.append("\(theme): claims are a list") }
    for name in names {
      if let claim = name.string.flatMap(Theme.Claim.init) {
        claims.append(claim)
      } else {
        let known = Theme.Claim.allCases.map { "'\($0.rawValue)'" }.joined(separator: " and ")
        warnings.append("\(theme): the claim '\(name.string ?? "")' is unknown; there are \(known)")
      }
    }
  }

  private mutating func readPalette(_ members: [JSON5.Member]) {
    for member in members {
      if let color = Self.color(member.value) {
        palette[member.key] = color
      } else {
        warnings.append("\(theme): the colour '\(member.key)' cannot be read")
      }
    }
  }

  /// Reads a colour, or a pair of a colour and its stand-in among the sixteen.
  private static func color(_ value: JSON5) -> ThemeColor? {
    switch value {
    case .string(let text): return ThemeColor.parse(text)
    case .array(let pair):
      guard pair.count == 2, let wanted = pair[0].string, let ansi = pair[1].string,
        var color = ThemeColor.parse(wanted), let index = ThemeColor.names.firstIndex(of: ansi)
      else { return nil }
      color.ansi = UInt8(index)
      return color
    default: return nil
    }
  }

  /// Merges layers from the most basic to the most special: a later palette or role replaces an earlier one.
  static func resolve(_ layers: some Sequence<ThemeLayer>, warnings: inout [String]) -> [String: ThemeStyle] {
    var palette: [String: ThemeColor] = [:]
    for layer in layers { palette.merge(layer.palette) { $1 } }
    var styles: [String: ThemeStyle] = [:]
    for layer in layers {
      for role in layer.roles {
        let place = "\(layer.theme): role '\(role.name)'"
        styles[role.name] = style(role.value, palette: palette, place: place, warnings: &warnings)
      }
    }
    return styles
  }

  private static func style(
    _ value: JSON5, palette: [String: ThemeColor], place: String, warnings: inout [String]
  ) -> ThemeStyle {
    var style = ThemeStyle()
    let find = { (value: JSON5) in value.string.flatMap { palette[$0] } ?? color(value) }
    if case .string = value {
      style.foreground = find(value)
      if style.foreground == nil { warnings.append("\(place): the colour is unknown") }
      return style
    }
    for member in value.members {
      switch member.key {
      case "fg", "bg":
        let color = find(member.value)
        if color == nil { warnings.append("\(place): the colour '\(member.value.string ?? "")' is unknown") }
        if member.key == "fg" { style.foreground = color } else { style.background = color }
      case "attributes":
        guard case .array(let names) = member.value else {
          warnings.append("\(place): attributes are a list")
          continue
        }
        for name in names {
          if let known = PaintAttributes.names.first(where: { $0.name == name.string }) {
            style.attributes.insert(known.attribute)
          } else {
            warnings.append("\(place): the attribute '\(name.string ?? "")' is unknown")
          }
        }
      default: warnings.append("\(place): the key '\(member.key)' is unknown")
      }
    }
    return style
  }

  /// Returns the paint of a role: its own style or that of the nearest prefix; colours left out are those of `text`.
  static func paint(for role: Role, in styles: [String: ThemeStyle], depth: ColorDepth) -> Paint {
    var name = role.name[...]
    var found = styles[role.name]
    while found == nil, let dot = name.lastIndex(of: ".") {
      name = name[..<dot]
      found = styles[String(name)]
    }
    let basis = styles["text"] ?? ThemeStyle()
    let style = found ?? basis
    return Paint(
      foreground: (style.foreground ?? basis.foreground)?.color(at: depth),
      background: (style.background ?? basis.background)?.color(at: depth),
      attributes: style.attributes)
  }
}

extension Role {
  /// Says whether a dotted name is a role or the beginning of one.
  fileprivate static func isKnownPrefix(_ name: String) -> Bool {
    allCases.contains { $0.name == name || $0.name.hasPrefix(name + ".") }
  }
}
