package import LabCore
import Postgres

/// One test that the laboratory has to do something about: which pet's, on what specimen, how far it is and by when.
package struct LabTask: Sendable, Equatable, Identifiable {
  package var id: BookingItemID
  /// The version of the item, so that a step is refused when another desk has changed it meanwhile.
  package var version: Int64
  package var status: ItemStatus
  package var stage: LabStage
  package var turnaround: Turnaround
  package var report: LabReport?
  package var bookingNumber: String
  /// The time of the visit, on the organisation's wall clock.
  package var bookedFor: LocalDateTime
  package var booking: BookingStatus
  package var clientName: String
  package var petName: String
  package var species: Species
  package var breed: String?
  package var sex: Sex
  package var weight: Weight?
  package var testCode: String
  package var testName: String
  package var sample: SampleType?
  package var tube: TubeType?
  package var quantity: Volume?
  /// The tubes of the test, the newest last.
  package var tubes: [LabTube]
  /// The panel that was booked whole and is completed together; nil for a test of its own.
  package var panelName: String?
  /// Why its specimen was rejected last.
  package var rejection: String?
  /// What the booking says besides.
  package var notes: String?
  /// What the list is filtered by, besides what it shows.
  package var searchWords: String
}

/// The report of a test as the work list knows it.
package struct LabReport: Sendable, Equatable {
  package var id: ReportID
  package var number: String
  package var status: ReportStatus
  /// The version of the record, which a step names.
  package var version: Int64
  /// Whether the person at the desk has written it, and so cannot verify it.
  package var isOwn: Bool
}

/// A tube of a test.
package struct LabTube: Sendable, Equatable {
  package var number: String
  package var status: SpecimenStatus
  /// The number of the tube that came for it.
  package var replacedBy: String?
  /// How many tests that are not done are made from it.
  package var openTests: Int
}

/// What the work list holds, and how much there is besides.
package struct WorkList: Sendable, Equatable {
  package var tasks: [LabTask]
  package var counts: [LabStage: Int]
  package var overdue: Int

  package init(tasks: [LabTask] = [], counts: [LabStage: Int] = [:], overdue: Int = 0) {
    self.tasks = tasks
    self.counts = counts
    self.overdue = overdue
  }

  /// How many tests a view has.
  package func count(_ view: WorkView) -> Int {
    switch view {
    case .open: counts.values.reduce(0, +)
    case .overdue: overdue
    case .stage(let stage): counts[stage] ?? 0
    }
  }
}

/// Which work of the lab a list is about.
package enum LabTaskQuery: Sendable, Equatable {
  /// A view of what is open, first what is due first: at most `limit` tests that have every word of the text.
  case view(WorkView, text: String = "", limit: Int = LabTaskQuery.page)
  /// Everything of one pet, newest first.
  case pet(PetID)
  /// Everything of one client, newest first.
  case client(ClientID)

  /// How many tests a view shows before more are asked for.
  package static let page = 100
  /// The most that is listed for a pet or a client.
  package static let most = 500
}

extension Desk {
  /// Lists the work of the lab from what the laboratory is shown, no phones and no money, in one round trip.
  package func workList(_ query: LabTaskQuery = .view(.open)) async throws -> WorkList {
    let results = try await transaction(
      .lookUp,
      [
        query.statement, "select stage, tasks, overdue from search.lab_counts()",
        "select due_soon_minutes from clinic_info where organization_id = (select desk.organization_id())",
      ])
    var list = WorkList(tasks: try results[0].rows.map(LabTask.init))
    let soon: Int = try results[2].rows.first?.decode("due_soon_minutes") ?? 0
    for place in list.tasks.indices { list.tasks[place].turnaround.noteDueSoon(within: soon) }
    for row in results[1].rows {
      list.counts[try row.decode("stage")] = try row.decode("tasks")
      list.overdue += try row.decode("overdue", as: Int.self)
    }
    return list
  }
}

extension LabTaskQuery {
  var statement: SQL {
    switch self {
    case .view(let view, let text, let limit): Self.rows("search.lab_work(\(view.storedName), \(text), \(limit))")
    case .pet(let pet): Self.rows("search.lab_past(\(pet), null, \(Self.most))")
    case .client(let client): Self.rows("search.lab_past(null, \(client), \(Self.most))")
    }
  }

  private static func rows(_ items: SQL) -> SQL {
    "select * from search.lab_rows(array(select w.item_id from \(items) w order by w.place))"
  }
}

extension LabTask {
  fileprivate init(_ row: Row) throws {
    self.init(
      id: try row.decode("item_id"), version: try row.decode("version"), status: try row.decode("status"),
      stage: try row.decode("stage"), turnaround: try Turnaround(row), report: try LabReport(row),
      bookingNumber: try row.decode("booking_number"), bookedFor: try row.decode("booked_for"),
      booking: try row.decode("booking_status"), clientName: try row.decode("client_name"),
      petName: try row.decode("pet_name"), species: Species(storedName: try row.decode("species", as: String.self)),
      breed: try row.decode("breed"), sex: try row.decode("sex"),
      weight: try row.decode("weight_grams", as: Int?.self).map(Weight.init(grams:)),
      testCode: try row.decode("code"), testName: try row.decode("test_name"),
      sample: try row.decode("sample_type", as: String?.self).map { SampleType(storedName: $0) },
      tube: try row.decode("tube_type", as: String?.self).map { TubeType(storedName: $0) },
      quantity: try row.decode("microlitres", as: Int?.self).map(Volume.init(microlitres:)),
      tubes: try LabTube.all(row), panelName: try row.decode("panel_name"), rejection: try row.decode("rejection"),
      notes: try row.decode("notes"), searchWords: try row.decode("words"))
  }
}

extension Turnaround {
  /// Reads the columns of `search.lab_rows`.
  init(_ row: Row) throws {
    self.init(
      allowedMinutes: try row.decode("tat_minutes"), usedMinutes: try row.decode("used_minutes"),
      receivedAt: try row.decode("received_at"), dueAt: try row.decode("due_at"),
      finishedAt: try row.decode("finished_at"), isRunning: try row.decode("is_running"),
      isOverdue: try row.decode("is_overdue"), minutesLeft: try row.decode("minutes_left"))
  }
}

extension LabReport {
  fileprivate init?(_ row: Row) throws {
    guard let id = try row.decode("report_id", as: ReportID?.self) else { return nil }
    self.init(
      id: id, number: try row.decode("report_number"), status: try row.decode("report_status"),
      version: try row.decode("report_version"), isOwn: try row.decode("is_own"))
  }
}

extension LabTube {
  fileprivate static func all(_ row: Row) throws -> [LabTube] {
    let numbers = try row.decode("tube_numbers", as: [String].self)
    let states = try row.decode("tube_states", as: [String].self)
    let replaced = try row.decode("tubes_replaced_by", as: [String].self)
    let open = try row.decode("tubes_open", as: [Int].self)
    return numbers.indices.map { place in
      LabTube(
        number: numbers[place], status: SpecimenStatus(rawValue: states[place]) ?? .collected,
        replacedBy: replaced[place].isEmpty ? nil : replaced[place], openTests: open[place])
    }
  }
}
