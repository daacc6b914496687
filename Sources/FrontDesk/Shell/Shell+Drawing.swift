package import Tui

extension Shell {
  /// Draws the whole screen: title, tabs, body, message line and key bar, and whatever lies above.
  package func draw(on canvas: inout Canvas) {
    canvas.clear()
    canvas.cursor = nil
    guard !TooSmall.draw(on: &canvas) else { return }
    let bounds = canvas.bounds
    TitleRow(workspace: workspace, screen: ScreenList[place].title, now: now, isOffline: isOffline).draw(
      on: &canvas, in: bounds.top(1))
    if workspace != nil { drawTabs(on: &canvas, in: bounds.droppingTop(1).top(1)) }
    let message = shownMessage
    let rows = message.rowsNeeded(columns: bounds.columns)
    let steps = tour?.rows(columns: bounds.columns) ?? 0
    let body = bounds.droppingTop(2).droppingBottom(rows + 1 + steps)
    tour?.draw(on: &canvas, in: bounds.bottom(rows + 1 + steps).top(steps))
    screen.draw(on: &canvas, in: body)
    message.draw(on: &canvas, in: bounds.bottom(rows + 1).top(rows))
    ScreenList.keyBars[place]?.draw(on: &canvas, in: bounds.bottom(1), availability: availability)
    switch overlay {
    case .palette(let palette):
      canvas.cursor = nil
      palette.draw(on: &canvas, in: body)
    case .help(let page):
      canvas.cursor = nil
      page.draw(on: &canvas, in: body)
    case nil: break
    }
    dialogs.draw(on: &canvas, in: body)
  }

  /// What the message line says: what just happened, else what the screen has to say, of whose help one row will do.
  var shownMessage: MessageLine {
    var line = message
    line.problems = screen.problemCount
    if line.text.isEmpty, let standing = screen.standingMessage {
      line.show(standing.text, standing.kind)
      if standing.kind == .info { line.mostRows = 1 }
    }
    return line
  }

  private func drawTabs(on canvas: inout Canvas, in area: Rect) {
    canvas.fill(area, role: .tab)
    var column = area.column
    let here = screen.cameFrom ?? place
    let lit = ScreenList[here].parent ?? here
    var drawn: Set<Action.ID> = []
    for entry in ScreenList.all {
      guard let tab = entry.tab, entry.parent == nil, isOpen(entry), drawn.insert(tab.id).inserted else { continue }
      let text = " \(tab.mainChord?.description ?? "") \(tab.title) "
      let isLit = ScreenList[lit].tab?.id == tab.id
      column += canvas.put(text, row: area.row, column: column, role: isLit ? .tabActive : .tab)
    }
  }
}
