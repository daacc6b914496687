/// Colours and attributes for every role, ready for each colour depth.
package struct Theme: Sendable {
  package let name: String
  /// What the file says that is not understood; such entries are left out.
  package let warnings: [String]
  /// What the theme promises beyond what every theme has to hold.
  package let claims: Set<Claim>
  /// One table of paints by role for each depth, in the order of their raw values.
  private let paints: [[Paint]]

  package func paint(for role: Role, depth: ColorDepth) -> Paint { paints[depth.rawValue][Int(role.rawValue)] }

  /// A promise that a theme file makes under `claims`, and ``ThemeCheck`` holds it to.
  package enum Claim: String, Hashable, Sendable, CaseIterable {
    /// Every text stands at least seven to one against its ground.
    case contrast
    /// The statuses stay apart for people who lack one kind of cones.
    case colourVision = "colour-vision"
  }

  /// Why a theme cannot be used.
  package enum LoadError: Error, Equatable, CustomStringConvertible {
    case syntax(theme: String, JSON5.SyntaxError)
    case unknownParent(theme: String, parent: String)
    case circularInheritance(theme: String)

    package var description: String {
      switch self {
      case .syntax(let theme, let error): "The theme '\(theme)' cannot be read: \(error)."
      case .unknownParent(let theme, let parent): "The theme '\(theme)' inherits '\(parent)', which does not exist."
      case .circularInheritance(let theme): "The theme '\(theme)' inherits itself."
      }
    }
  }

  /// Loads a theme from text; `parents` finds the text of a theme that it inherits.
  package init(
    name: String, json5: String, parents: (String) -> String? = Theme.embeddedText
  ) throws(LoadError) {
    var warnings: [String] = []
    var layers: [ThemeLayer] = []
    var next: (name: String, text: String)? = (name, json5)
    // A theme of one's own may go by the name of the built-in one that it inherits: the text tells them apart.
    var seen: Set<[String]> = []
    while let (current, text) = next {
      guard seen.insert([current, text]).inserted else { throw .circularInheritance(theme: name) }
      let layer: ThemeLayer
      do { layer = try ThemeLayer(parsing: text, theme: current) } catch { throw .syntax(theme: current, error) }
      warnings += layer.warnings
      layers.append(layer)
      next = nil
      if let parent = layer.inherits {
        guard let text = parents(parent) else { throw .unknownParent(theme: current, parent: parent) }
        next = (parent, text)
      }
    }
    let styles = ThemeLayer.resolve(layers.reversed(), warnings: &warnings)
    self.name = name
    self.warnings = warnings
    claims = Set(layers.flatMap(\.claims))
    let usesColor =
      name != "mono"
      && styles.values.contains { $0.foreground?.wanted != nil || $0.background?.wanted != nil }
    let mono = usesColor ? Theme.mono.paints[ColorDepth.mono.rawValue] : nil
    paints = ColorDepth.allCases.map { depth in
      if depth == .mono, let mono { return mono }
      return Role.allCases.map { ThemeLayer.paint(for: $0, in: styles, depth: depth) }
    }
  }

  /// Reverse, bold and underline alone; what every theme becomes on a terminal without colour.
  package static let mono = embeddedOrPlain("mono")
  package static let dark = embeddedOrPlain("dark")
  package static let light = embeddedOrPlain("light")

  /// The themes that the program offers, in the order in which it does.
  package static let offeredNames = ["dark", "light", "contrast", "colour-blind", "phosphor", "mono"]

  /// The names of the themes in the program, sorted.
  package static let embeddedNames = EmbeddedThemes.files.map { String($0.name.dropLast(".json5".count)) }.sorted()

  /// Returns a theme that the program carries.
  package static func embedded(_ name: String) -> Theme? {
    embeddedText(name).flatMap { try? Theme(name: name, json5: $0) }
  }

  /// Returns the text of a theme that the program carries.
  package static func embeddedText(_ name: String) -> String? {
    EmbeddedThemes.files.first { $0.name == name + ".json5" }?.text
  }

  private static func embeddedOrPlain(_ name: String) -> Theme { embedded(name) ?? Theme(plain: name) }

  /// A theme without any style, so that a program built without its theme files still starts.
  private init(plain name: String) {
    self.name = name
    warnings = ["The theme '\(name)' is not part of this program."]
    claims = []
    paints = ColorDepth.allCases.map { _ in Role.allCases.map { _ in Paint() } }
  }
}
