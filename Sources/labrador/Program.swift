import Words
import DemoData
import Glibc
import TuiCurses

/// How the program ends.
enum ExitCode: Int32 {
  case done = 0
  case failed = 1
  case usage = 2
}

/// Runs one command and ends the process with what came of it.
@MainActor
struct Program {
  let command: Command
  let surroundings: Surroundings
  let loop: MainLoop

  /// Starts the command; the main queue has to run afterwards.
  func start() {
    let (command, surroundings, loop) = (command, surroundings, loop)
    Task {
      do {
        let isFine = try await Self.run(command, surroundings, loop)
        exit((isFine ? ExitCode.done : .failed).rawValue)
      } catch {
        Console.note(Failure.sentence(of: error))
        exit(ExitCode.failed.rawValue)
      }
    }
  }

  /// Does the work away from the main actor, which belongs to the desk's screen; false means that something was found.
  @concurrent
  private static func run(_ command: Command, _ surroundings: Surroundings, _ loop: MainLoop) async throws -> Bool {
    switch command {
    case .help: Console.say(HelpText.text)
    case .version: Console.say("labrador \(HelpText.version)")
    case .setup(let owner, let options):
      try await SetupCommand(owner: owner, options: options, surroundings).run()
    case .migrate(let verb, let options):
      return try await MigrateCommand(verb: verb, options: options).run(surroundings)
    case .databaseURL(let role, let options):
      try await DatabaseURLCommand(role: role, options: options).run(surroundings)
    case .doctor(let options, let json):
      return await DoctorCommand(options: options, json: json).run(surroundings)
    case .seed(let size, let options): try await SeedCommand(size: size, options: options).run(surroundings)
    case .texts: Console.say(EmbeddedTexts.files.map(\.text).joined())
    case .keys(let json): KeysCommand(json: json).run(surroundings)
    case .theme(let verb, let options): return try ThemeCommand(verb: verb, options: options).run(surroundings)
    case .demo(let options): try await DemoCommand(options: options).run(surroundings, loop: loop)
    case .desk(let options): try await DeskCommand(options: options).run(surroundings, loop: loop)
    }
    return true
  }
}
