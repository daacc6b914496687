import LabCore
import LabStore
import Tui

/// What is asked above the stops: one thing at a time.
enum StopSheet: Sendable {
  case setback(StepSheet)
  case collect(CollectSheet)
  case cash(CashSheet)

  /// Lets the sheet that is open do something.
  private mutating func act<Value>(
    _ setback: (inout StepSheet) -> Value, _ collect: (inout CollectSheet) -> Value, _ cash: (inout CashSheet) -> Value
  ) -> Value {
    switch self {
    case .setback(var sheet):
      defer { self = .setback(sheet) }
      return setback(&sheet)
    case .collect(var sheet):
      defer { self = .collect(sheet) }
      return collect(&sheet)
    case .cash(var sheet):
      defer { self = .cash(sheet) }
      return cash(&sheet)
    }
  }

  /// The booking that the sheet is about, whatever is selected behind it.
  var booking: BookingID {
    switch self {
    case .setback(let sheet): BookingID(sheet.recordID)
    case .collect(let sheet): sheet.booking
    case .cash(let sheet): sheet.booking
    }
  }

  mutating func handle(_ press: KeyPress) -> StepSheet.Outcome {
    act({ $0.handle(press) }, { $0.handle(press) }, { $0.handle(press) })
  }

  mutating func paste(_ text: String) { act({ $0.paste(text) }, { $0.paste(text) }, { $0.paste(text) }) }
  mutating func submit() -> StepSheet.Outcome { act({ $0.submit() }, { $0.submit() }, { $0.submit() }) }

  /// Takes note of the booking as it stands behind the sheet.
  mutating func look(at version: Int64) {
    act({ $0.look(at: version) }, { $0.look(at: version) }, { $0.look(at: version) })
  }

  /// Says why the step was not taken.
  mutating func refuse(_ error: DeskError, of work: StepWork) {
    if case .setback(var sheet) = self {
      sheet.refuse(error, of: work)
      self = .setback(sheet)
    }
  }

  /// Says why nothing was saved; errors of other bookings are none of its business.
  mutating func refuse(_ error: DeskError, of work: StopsWork) {
    switch (self, work) {
    case (.collect(var sheet), .collect(let collection)) where sheet.booking == collection.booking:
      sheet.refuse(error)
      self = .collect(sheet)
    case (.cash(var sheet), .takeCash(let cash)) where sheet.booking == cash.booking:
      sheet.refuse(error)
      self = .cash(sheet)
    default: break
    }
  }

  var remark: Message? {
    switch self {
    case .setback(let sheet): sheet.remark
    case .collect(let sheet): sheet.remark
    case .cash(let sheet): sheet.remark
    }
  }

  var help: FieldHelp? {
    switch self {
    case .setback(let sheet): sheet.sheet.help
    case .collect(let sheet): sheet.sheet.help
    case .cash(let sheet): sheet.sheet.help
    }
  }

  var isDirty: Bool {
    switch self {
    case .setback(let sheet): sheet.sheet.form.isDirty
    case .collect(let sheet): sheet.sheet.form.isDirty
    case .cash(let sheet): sheet.sheet.form.isDirty
    }
  }

  var problemCount: Int {
    switch self {
    case .setback(let sheet): sheet.sheet.form.errorCount
    case .collect(let sheet): sheet.sheet.form.errorCount
    case .cash(let sheet): sheet.sheet.form.errorCount
    }
  }

  func draw(on canvas: inout Canvas, in area: Rect) {
    canvas.cursor = nil
    switch self {
    case .setback(let sheet): sheet.draw(on: &canvas, in: area)
    case .collect(let sheet): sheet.sheet.draw(on: &canvas, in: area)
    case .cash(let sheet): sheet.sheet.draw(on: &canvas, in: area)
    }
  }
}

extension Optional where Wrapped == StopSheet {
  /// Changes the sheet where there is one; it goes when it is closed or done.
  mutating func act(_ body: (inout StopSheet) -> StepSheet.Outcome) -> [Effect] {
    guard var sheet = self else { return [] }
    switch body(&sheet) {
    case .open:
      self = sheet
      return []
    case .closed:
      self = nil
      return []
    case .asks(let work):
      self = sheet
      return [.blockingWork(work)]
    case .done(let sentence):
      self = nil
      return [.message(.info(sentence)), .act(EverywhereActions.refresh.id)]
    }
  }
}
