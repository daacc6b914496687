import LabCore
import LabStore

/// What a row of a look-up stands for: a pet of a client, or a client alone.
struct MatchID: Hashable, Sendable {
  var client: ClientID
  var pet: PetID?
}

extension ClientMatch {
  var rowID: MatchID { MatchID(client: clientID, pet: petID) }
}
