/// What the command line asks of the benchmarks.
struct Options {
  /// Rows whose name holds one of these texts are measured; none means all.
  var filters: [String] = []
  var isJSON = false
  /// Fewer samples, for a first look.
  var isQuick = false
  var wantsHelp = false
  /// The home in which `labrador seed` has filled the database for the rows among many.
  var filledHome: String?

  /// A mistake on the command line, in one sentence.
  struct Mistake: Error {
    let sentence: String
  }

  static let usage = """
    Usage: labrador-bench [--filter NAME]... [--quick] [--json] [--filled HOME]

    Measures Labrador on this machine. The rows about the database start a private PostgreSQL with the demo's data,
    which ends with the program.

      --filter NAME  only the rows whose name holds NAME
      --quick        fewer samples: a tenth of the time, less certain figures
      --json         for machines
      --filled HOME  the rows among many in the database that `LABRADOR_HOME=HOME labrador seed …` made
    """

  /// Reads the arguments after the program's name.
  init(_ arguments: some Sequence<String>) throws(Mistake) {
    var words = Array(arguments)[...]
    while let word = words.popFirst() {
      switch word {
      case "--json": isJSON = true
      case "--quick": isQuick = true
      case "-h", "--help": wantsHelp = true
      case "--filter":
        guard let name = words.popFirst() else { throw Mistake(sentence: "`--filter` needs a name.") }
        filters.append(name)
      case "--filled":
        guard let home = words.popFirst() else { throw Mistake(sentence: "`--filled` needs a folder.") }
        filledHome = home
      default: throw Mistake(sentence: "There is no option `\(word)`.")
      }
    }
  }

  func wants(_ name: String) -> Bool { filters.isEmpty || filters.contains { name.contains($0) } }
}
