package import LabCore
import LabStore

/// A client, a pet or an address with the version that was read, as people edit it.
package enum RecordCopy: Sendable, Equatable {
  case client(Client)
  case pet(Pet)
  case address(Address)

  /// How messages call it.
  var name: String {
    switch self {
    case .client(let client): client.name.text
    case .pet(let pet): pet.name
    case .address(let address): address.label ?? address.line1
    }
  }

  /// The record as the audit trail knows it.
  var reference: RecordReference? {
    switch self {
    case .client(let client): RecordReference(.clients, client.id.rawValue, name: client.name.text)
    case .pet(let pet): RecordReference(.pets, pet.id.rawValue, name: pet.name)
    case .address(let address): address.id.map { RecordReference(.addresses, $0.rawValue, name: name) }
    }
  }
}
