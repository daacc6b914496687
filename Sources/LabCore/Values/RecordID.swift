/// The key of a row, typed by what the row holds so that a pet's key never stands where a client's is meant.
///
/// Keys are made by the database; they are unique within an organisation.
package struct RecordID<Record>: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let rawValue: Int64

  package init(_ rawValue: Int64) {
    self.rawValue = rawValue
  }

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  package var description: String { String(rawValue) }
}

/// The row of `bookings` as a key's type; the stored booking is read in shapes of its own.
package enum BookingRecord {}
/// The row of `booking_items`.
package enum BookingItemRecord {}
/// The row of `prescription_uploads`.
package enum PrescriptionRecord {}
/// The row of `staff`.
package enum StaffRecord {}
/// The row of `organizations`.
package enum OrganizationRecord {}
/// The row of `coupon_batches`.
package enum CouponBatchRecord {}

/// The row of `specimens`.
package enum SpecimenRecord {}
/// The row of `payment_transactions`.
package enum PaymentRecord {}
/// The row of `test_reports`.
package enum ReportRecord {}
/// The row of `report_deliveries`.
package enum DeliveryRecord {}
/// The row of `report_templates`.
package enum TemplateRecord {}
/// The row of `pet_weights`.
package enum PetWeightRecord {}
/// The row of `test_categories`.
package enum CategoryRecord {}

package typealias ClientID = RecordID<Client>
package typealias PetID = RecordID<Pet>
package typealias AddressID = RecordID<Address>
package typealias TestID = RecordID<TestDefinition>
package typealias PanelID = RecordID<Panel>
package typealias CategoryID = RecordID<CategoryRecord>
package typealias OfferID = RecordID<Offer>
package typealias CouponID = RecordID<Coupon>
package typealias CouponBatchID = RecordID<CouponBatchRecord>
package typealias DistancePricingID = RecordID<DistancePricing>
package typealias BookingID = RecordID<BookingRecord>
package typealias BookingItemID = RecordID<BookingItemRecord>
package typealias SpecimenID = RecordID<SpecimenRecord>
package typealias PaymentID = RecordID<PaymentRecord>
package typealias ReportID = RecordID<ReportRecord>
package typealias ReportVersionID = RecordID<ReportVersion>
package typealias ParameterID = RecordID<TestParameter>
package typealias IntervalID = RecordID<ReferenceInterval>
package typealias TemplateID = RecordID<TemplateRecord>
package typealias DeliveryID = RecordID<DeliveryRecord>
package typealias PetWeightID = RecordID<PetWeightRecord>
package typealias PrescriptionID = RecordID<PrescriptionRecord>
package typealias StaffID = RecordID<StaffRecord>
package typealias OrganizationID = RecordID<OrganizationRecord>
