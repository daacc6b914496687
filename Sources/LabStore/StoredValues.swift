package import LabCore
package import Postgres

// How the domain's values travel: each as the text that PostgreSQL prints and reads for the column's type.

extension RecordID: PostgresEncodable, PostgresDecodable {
  package var postgresParameter: Parameter { rawValue.postgresParameter }
  package static func decode(postgres text: String) -> Self? { Int64(text).map(Self.init) }
}

extension RequestKey: PostgresEncodable, PostgresDecodable {
  package var postgresParameter: Parameter { description.postgresParameter }
  package static func decode(postgres text: String) -> Self? { Self(text) }
}

extension Money: PostgresEncodable, PostgresDecodable {
  package var postgresParameter: Parameter { minorUnits.postgresParameter }
  package static func decode(postgres text: String) -> Self? { Int64(text).map(Self.init(minorUnits:)) }
}

extension CalendarDate: PostgresEncodable, PostgresDecodable {
  package var postgresParameter: Parameter { description.postgresParameter }
  package static func decode(postgres text: String) -> Self? { Self(text) }
}

extension TimeOfDay: PostgresEncodable, PostgresDecodable {
  package var postgresParameter: Parameter { description.postgresParameter }
  package static func decode(postgres text: String) -> Self? { Self(text) }
}

extension LocalDateTime: PostgresEncodable, PostgresDecodable {
  package var postgresParameter: Parameter { description.postgresParameter }
  package static func decode(postgres text: String) -> Self? { Self(text) }
}

extension PhoneNumber: PostgresEncodable {
  package var postgresParameter: Parameter { e164.postgresParameter }
}

extension StaffRole: PostgresDecodable {}
extension Sex: PostgresDecodable {}
extension BookingStatus: PostgresDecodable {}
extension CollectionMethod: PostgresDecodable {}
extension ItemStatus: PostgresDecodable {}
extension SpecimenStatus: PostgresDecodable {}
extension ReportStatus: PostgresDecodable {}
extension BillingStatus: PostgresDecodable {}
extension LabStage: PostgresDecodable {}
extension TubeReceipt.Outcome: PostgresDecodable {}
extension BookingObjection: PostgresDecodable {}

extension GeoPoint {
  /// Reads the columns `latitude` and `longitude`; nil where the place is not known.
  init?(_ row: Row) throws {
    guard let latitude = try row.decode("latitude", as: Double?.self),
      let longitude = try row.decode("longitude", as: Double?.self)
    else { return nil }
    self.init(latitude: latitude, longitude: longitude)
  }
}
