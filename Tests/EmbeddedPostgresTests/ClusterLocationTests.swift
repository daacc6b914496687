import EmbeddedPostgres
import Testing

@Suite("The places of a private cluster")
struct ClusterLocationTests {
  @Test("follow the XDG folders of an ordinary user")
  func ordinaryUser() throws {
    var environment = ClusterEnvironment(userID: 1000, runtimeDirectory: "/run/user/1000", home: "/home/asha")
    #expect(try ClusterLocation.resolve(.demo, environment).root == "/home/asha/.local/share/labrador/demo")
    environment.dataHome = "/data/asha"
    let location = try ClusterLocation.resolve(.main, environment)
    #expect(location.data == "/data/asha/labrador/main/server/data")
    #expect(location.socketCandidates.first == "/run/user/1000/labrador/main")
  }

  @Test("all move with LABRADOR_HOME, for root too", arguments: [0, 1000] as [UInt32])
  func overridden(userID: UInt32) throws {
    let environment = ClusterEnvironment(
      userID: userID, labradorHome: "/srv/lab", dataHome: "/data", runtimeDirectory: "/run/user/1", home: "/home/asha")
    let location = try ClusterLocation.resolve(.main, environment)
    #expect(location.root == "/srv/lab/main")
    #expect(location.socketCandidates.first == "/srv/lab/main/socket")
  }

  @Test("leave out a socket folder of more than 93 bytes", arguments: [(93, 2), (94, 1)])
  func socketLength(bytes: Int, candidates: Int) {
    let socket = "/" + String(repeating: "s", count: bytes - 1)
    let location = ClusterLocation(name: "test", root: "/srv/lab", socket: socket, userID: 1000)
    #expect(location.socketCandidates.count == candidates)
    #expect(location.socketCandidates.last?.hasPrefix("/tmp/labrador-1000-") ?? false)
  }

  @Test("have a fallback of their own for every cluster")
  func fallbacks() {
    let folders = ["/srv/a", "/srv/b"].map {
      ClusterLocation(name: "test", root: $0, socket: nil, userID: 1).socketCandidates
    }
    #expect(Set(folders).count == 2)
  }

  @Test("need a home")
  func homeless() {
    let nobody = ClusterEnvironment(userID: 4_000_000_000)
    #expect(throws: ClusterError.noHome) { try ClusterLocation.resolve(.main, nobody) }
  }
}
