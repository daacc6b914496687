import LabCore
import LabStore
import Tui

/// The booking that is open: what the list knows of it, then everything, and the small form above it.
struct BookingView: Sendable {
  private(set) var summary: BookingSummary
  /// Nil until it is read.
  private(set) var booking: FullBooking?
  private(set) var pane: DetailPane
  var sheet: BookingSheet?
  /// What is asked before the booking is cancelled.
  var cancelling: StepSheet?
  /// The tubes that are drawn at the desk.
  var collecting: CollectSheet?

  init(_ summary: BookingSummary) {
    self.summary = summary
    pane = summary.pane
  }

  var id: BookingID { summary.id }
  /// Whether the keys go to a form above the booking.
  var isAsking: Bool { sheet != nil || cancelling != nil || collecting != nil }
  /// Whether something was typed there.
  var isDirty: Bool {
    sheet?.sheet.form.isDirty ?? cancelling?.sheet.form.isDirty ?? collecting?.sheet.form.isDirty ?? false
  }
  /// The version that its person sees.
  var version: Int64 { booking?.version ?? summary.version }
  var status: BookingStatus { booking?.status ?? summary.status }
  var read: Effect { .work(.booking(.read(id)), slot: .record) }

  /// Takes the newer line of the list.
  mutating func receive(_ summary: BookingSummary) { self.summary = summary }

  /// Takes the booking as it is now; the pane stays where it was scrolled to, and a sheet that was refused looks again.
  mutating func receive(_ booking: FullBooking, _ workspace: Workspace, on today: CalendarDate) {
    guard booking.id == id else { return }
    self.booking = booking
    sheet?.look(at: booking)
    cancelling?.look(at: booking.version)
    collecting?.look(at: booking.version)
    pane.show(
      BookingDetails(
        booking: booking, currency: workspace.profile.currency, limits: workspace.shelf.limits, today: today
      ).pane, isSameRecord: true)
  }

  mutating func scroll(_ press: KeyPress) { _ = pane.handle(press) }

  func draw(on canvas: inout Canvas, in area: Rect) {
    pane.draw(on: &canvas, in: area)
    canvas.cursor = nil
    sheet?.draw(on: &canvas, in: area)
    cancelling?.draw(on: &canvas, in: area)
    collecting?.sheet.draw(on: &canvas, in: area)
  }
}
