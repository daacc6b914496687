package import LabStore

/// What a signed-in desk keeps at hand so that typing never waits for the database.
package struct Workspace: Sendable {
  package var profile: Profile
  package var shelf: Shelf {
    didSet { menu = TestMenu(shelf.catalogue, in: profile.currency) }
  }
  /// The shelf's price list as options of the tests field.
  private(set) var menu: TestMenu

  package init(profile: Profile, shelf: Shelf) {
    self.profile = profile
    self.shelf = shelf
    menu = TestMenu(shelf.catalogue, in: profile.currency)
  }
}
