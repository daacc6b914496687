import Postgres
import Testing

@Suite("Notifications", .serialized)
struct NotificationTests {
  @Test("what one session sends, another receives in order")
  func delivery() async throws {
    let listener = try await TestServer.open()
    let speaker = try await TestServer.open()
    try await listener.listen("Odd \"channel\" name")
    for number in 1...20 {
      _ = try await speaker.query("select pg_notify('Odd \"channel\" name', \("message \(number) ₹"))")
    }
    var received: [PostgresNotification] = []
    for await notification in listener.notifications {
      received.append(notification)
      if received.count == 20 { break }
    }
    #expect(received.map(\.payload) == (1...20).map { "message \($0) ₹" })
    #expect(received.allSatisfy { $0.channel == "Odd \"channel\" name" && $0.senderPID == speaker.backendPID })
    await listener.close()
    await speaker.close()
  }

  @Test("what arrives together with a result is delivered too, and unlistening ends it")
  func unlisten() async throws {
    let connection = try await TestServer.open()
    try await connection.listen("mine")
    _ = try await connection.query("select pg_notify('mine', 'first')")
    try await connection.unlisten("mine")
    _ = try await connection.query("select pg_notify('mine', 'second')")
    await connection.close()
    var payloads: [String] = []
    for await notification in connection.notifications { payloads.append(notification.payload) }
    #expect(payloads == ["first"])
  }

  @Test("a rolled back transaction sends nothing, a committed one at its end")
  func transactional() async throws {
    let listener = try await TestServer.open()
    let speaker = try await TestServer.open()
    try await listener.listen("news")
    _ = try? await speaker.transaction(["select pg_notify('news', 'undone')", "select 1/0"])
    _ = try await speaker.transaction(["select pg_notify('news', 'done')"])
    var iterator = listener.notifications.makeAsyncIterator()
    #expect(await iterator.next()?.payload == "done")
    await listener.close()
    await speaker.close()
  }
}
