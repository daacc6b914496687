import Dispatch
import Glibc

// A reader that goes away, such as `head`, is seen when writing and never kills the desk.
signal(SIGPIPE, SIG_IGN)

do {
  let command = try CommandParser.parse(Array(CommandLine.arguments.dropFirst()))
  Program(command: command, surroundings: .current()).start()
} catch {
  Console.note("\(error.sentence)\nSee `labrador --help`.")
  exit(ExitCode.usage.rawValue)
}
dispatchMain()
