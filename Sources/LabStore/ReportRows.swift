package import LabCore
package import Postgres

// How the rows of a report are read.

extension DeliveryChannel: PostgresDecodable, PostgresEncodable {}
extension DeliveryStatus: PostgresDecodable {}
extension DeliveryKind: PostgresDecodable {}
extension ResultFlag: PostgresDecodable {}
extension ReportVersion.Kind: PostgresDecodable {}
extension TestParameter.Kind: PostgresDecodable, PostgresEncodable {}

extension ResultNumber: PostgresDecodable, PostgresEncodable {
  package var postgresParameter: Parameter { text.postgresParameter }
  package static func decode(postgres text: String) -> Self? { Self(text) }
}

extension ReportPage.Head {
  /// Nil where the item has no report yet.
  init?(_ row: Row) throws {
    guard let id = try row.decode("report_id", as: ReportID?.self) else { return nil }
    self.init(
      id: id, number: try row.decode("report_number"), status: try row.decode("report"),
      version: try row.decode("version"), author: try row.decode("generated_by_staff_id"))
  }
}

extension ReferenceInterval {
  /// Reads the columns of an interval; nil where none of the bounds is known.
  init?(_ row: Row) throws {
    let bounds: [ResultNumber?] = [
      try row.decode("low"), try row.decode("high"), try row.decode("critical_low"), try row.decode("critical_high"),
    ]
    guard bounds.contains(where: { $0 != nil }) else { return nil }
    self.init(
      species: try row.decode("species", as: String?.self).map(Species.init(storedName:)), low: bounds[0],
      high: bounds[1], criticalLow: bounds[2], criticalHigh: bounds[3])
  }
}

extension TestParameter {
  init(_ row: Row) throws {
    self.init(
      id: try row.decode("id"), code: try row.decode("code"), name: try row.decode("name"),
      unit: try row.decode("unit"), decimals: try row.decode("decimals"), kind: try row.decode("kind"),
      isActive: try row.decode("is_active"), interval: try ReferenceInterval(row))
  }
}

extension ReportTemplate {
  init(_ row: Row) throws {
    self.init(
      id: try row.decode("id"), test: try row.decode("test_id"), title: try row.decode("title"),
      body: try row.decode("body"), isActive: try row.decode("is_active"), version: try row.decode("version"))
  }
}

extension ReportVersion {
  /// Reads a version without its results.
  init(_ row: Row) throws {
    self.init(
      id: try row.decode("id"), number: try row.decode("number"), kind: try row.decode("kind"),
      reason: try row.decode("reason"), findings: try row.decode("findings"), author: try row.decode("author"),
      generatedAt: try row.decode("generated_at"), verifier: try row.decode("verifier"),
      verifiedAt: try row.decode("verified_at"), supersededAt: try row.decode("superseded_at"),
      retractedAt: try row.decode("retracted_at"), withdrawnAt: try row.decode("withdrawn_at"))
  }
}

extension ReportResult {
  init(_ row: Row) throws {
    let low: ResultNumber? = try row.decode("low")
    let high: ResultNumber? = try row.decode("high")
    self.init(
      parameter: try row.decode("parameter_id"), name: try row.decode("name"), unit: try row.decode("unit"),
      text: try row.decode("text"),
      interval: low == nil && high == nil ? nil : ReferenceInterval(low: low, high: high),
      flag: try row.decode("flag"))
  }
}

extension ReportDelivery {
  init(_ row: Row) throws {
    self.init(
      id: try row.decode("id"), version: try row.decode("version"), number: try row.decode("number"),
      kind: try row.decode("kind"), channel: try row.decode("channel"), recipient: try row.decode("recipient"),
      status: try row.decode("status"), reason: try row.decode("reason"), createdAt: try row.decode("created_at"),
      handedOverAt: try row.decode("handed_over_at"), handedOverBy: try row.decode("handed_over_by"),
      confirmedAt: try row.decode("confirmed_at"), confirmedBy: try row.decode("confirmed_by"),
      waivedAt: try row.decode("waived_at"), waivedBy: try row.decode("waived_by"))
  }
}

extension ReportPage.Tube {
  init(_ row: Row) throws {
    self.init(
      number: try row.decode("accession_number"),
      sample: try row.decode("sample_type", as: String?.self).map { SampleType(storedName: $0) },
      tube: try row.decode("tube_type", as: String?.self).map { TubeType(storedName: $0) },
      status: try row.decode("status"), collectedAt: try row.decode("collected_at"),
      receivedAt: try row.decode("received_at"))
  }
}

extension ReportPage.Sibling {
  init(_ row: Row) throws {
    self.init(
      item: try row.decode("id"), testCode: try row.decode("code"), testName: try row.decode("test_name"),
      itemStatus: try row.decode("status"), report: try row.decode("report_id"), status: try row.decode("report"),
      version: try row.decode("version"))
  }
}

extension ReportPage.Event {
  init(_ row: Row) throws {
    self.init(
      at: try row.decode("at"), to: try row.decode("to_status"), by: try row.decode("by"),
      approvedBy: try row.decode("approved_by"), reason: try row.decode("reason"))
  }
}
