import DemoData
import EmbeddedPostgres
import TuiCurses

/// `labrador demo`: the desk of a believable clinic in a private database of its own.
struct DemoCommand {
  let options: DemoOptions

  func run(_ surroundings: Surroundings, loop: MainLoop) async throws {
    switch options.task {
    case .accounts(let json):
      let accounts = DemoData.accounts
      Console.say(json ? DemoAccount.json(accounts) : DemoAccount.table(accounts))
    case .reset: try await reset(surroundings)
    case .open: try await DeskCommand(options: options.desk, isDemo: true).run(surroundings, loop: loop)
    }
  }

  private func reset(_ surroundings: Surroundings) async throws {
    let cluster = try Cluster(.demo, environment: surroundings.cluster)
    guard Files.exists(cluster.location.mark) else {
      Console.say("There is no demo yet; `labrador demo` makes it.")
      return
    }
    try await cluster.reset()
    SchemaStamp(.demo, surroundings)?.remove()
    Console.say("The demo was deleted; `labrador demo` makes it anew.")
  }
}
