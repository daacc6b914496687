import Words

/// A report as it was generated once; what was verified of it never changes.
package struct ReportVersion: Sendable, Hashable {
  package var id: ReportVersionID
  /// One more than versions were released before it.
  package var number: Int
  package var kind: Kind
  /// Why it amends the one before.
  package var reason: String?
  package var findings: String?
  package var results: [ReportResult]
  /// Nil in old data that does not say.
  package var author: String?
  package var generatedAt: LocalDateTime
  package var verifier: String?
  package var verifiedAt: LocalDateTime?
  package var supersededAt: LocalDateTime?
  package var retractedAt: LocalDateTime?
  package var withdrawnAt: LocalDateTime?

  /// How it came about; the raw value is stored.
  package enum Kind: String, CaseIterable, Sendable, Hashable {
    case first, amendment, replacement
  }

  /// What it is good for.
  package enum Standing: Sendable, Hashable {
    case unverified, inForce, superseded, retracted, withdrawn

    package var displayName: String {
      switch self {
      case .unverified: say("not verified")
      case .inForce: say("in force")
      case .superseded: "superseded"
      case .retracted: "retracted"
      case .withdrawn: say("taken back")
      }
    }
  }

  package init(
    id: ReportVersionID, number: Int, kind: Kind = .first, reason: String? = nil, findings: String? = nil,
    results: [ReportResult] = [], author: String? = nil, generatedAt: LocalDateTime, verifier: String? = nil,
    verifiedAt: LocalDateTime? = nil, supersededAt: LocalDateTime? = nil, retractedAt: LocalDateTime? = nil,
    withdrawnAt: LocalDateTime? = nil
  ) {
    self.id = id
    self.number = number
    self.kind = kind
    self.reason = reason
    self.findings = findings
    self.results = results
    self.author = author
    self.generatedAt = generatedAt
    self.verifier = verifier
    self.verifiedAt = verifiedAt
    self.supersededAt = supersededAt
    self.retractedAt = retractedAt
    self.withdrawnAt = withdrawnAt
  }

  package var standing: Standing {
    if withdrawnAt != nil { return .withdrawn }
    if verifiedAt == nil { return .unverified }
    if retractedAt != nil { return .retracted }
    return supersededAt == nil ? .inForce : .superseded
  }
}

/// One line of the results of a version, with name, unit and interval as they were.
package struct ReportResult: Sendable, Hashable {
  package var parameter: ParameterID?
  package var name: String
  package var unit: String?
  /// `<0.5`, or words.
  package var text: String
  /// The usual interval; critical bounds are not kept with a version.
  package var interval: ReferenceInterval?
  package var flag: ResultFlag?

  package init(
    parameter: ParameterID? = nil, name: String, unit: String? = nil, text: String, interval: ReferenceInterval? = nil,
    flag: ResultFlag? = nil
  ) {
    self.parameter = parameter
    self.name = name
    self.unit = unit
    self.text = text
    self.interval = interval
    self.flag = flag
  }
}
