package import LabCore
import Postgres

/// What the organisation says about itself: where it is, when it works and what the way to a client costs.
package struct Clinic: Sendable, Equatable {
  package var location: GeoPoint?
  package var address: String?
  package var hours: ClinicHours?
  package var distancePricing: [DistancePricing]
  package var offers: [Offer]
  package var attachmentLimit: Int
}
