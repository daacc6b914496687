import LabCore
import LabStore
package import Tui
import Words

extension PetsScreen {
  /// The columns of a terminal from which the file of the selected row stands beside the list.
  private static let wideColumns = 110

  // MARK: What can be done

  package func availability(of action: Action.ID) -> Availability {
    if let sheet {
      return action == PetsActions.save.id || action == PetsActions.discard.id && sheet.isDirty ? .on : .hidden
    }
    switch action {
    case EverywhereActions.refresh.id: return .on
    case PetsActions.add.id: return .on
    case PetsActions.book.id where page == nil: return lookup.selected == nil ? .hidden : .on
    case PetsActions.history.id where page == nil:
      return lookup.selected == nil ? .hidden : permissions.availabilityOfHistory
    default: break
    }
    guard let page, page.file != nil, let subject = page.subject else { return .hidden }
    return availability(of: action, page, subject)
  }

  private func availability(of action: Action.ID, _ page: ClientPage, _ subject: RecordCopy) -> Availability {
    switch action {
    case PetsActions.reports.id: .on
    case PetsActions.book.id, PetsActions.edit.id, PetsActions.addAddress.id: .on
    case PetsActions.history.id: permissions.availabilityOfHistory
    case PetsActions.weigh.id: page.pet == nil ? .off(reason: say("Choose a pet first.")) : .on
    case PetsActions.mark.id: subject.isActive == true ? .on : .hidden
    case PetsActions.revive.id: subject.isActive == false ? .on : .hidden
    case PetsActions.removeAddress.id: page.address == nil ? .hidden : .on
    case PetsActions.removeWeight.id: page.newestWeight == nil ? .hidden : .on
    default: .hidden
    }
  }

  // MARK: What the shell asks

  package var help: FieldHelp? {
    if let sheet { return sheet.sheet.help }
    guard page == nil else {
      return FieldHelp(
        title: say("The file"),
        text: say(
          "Who the client is, the pets and addresses, what is overdue, and the bookings with their tests, newest "
            + "first. Typing filters the lines; Enter opens the booking of a line, or reads it in full."))
    }
    return FieldHelp(
      title: say("Find"),
      text: say(
        "Digits of a phone number from any place, a name as you hear it, a pet with four digits, a microchip, the"
          + " number of a booking or report. What is found shows as you type, the best first, and what it was found by"
          + " is marked. Enter opens the file."))
  }

  package var isDirty: Bool { sheet?.isDirty ?? false }
  package var problemCount: Int { sheet?.sheet.form.errorCount ?? 0 }

  package var standingMessage: Message? {
    if isBusy { return .info(say("Saving…")) }
    if let sheet { return sheet.remark }
    if let page {
      return .info(
        page.isReading
          ? say("Up and Down scroll; Enter goes back to the file.")
          : say("Enter opens a line; typing finds one; Esc goes back to the look-up."))
    }
    if let reason = lookup.text.isEmpty ? nil : PetLookup.tooShort(lookup.text) { return .info(reason) }
    if lookup.isNobodyFound {
      return .info(
        permissions.allow(.clientsWrite)
          ? say("Ctrl-O adds a client with what was typed.") : say("Esc empties the prompt."))
    }
    return .info(say("Enter opens the file; Up, Down choose; Esc empties it."))
  }

  // MARK: Drawing

  package func draw(on canvas: inout Canvas, in area: Rect) {
    if let page {
      page.draw(on: &canvas, in: area, isActive: sheet == nil, currency: currency)
    } else {
      drawLookup(on: &canvas, in: area)
    }
    guard let sheet else { return }
    canvas.cursor = nil
    sheet.draw(on: &canvas, in: area)
  }

  private func drawLookup(on canvas: inout Canvas, in area: Rect) {
    let body = area.droppingTop(1)
    if body.columns >= Self.wideColumns {
      let side = body.right(max(46, body.columns * 2 / 5))
      lookup.table.draw(on: &canvas, in: body.droppingRight(side.columns + 1))
      details?.pane.draw(on: &canvas, in: side)
    } else {
      let rows = body.rows >= 18 ? 4 : 3
      lookup.table.draw(on: &canvas, in: body.droppingBottom(rows))
      drawSummary(on: &canvas, in: body.bottom(rows))
    }
    drawPrompt(on: &canvas, in: area.top(1))
  }

  /// Draws the prompt, whose cursor is the one in sight; it keeps its width whatever is said beside it.
  private func drawPrompt(on canvas: inout Canvas, in line: Rect) {
    let side = 14
    let start = 1 + canvas.put(say("Find"), row: line.row, column: line.column + 1, role: .fieldLabelFocus) + 2
    let width = max(10, min(64, line.columns - start - side - 2))
    lookup.prompt.draw(on: &canvas, row: line.row, column: line.column + start, width: width, isFocused: true)
    canvas.put(
      lookup.heading, row: line.row, column: line.endColumn - side - 1, width: side, role: .textDim, align: .trailing)
  }

  private func drawSummary(on canvas: inout Canvas, in area: Rect) {
    canvas.rule(row: area.row, column: area.column, width: area.columns)
    for (offset, line) in (details?.summary ?? []).prefix(area.rows - 1).enumerated() {
      canvas.put(
        line.text, row: area.row + 1 + offset, column: area.column + 2, width: area.columns - 3, role: line.role)
    }
  }

  private var details: MatchDetails? {
    lookup.selected.map {
      MatchDetails(
        match: $0, file: files[$0.clientID], country: country, currency: currency, today: now.date)
    }
  }
}

extension RecordCopy {
  /// Whether bookings are taken for it without a reason; nil where that is no question.
  fileprivate var isActive: Bool? {
    switch self {
    case .client(let client): client.isActive
    case .pet(let pet): pet.isActive && !pet.isDeceased
    case .address: nil
    }
  }
}
