package import LabStore

/// What a signed-in desk keeps at hand so that typing never waits for the database.
package struct Workspace: Sendable {
  package var profile: Profile
  package var shelf: Shelf

  package init(profile: Profile, shelf: Shelf) {
    self.profile = profile
    self.shelf = shelf
  }
}
