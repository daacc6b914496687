import Words

/// Where the money of a booking stands.
package enum BillingStatus: String, StatusMachine {
  case draft, finalized, invoiced, paid, credited, voided

  package static let machineName = "billing"

  package var displayName: String {
    switch self {
    case .draft: say("Draft")
    case .finalized: say("Finalised")
    case .invoiced: say("Invoiced")
    case .paid: "Paid"
    case .credited: say("Credited")
    case .voided: say("Voided")
    }
  }

  package static let moves: [StatusMove<BillingStatus>] = [
    StatusMove(.draft, .finalized, .billingWrite),
    StatusMove(.finalized, .draft, .billingWrite, reason: true),
    StatusMove(.finalized, .invoiced, .billingWrite),
    StatusMove(.invoiced, .paid, .billingWrite),
    StatusMove(.invoiced, .paid, .visitsProgress, ownRows: true),
    StatusMove(.paid, .invoiced, .billingRefund, reason: true, second: true),
    StatusMove(.invoiced, .credited, .billingRefund, reason: true, second: true),
    StatusMove(.paid, .credited, .billingRefund, reason: true, second: true),
    StatusMove(.draft, .voided, .billingWrite, reason: true),
    StatusMove(.finalized, .voided, .billingWrite, reason: true),
  ]
}
