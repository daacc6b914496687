/// One step of a status machine; the record is a position among the rows of its machine.
struct EventRow: Sendable {
  enum Machine: String, Sendable {
    case booking, item, report, billing
  }

  var machine: Machine
  var record: Int
  var booking: Int
  var from: String?
  var to: String
  var staff: Int?
  var reason: String?
  var moment: Minute
}
