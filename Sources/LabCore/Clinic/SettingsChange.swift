import Words

/// What somebody changes of the settings: each from what was seen to what it becomes.
package struct SettingsChange: Hashable, Sendable {
  /// One setting that changes.
  package struct Item: Hashable, Sendable {
    package var setting: ClinicSetting
    /// What was seen; nil for nothing.
    package var before: String?
    package var after: String?

    package init(_ setting: ClinicSetting, from before: String?, to after: String?) {
      self.setting = setting
      self.before = before
      self.after = after
    }

    /// `Phone: 080 4718 2200 → 080 4718 2201`.
    package var words: String {
      "\(setting.label): \(setting.words(for: before)) → \(setting.words(for: after))"
    }
  }

  package var items: [Item]

  package init(_ items: [Item] = []) { self.items = items }

  /// The settings of a section that differ between what was seen and what is wanted.
  package init(of section: SettingsSection, from seen: ClinicSettings, to wanted: ClinicSettings) {
    items = section.settings.compactMap { setting in
      seen[setting] == wanted[setting] ? nil : Item(setting, from: seen[setting], to: wanted[setting])
    }
    // A place is its two coordinates and its link: whoever moves one of them means all.
    let place: [ClinicSetting] = [.mapLink, .latitude, .longitude]
    guard items.contains(where: { place.contains($0.setting) }) else { return }
    for setting in place where !items.contains(where: { $0.setting == setting }) {
      items.append(Item(setting, from: seen[setting], to: wanted[setting]))
    }
  }

  package var isEmpty: Bool { items.isEmpty }
}

/// What a change of settings leads to, counted by the database.
package struct SettingsOutcome: Hashable, Sendable {
  /// Visits to come that then lie outside the hours.
  package var visitsOutside: Int
  /// Visits that come back from their collectors.
  package var visitsReturned: Int
  /// How many more bookings ask for another day; negative where they no longer do.
  package var bookingsAsking: Int
  /// Open tests that are due at another time.
  package var testsMoved: Int
  /// How many more of them are late by it; negative for fewer.
  package var testsLate: Int

  package init(
    visitsOutside: Int = 0, visitsReturned: Int = 0, bookingsAsking: Int = 0, testsMoved: Int = 0, testsLate: Int = 0
  ) {
    self.visitsOutside = visitsOutside
    self.visitsReturned = visitsReturned
    self.bookingsAsking = bookingsAsking
    self.testsMoved = testsMoved
    self.testsLate = testsLate
  }

  /// What follows, a sentence for each; none where nothing does.
  package var sentences: [String] {
    var sentences: [String] = []
    if visitsOutside > 0 {
      sentences.append(
        say(
          "\(visitsOutside.counted("visit")) to come \(visitsOutside == 1 ? say("lies") : say("lie")) outside the new hours."
        ))
    }
    if visitsReturned > 0 { sentences.append(say("\(visitsReturned.counted("visit")) will have no collector.")) }
    if bookingsAsking > 0 {
      sentences.append(
        say("\(bookingsAsking.counted("booking")) \(bookingsAsking == 1 ? say("asks") : say("ask")) for another day."))
    } else if bookingsAsking < 0 {
      sentences.append(
        bookingsAsking == -1
          ? say("1 booking no longer asks for another day.")
          : say("\((-bookingsAsking).counted("booking")) no longer ask for another day."))
    }
    if testsMoved > 0 {
      let late =
        testsLate > 0 ? say("; \(testsLate) more late") : testsLate < 0 ? say("; \(-testsLate) no longer late") : ""
      sentences.append(
        say(
          "\(testsMoved.counted("open test")) \(testsMoved == 1 ? say("is") : say("are")) due at another time\(late)."))
    }
    return sentences
  }
}
