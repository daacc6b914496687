import EmbeddedPostgres
import LabCore
import Postgres
import TestSupport
import Testing

@testable import DemoData

/// The day on which the demo of the tests is loaded, a Sunday: the quietest weekday has a full list too.
let loadDay = CalendarDate(daysSinceEpoch: 20_779)

/// Gives a suite one migrated database with the demo in it.
struct DemoTrait: SuiteTrait, TestTrait, TestScoping {
  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await TestDatabase.with { database in
      let owner = try await database.connect(as: .owner)
      try await DemoData.load(into: owner, today: loadDay)
      await owner.close()
      try await function()
    }
  }
}

extension Trait where Self == DemoTrait {
  /// A database with both demo organisations, shared by the suite.
  static var demo: Self { DemoTrait() }
}

extension TestDatabase {
  /// Runs one query as the owner.
  func rows(_ sql: SQL) async throws -> [Row] {
    let connection = try await connect(as: .owner)
    let rows = try await connection.query(sql).rows
    await connection.close()
    return rows
  }

  /// The single number that a query answers in a column named `n`.
  func number(_ sql: SQL) async throws -> Int {
    guard let row = try await rows(sql).first else { return 0 }
    return try row.decode("n")
  }
}
