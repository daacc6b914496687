import LabCore
import LabStore
import Tui
import Words

/// A small form about a test, a panel, a price or a category, and what comes of it.
struct PriceListSheet: Sendable {
  enum Field: String, Hashable, Sendable {
    case code, name, category, tags, sample, tube, volume, preparation, instructions, hours, tax, loinc
    case price, reduced, from, tests, state
  }

  /// What the sheet is for, with the record as it was when the sheet opened.
  enum Purpose: Sendable {
    case addTest
    case editTest(ListedTest)
    case addPanel
    case editPanel(ListedPanel)
    case price(PriceListEntry)
    /// The category that the sheet opens with, if any.
    case category(CategoryID?)
  }

  /// What the forms are made from.
  struct Standing: Sendable {
    var list: PriceList
    /// The prices of all days.
    var prices: PriceBook
    var currency: Currency
    var today: CalendarDate
  }

  private(set) var purpose: Purpose
  private(set) var standing: Standing
  var sheet: Sheet<Field>

  init(_ purpose: Purpose, _ standing: Standing) {
    self.purpose = purpose
    self.standing = standing
    sheet = Self.sheet(for: purpose, standing)
    follow(nil)
    sheet.form.markClean()
  }

  private static func sheet(for purpose: Purpose, _ standing: Standing) -> Sheet<Field> {
    switch purpose {
    case .addTest:
      Sheet(
        say("New test"), [], particulars(nil, standing) + price(standing, isRequired: true) + [reduced(standing)])
    case .editTest(let test): Sheet(say("Edit \(test.test.name)"), [], particulars(test, standing))
    case .addPanel:
      Sheet(
        say("New panel"), [say("Its tests cost what they cost alone until it is given a price of its own.")],
        contents(nil, standing))
    case .editPanel(let panel): Sheet(say("Edit \(panel.panel.name)"), [], contents(panel, standing))
    case .price(let entry): pricing(entry, standing)
    case .category(let id): category(id, standing)
    }
  }

  // MARK: Keys

  mutating func handle(_ press: KeyPress) -> Sheet<Field>.Outcome {
    let outcome = sheet.handle(press)
    if case .changed(let field) = outcome { follow(field) } else if outcome == .handled { follow(nil) }
    return outcome
  }

  /// Says before anything is saved what a price changes, and shows the category that was chosen.
  private mutating func follow(_ changed: Field?) {
    switch purpose {
    case .price(let entry): sheet.lines = PriceOutlook(entry, day: day, typed: askedPrice, standing).lines
    case .category where changed == .category: showCategory()
    case .addTest, .editTest, .addPanel, .editPanel, .category: break
    }
  }

  private mutating func showCategory() {
    guard let category = chosenCategory else { return }
    sheet.form.setText(category.name, for: .name)
    sheet.form.setPicks([Self.stateOption(category.isActive)], for: .state)
  }

  private var chosenCategory: TestCategory? {
    sheet.form.pick(.category).flatMap { pick in standing.list.categories.first { "\($0.id)" == pick.id } }
  }

  /// Takes a list that has changed meanwhile: what was typed stays, everything else is as it is now.
  mutating func adopt(_ list: PriceList, _ prices: PriceBook) {
    standing.list = list
    standing.prices = prices
    switch purpose {
    case .editTest(let old):
      guard let new = list.tests.first(where: { $0.id == old.id }), new.version != old.version else { return }
      purpose = .editTest(new)
      sheet = sheet.rebased(on: Self.sheet(for: purpose, standing))
    case .editPanel(let old):
      guard let new = list.panels.first(where: { $0.id == old.id }), new.version != old.version else { return }
      purpose = .editPanel(new)
      sheet = sheet.rebased(on: Self.sheet(for: purpose, standing))
    case .price(let old):
      if let new = list[old.item] { purpose = .price(new) }
      follow(nil)
    case .addTest, .addPanel, .category: break
    }
  }

  // MARK: Outcome

  /// What is to be done as the fields say; nil where one of them has to be corrected.
  mutating func submit() -> PriceListWork? {
    if case .price = purpose { refuseHigherReduction() }
    if case .addTest = purpose { refuseHigherReduction() }
    guard sheet.submit() else { return nil }
    switch purpose {
    case .addTest:
      guard let price = money(.price), let particulars else { return nil }
      return .addTest(particulars, price: price, reduced: money(.reduced))
    case .editTest(let test): return particulars.map { .editTest(test.id, version: test.version, $0) }
    case .addPanel: return .addPanel(panelParticulars)
    case .editPanel(let panel): return .editPanel(panel.id, version: panel.version, panelParticulars)
    case .price(.test(let test)):
      guard let price = money(.price), let day else { return nil }
      return .setTestPrice(test.id, version: test.version, from: day, price, reduced: money(.reduced))
    case .price(.panel(let panel)):
      return day.map { .setPanelPrice(panel.id, version: panel.version, from: $0, money(.price)) }
    case .category:
      return chosenCategory.map {
        .editCategory(
          $0.id, version: $0.version, name: sheet.form.text(.name).singleSpaced,
          isActive: sheet.form.pick(.state)?.id == Self.stateOption(true).id)
      }
    }
  }

  /// Marks a reduced price that is none; the mark goes with the next change of either field.
  private mutating func refuseHigherReduction() {
    guard let price = money(.price), let reduced = money(.reduced) else { return }
    let isLower = reduced < price
    sheet.form.setError(
      isLower ? nil : say("A reduced price is lower than \(price.formatted(in: standing.currency))."), for: .reduced)
  }

  /// What is typed, the lower of price and reduced price; nil while there is none.
  private var askedPrice: Money? { money(.price).map { min($0, money(.reduced) ?? $0) } }

  private func money(_ field: Field) -> Money? { try? Money.parse(sheet.form.text(field), in: standing.currency) }

  private var day: CalendarDate? { try? DateShorthand.parse(sheet.form.text(.from), today: standing.today) }

  private func optional(_ field: Field) -> String? {
    let text = sheet.form.text(field).singleSpaced
    return text.isEmpty ? nil : text
  }

  private var particulars: TestParticulars? {
    let form = sheet.form
    let category: TestParticulars.Category
    if let pick = form.pick(.category), let id = Int64(pick.id) {
      category = .existing(CategoryID(id))
    } else if let name = optional(.category) {
      category = .new(name)
    } else {
      return nil
    }
    var tags: [String] = []
    for tag in form.text(.tags).split(separator: ",").map({ $0.trimmed.lowercased() })
    where !tag.isEmpty && !tags.contains(tag) { tags.append(tag) }
    return TestParticulars(
      code: form.text(.code).trimmed, name: form.text(.name).singleSpaced, category: category, tags: tags,
      sampleType: chosen(.sample).map { SampleType(storedName: $0) },
      tubeType: chosen(.tube).map { TubeType(storedName: $0) },
      sampleQuantity: optional(.volume).flatMap { Volume(millilitreText: $0) }, preparation: optional(.preparation),
      instructions: optional(.instructions), turnaroundHours: Int(form.text(.hours)),
      taxCode: form.pick(.tax).flatMap { $0.id.isEmpty ? nil : TaxCode($0.id) },
      loincCode: try? LoincCode(form.text(.loinc)))
  }

  private func chosen(_ field: Field) -> String? { sheet.form.pick(field)?.title ?? optional(field) }

  private var panelParticulars: PanelParticulars {
    PanelParticulars(
      code: sheet.form.text(.code).trimmed, name: sheet.form.text(.name).singleSpaced,
      tests: sheet.form.picks(.tests).compactMap { Int64($0.id) }.map { TestID($0) })
  }
}
