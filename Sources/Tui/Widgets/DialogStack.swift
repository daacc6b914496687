/// Dialogs on top of each other; keys go to the uppermost, which leaves when it is answered or cancelled.
package struct DialogStack<Answer: Sendable>: Sendable {
  package private(set) var dialogs: [Dialog<Answer>] = []

  package init() {}

  package var isEmpty: Bool { dialogs.isEmpty }

  package mutating func push(_ dialog: Dialog<Answer>) { dialogs.append(dialog) }

  package mutating func removeAll() { dialogs = [] }

  package mutating func handle(_ press: KeyPress) -> DialogEvent<Answer> {
    guard let last = dialogs.indices.last else { return .ignored }
    let event = dialogs[last].handle(press)
    switch event {
    case .answered, .cancelled: dialogs.remove(at: last)
    case .ignored, .handled: break
    }
    return event
  }

  package mutating func paste(_ text: String) -> DialogEvent<Answer> {
    guard let last = dialogs.indices.last else { return .ignored }
    return dialogs[last].paste(text)
  }

  package func draw(on canvas: inout Canvas, in area: Rect) {
    for dialog in dialogs {
      canvas.cursor = nil
      dialog.draw(on: &canvas, in: area)
    }
  }
}
