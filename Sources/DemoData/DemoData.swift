package import LabCore
package import Postgres

/// The believable clinic behind `labrador demo`: two organisations with their history, the same on every machine.
package enum DemoData {
  /// The accounts one can sign in with, the main clinic first.
  package static let accounts: [DemoAccount] = ClinicPlan.all.flatMap { plan in
    plan.staff.filter(\.isActive).map {
      DemoAccount(
        organization: plan.slug, role: $0.role, name: $0.name, phone: $0.phone, password: plan.password,
        isSuperuser: $0.isSuperuser)
    }
  }

  /// Slugs of the organisations, the main clinic first.
  package static let organizations: [String] = ClinicPlan.all.map(\.slug)

  /// Says whether the main clinic is in the database; the connection has to be the owner's.
  package static func isLoaded(_ connection: Connection) async throws -> Bool {
    let slug = ClinicPlan.cubbon.slug
    let found = try await connection.query("select exists (select from organizations where slug = \(slug)) as found")
    return try found.onlyRow().decode("found")
  }

  /// Fills a migrated database as its owner, in one transaction, with what the clinics were by half past ten on a day.
  ///
  /// Throws, and leaves nothing behind, when an organisation of the demo is there already.
  package static func load(
    into connection: Connection, today: CalendarDate, organizations slugs: [String] = organizations,
    progress: @escaping @Sendable (DemoProgress) -> Void = { _ in }
  ) async throws {
    try await load(DemoHistory(today: today, organizations: slugs), into: connection, progress: progress)
  }

  /// Fills a migrated database as its owner, in one transaction, with a history that was made before.
  package static func load(
    _ history: DemoHistory, into connection: Connection,
    progress: @escaping @Sendable (DemoProgress) -> Void = { _ in }
  ) async throws {
    let steps = history.clinics.count * DemoProgress.Step.allCases.count
    try await connection.withTransaction { connection in
      let triggers = try await QuietTriggers.find(connection)
      let keys = try await LateKeys.find(connection)
      _ = try await connection.pipeline(triggers.off + keys.drop)
      var done = 0
      for (plan, rows) in history.clinics {
        let added = try await connection.query(
          "select desk.add_organization(\(plan.name), \(plan.slug), 'INR', 'Asia/Kolkata', 'IN') as id")
        let clinic = LoadedClinic(
          id: try added.onlyRow().decode("id"), plan: plan, rows: rows, today: history.today,
          bases: try await LoadedClinic.bases(connection))
        for (step, statements) in clinic.preparedSteps() {
          progress(DemoProgress(organization: plan.name, step: step, done: done, total: steps))
          _ = try await connection.pipeline(await statements.value)
          done += 1
        }
        _ = try await connection.pipeline(LoadedClinic.advanceIdentities())
      }
      _ = try await connection.pipeline(keys.make + triggers.on)
    }
  }
}

/// How far a load has come.
package struct DemoProgress: Hashable, Sendable {
  package enum Step: String, CaseIterable, Sendable {
    case clinic = "clinic and staff"
    case catalogue = "price list"
    case people = "clients and pets"
    case offers = "offers and coupons"
    case bookings = "a year of bookings"
    case reports = "reports"
    case money = "bills"
    case documents = "prescriptions"
  }

  /// The name of the organisation that is being filled.
  package let organization: String
  package let step: Step
  package let done: Int
  package let total: Int
}

extension LoadedClinic {
  /// The steps in their order, each being written while the server is busy with those before it.
  func preparedSteps() -> [(step: DemoProgress.Step, statements: Task<[SQL], Never>)] {
    DemoProgress.Step.allCases.map { step in (step, Task.detached { statements(for: step) }) }
  }

  func statements(for step: DemoProgress.Step) -> [SQL] {
    switch step {
    case .clinic: clinicStatements() + hoursStatements()
    case .catalogue: catalogueStatements()
    case .people: peopleStatements()
    case .offers: offerStatements()
    case .bookings: bookingStatements()
    case .reports: reportStatements()
    case .money: moneyStatements() + paymentStatements()
    case .documents:
      prescriptionStatements() + eventStatements() + specimenStatements() + rejectionStatements() + resultStatements()
        + labStatements()
    }
  }
}
