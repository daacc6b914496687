package import Testing

/// Gives a test, or all tests of a suite together, a database of their own: `TestDatabase.current`.
package struct DatabaseTrait: TestTrait, SuiteTrait, TestScoping {
  fileprivate let contents: TestDatabase.Contents
  /// Whether each test of a suite gets its own instead of sharing one.
  package let isRecursive: Bool

  package func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await TestDatabase.with(contents) { _ in try await function() }
  }
}

extension Trait where Self == DatabaseTrait {
  /// A migrated database for the test, or one for the whole suite.
  package static var database: Self { DatabaseTrait(contents: .migrated, isRecursive: false) }

  /// A migrated database for each test of the suite.
  package static var databasePerTest: Self { DatabaseTrait(contents: .migrated, isRecursive: true) }

  /// A database with the small clinic of `TestClinic`, for each test.
  package static var clinic: Self { DatabaseTrait(contents: .clinic, isRecursive: true) }

  /// A database with roles and extensions but no tables, for each test.
  package static var emptyDatabase: Self { DatabaseTrait(contents: .provisioned, isRecursive: true) }
}
