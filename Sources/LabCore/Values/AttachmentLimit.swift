/// How large a document may be that a desk attaches; each clinic sets its own, up to what is ever stored.
package struct AttachmentLimit: Hashable, Sendable {
  /// Whole MiB, from 1 to 10.
  package let mebibytes: Int

  /// Takes a number of MiB; more than is ever stored counts as that, less than one as one.
  package init(mebibytes: Int) {
    self.mebibytes = min(max(1, mebibytes), 10)
  }

  /// The most that the database ever stores.
  package static let most = AttachmentLimit(mebibytes: 10)

  package var bytes: Int { mebibytes * 1_048_576 }
}
