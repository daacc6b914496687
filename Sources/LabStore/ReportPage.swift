package import LabCore

/// Everything about the report of one test: what is written, what was released, and who has it.
package struct ReportPage: Sendable, Equatable {
  package var item: BookingItemID
  package var itemStatus: ItemStatus
  package var test: TestID
  package var testCode: String
  package var testName: String
  package var booking: BookingID
  package var bookingNumber: String
  package var bookingStatus: BookingStatus
  /// Whether the booking was credited, so that nothing of it moves on.
  package var isRefunded: Bool
  package var petName: String
  package var species: Species
  package var breed: String?
  package var sex: Sex
  package var client: Recipient
  package var laboratory: String
  package var laboratoryDetails: [String]
  /// Nil until something is written about an item that had no report.
  package var report: Head?
  package var copy: ReportCopy
  /// What the test measures, each with the interval for the species of the pet.
  package var parameters: [TestParameter]
  package var templates: [ReportTemplate]
  /// Oldest first.
  package var versions: [ReportVersion]
  /// Oldest first.
  package var deliveries: [ReportDelivery]
  package var specimens: [Tube]
  /// The other reports of the panel.
  package var siblings: [Sibling]
  package var events: [Event]
  /// When it is due, on the organisation's wall clock; nil without a turnaround time, and while it stands still.
  package var dueAt: LocalDateTime?
  package var isOverdue: Bool

  /// The row of the report.
  package struct Head: Sendable, Equatable {
    package var id: ReportID
    package var number: String
    package var status: ReportStatus
    package var version: Int64
    /// Who generated the version that waits or is in force.
    package var author: StaffID?
  }

  /// The client, with what a delivery needs, as far as the person at the desk sees it.
  package struct Recipient: Sendable, Equatable {
    package var id: ClientID
    package var name: String
    /// How the client wants to be addressed.
    package var address: String
    package var phones: [PhoneNumber]
    package var email: EmailAddress?
  }

  package struct Tube: Sendable, Equatable {
    package var number: String
    package var sample: SampleType?
    package var tube: TubeType?
    package var status: SpecimenStatus
    package var collectedAt: LocalDateTime
    package var receivedAt: LocalDateTime?
  }

  /// Another report of the same panel.
  package struct Sibling: Sendable, Equatable {
    package var item: BookingItemID
    package var testCode: String
    package var testName: String
    package var itemStatus: ItemStatus
    package var report: ReportID?
    package var status: ReportStatus?
    package var version: Int64?

    /// Whether the panel waits for it.
    package var isOpen: Bool {
      itemStatus != .cancelled && itemStatus != .notObtained && status != .verified && status != .delivered
    }
  }

  /// One step of the report.
  package struct Event: Sendable, Equatable {
    package var at: LocalDateTime
    package var to: ReportStatus
    package var by: String?
    package var approvedBy: String?
    package var reason: String?
  }

  package var status: ReportStatus { report?.status ?? .pending }

  /// The version that holds; nil before the first was verified and after a retraction.
  package var inForce: ReportVersion? { versions.last { $0.standing == .inForce } }
  /// The version that waits for the second pair of eyes.
  package var unverified: ReportVersion? { versions.last { $0.standing == .unverified } }
  /// What somebody is still to have.
  package var due: [ReportDelivery] { deliveries.filter { $0.status == .due } }
}

/// What is worked on: findings, and results as they are typed.
package struct ReportCopy: Sendable, Equatable {
  package var findings: String
  package var entered: [ParameterID: String]

  package init(findings: String = "", entered: [ParameterID: String] = [:]) {
    self.findings = findings
    self.entered = entered
  }

  /// Whether there is nothing in it.
  package var isEmpty: Bool { findings.trimmed.isEmpty && entered.values.allSatisfy { $0.trimmed.isEmpty } }

  /// What a version says, as it would be typed.
  package init(_ version: ReportVersion) {
    findings = version.findings ?? ""
    entered = Dictionary(
      version.results.compactMap { result in result.parameter.map { ($0, result.text) } },
      uniquingKeysWith: { first, _ in first })
  }
}

/// Findings that are often written.
package struct ReportTemplate: Sendable, Equatable, Identifiable {
  package var id: TemplateID
  /// Nil is offered for every test.
  package var test: TestID?
  package var title: String
  package var body: String
  package var isActive: Bool
  package var version: Int64
}

/// Somebody who is to have, had or confirmed a version of a report.
package struct ReportDelivery: Sendable, Equatable, Identifiable {
  package var id: DeliveryID
  package var version: Int64
  /// The version of the report it is about.
  package var number: Int
  package var kind: DeliveryKind
  package var channel: DeliveryChannel
  /// Nil for whoever sees no phones and addresses of mail.
  package var recipient: String?
  package var status: DeliveryStatus
  /// Why it was waived.
  package var reason: String?
  package var createdAt: LocalDateTime
  package var handedOverAt: LocalDateTime?
  package var handedOverBy: String?
  package var confirmedAt: LocalDateTime?
  package var confirmedBy: String?
  package var waivedAt: LocalDateTime?
  package var waivedBy: String?
}
