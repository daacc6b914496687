package import LabCore
import LabStore

/// What is asked of the database on the page of the settings.
package enum SettingsWork: Sendable {
  case read
  case readZones
  /// Says what a change would lead to; nothing is saved.
  case foretell(SettingsChange)
  case save(SettingsChange)
}

/// What it came to.
package enum SettingsAnswer: Sendable {
  case settings(ClinicSettings)
  case zones([String])
  case foretold(SettingsChange, SettingsOutcome)
  case saved(SettingsChange, SettingsOutcome)
}

extension SettingsWork {
  func perform(on desk: Desk) async throws -> SettingsAnswer {
    switch self {
    case .read: .settings(try await desk.settings())
    case .readZones: .zones(try await desk.timeZones())
    case .foretell(let change): .foretold(change, try await desk.foretell(change))
    case .save(let change): .saved(change, try await desk.save(change))
    }
  }
}
