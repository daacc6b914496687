package import LabCore
package import LabStore

/// What the page of the results reads and saves.
package enum ResultsWork: Sendable {
  case read
  case save(ParameterChange)
  case setActive(ListedParameter, Bool)
  case addTemplate(TestID?, title: String, body: String)
  case saveTemplate(ReportTemplate)
}

/// What it came to.
package enum ResultsAnswer: Sendable {
  case catalogue(ResultCatalogue)
  /// It is saved under that name; the line to select.
  case saved(String, ResultsRow)
}

/// A line of the page.
package enum ResultsRow: Hashable, Sendable {
  case test(TestID)
  case parameter(ParameterID)
  case template(TemplateID)
}

extension ResultsWork {
  func perform(on desk: Desk) async throws -> ResultsAnswer {
    switch self {
    case .read: return .catalogue(try await desk.resultCatalogue())
    case .save(let change):
      return .saved(change.particulars.name, .parameter(try await desk.save(change)))
    case .setActive(let parameter, let isActive):
      try await desk.setActive(parameter.id, version: parameter.version, isActive)
      return .saved(parameter.parameter.name, .parameter(parameter.id))
    case .addTemplate(let test, let title, let body):
      return .saved(title, .template(try await desk.addTemplate(for: test, title: title, body: body)))
    case .saveTemplate(let template):
      try await desk.edit(template)
      return .saved(template.title, .template(template.id))
    }
  }
}
