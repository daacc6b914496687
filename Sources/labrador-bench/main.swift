import Glibc
import TaskLanes

TaskLanes.install()

let options: Options
do {
  options = try Options(CommandLine.arguments.dropFirst())
} catch {
  Output.complain("\(error.sentence)\n\(Options.usage)")
  exit(2)
}
if options.wantsHelp {
  print(Options.usage)
  exit(0)
}
guard BenchmarkList.all.contains(where: { $0.names.contains(where: options.wants) }) else {
  let names = BenchmarkList.all.flatMap(\.names).joined(separator: "\n  ")
  Output.complain("No row is named so. There are:\n  \(names)")
  exit(2)
}

let stand = Stand(options) { Output.tell("Measuring \($0) …") }
do {
  for benchmark in BenchmarkList.all where benchmark.names.contains(where: options.wants) {
    try await benchmark.run(on: stand)
  }
  try await stand.close()
} catch {
  Output.endTelling()
  Output.complain("The benchmarks ended early: \(error)")
  try? await stand.close()
  exit(1)
}
Output.endTelling()
print(options.isJSON ? Report(stand.rows).json : Report(stand.rows).table)
