import Glibc
import TaskLanes
import TuiCurses

TaskLanes.install()

// A reader that goes away, such as `head`, is seen when writing and never kills the desk.
signal(SIGPIPE, SIG_IGN)

let loop = MainLoop()

do {
  let command = try CommandParser.parse(Array(CommandLine.arguments.dropFirst()))
  Program(command: command, surroundings: .current(), loop: loop).start()
} catch {
  Console.note("\(error.sentence)\nSee `labrador --help`.")
  exit(ExitCode.usage.rawValue)
}
loop.run()
