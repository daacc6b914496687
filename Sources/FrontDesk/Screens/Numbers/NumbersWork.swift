package import LabCore
package import LabStore

/// What the page of the figures asks of the desk: those of the month that a day lies in.
package enum NumbersWork: Sendable, Equatable {
  case clinic(CalendarDate)
  /// A collector's own visits.
  case own(CalendarDate)

  package var month: CalendarDate {
    switch self {
    case .clinic(let month), .own(let month): month
    }
  }
}

/// What it came to, with what was asked.
package struct NumbersAnswer: Sendable {
  package var work: NumbersWork
  package var figures: Figures

  package enum Figures: Sendable, Equatable {
    case clinic(ClinicNumbers)
    case own(OwnNumbers)
  }
}

extension NumbersWork {
  func perform(on desk: Desk) async throws -> NumbersAnswer {
    switch self {
    case .clinic(let month): NumbersAnswer(work: self, figures: .clinic(try await desk.numbers(of: month)))
    case .own(let month): NumbersAnswer(work: self, figures: .own(try await desk.ownNumbers(of: month)))
    }
  }
}
