import LabCore
import LabStore
import Tui
import Words

extension PriceListSheet {
  private static func text(
    _ id: Field, _ label: String, _ value: String, _ help: String, isRequired: Bool = false, width: Int = 40,
    most: Int = 200, filter: TextField.Filter = .any, hint: String = "", parse: FieldParser? = nil
  ) -> NamedField<Field> {
    (
      id,
      FormField(
        label, .text(TextField(value, filter: filter, maximumLength: most)), isRequired: isRequired, width: width,
        help: help, hint: hint, parse: parse)
    )
  }

  private static func choice(
    _ id: Field, _ label: String, _ options: [ChoiceOption], picked: String?, _ help: String, isRequired: Bool = false,
    allowsFreeText: Bool = false, width: Int = 30
  ) -> NamedField<Field> {
    let known = options.filter { $0.id == picked }
    let other = known.isEmpty ? picked.flatMap { $0.isEmpty ? nil : ChoiceOption(id: $0, title: $0) } : nil
    return (
      id,
      FormField(
        label,
        .choice(
          ChoiceField(.fixed(options), picks: known + [other].compactMap(\.self), allowsFreeText: allowsFreeText)),
        isRequired: isRequired, width: width, help: help)
    )
  }

  // MARK: Tests

  static func particulars(_ listed: ListedTest?, _ standing: Standing) -> [NamedField<Field>] {
    let test = listed?.test
    let categories = standing.list.categories.map {
      ChoiceOption(id: "\($0.id)", title: $0.name, detail: $0.isActive ? "" : say("switched off"))
    }
    let taxes =
      [ChoiceOption(id: "", title: say("untaxed"))]
      + standing.list.taxCodes.map { ChoiceOption(id: $0.text, title: $0.text) }
    let samples = SampleType.known.map { ChoiceOption(id: $0.storedName, title: $0.storedName) }
    let tubes = TubeType.known.map { ChoiceOption(id: $0.storedName, title: $0.storedName) }
    return [
      text(
        .code, say("Code"), test?.code ?? "", say("The short code on labels and in the list, such as CBC."),
        isRequired: true,
        width: 12, most: 20, filter: .uppercase, parse: code),
      text(.name, say("Name"), test?.name ?? "", say("The name as it stands on reports."), isRequired: true, most: 120),
      choice(
        .category, say("Category"), categories, picked: listed.map { "\($0.categoryID)" },
        say("A few letters find it; a new name makes a new category."), isRequired: true,
        allowsFreeText: true),
      text(
        .tags, say("Tags"), (test?.tags ?? []).joined(separator: ", "),
        say("Words under which the test is found, with commas between them."), width: 44),
      choice(
        .sample, say("Sample"), samples, picked: test?.sampleType?.storedName, say("What the test is made on."),
        allowsFreeText: true),
      choice(
        .tube, say("Tube"), tubes, picked: test?.tubeType?.storedName,
        say("What it goes into; left empty, the usual container for the sample."), allowsFreeText: true),
      text(
        .volume, say("Volume"), test?.sampleQuantity.map(\.text) ?? "",
        say("What one test takes, in millilitres: 2, 0.5."),
        width: 10, most: 10, hint: "ml", parse: volume),
      text(
        .preparation, say("Before"), test?.preparation ?? "",
        say("What the client does beforehand, such as Fasting for 8 hours."), width: 44),
      text(
        .instructions, say("Collecting"), test?.instructions ?? "", say("What whoever collects has to mind."), width: 44
      ),
      text(
        .hours, say("Report in"), test?.turnaroundHours.map(String.init) ?? "",
        say("Working hours from receipt of the sample to the report."), width: 6, most: 4, filter: .digits,
        hint: say("hours"),
        parse: hours),
      choice(
        .tax, say("Tax code"), taxes, picked: test?.taxCode?.text ?? "", say("The code under which the test is taxed."),
        width: 16
      ),
      text(
        .loinc, "LOINC", test?.loincCode ?? "",
        say("The name of the test among laboratories all over the world, such as 58410-2. May stay empty."), width: 12,
        most: 12, parse: loinc),
    ]
  }

  private static func code(_ text: String) -> Result<ParsedText, FieldProblem> {
    let code = text.trimmed
    return code.contains(where: \.isWhitespace)
      ? .failure(FieldProblem(say("A code has no spaces."))) : .success(ParsedText(code))
  }

  private static func volume(_ text: String) -> Result<ParsedText, FieldProblem> {
    guard let volume = Volume(millilitreText: text), volume > .zero, volume.microlitres < 1_000_000,
      volume.microlitres % 10 == 0
    else { return .failure(FieldProblem(say("Millilitres from 0.01 to 999.99, such as 2 or 0.5."))) }
    return .success(ParsedText(volume.text))
  }

  private static func hours(_ text: String) -> Result<ParsedText, FieldProblem> {
    guard let hours = Int(text), hours > 0 else { return .failure(FieldProblem(say("One working hour or more."))) }
    return .success(ParsedText("\(hours)", echo: hours.counted("working hour")))
  }

  private static func loinc(_ text: String) -> Result<ParsedText, FieldProblem> {
    do {
      return .success(ParsedText(try LoincCode(text).text))
    } catch {
      return .failure(FieldProblem(error.sentence))
    }
  }

  // MARK: Panels

  static func contents(_ listed: ListedPanel?, _ standing: Standing) -> [NamedField<Field>] {
    func option(_ test: ListedTest) -> ChoiceOption {
      ChoiceOption(
        id: "\(test.id)", title: test.test.code.isEmpty ? test.test.name : test.test.code, detail: test.test.name,
        note: test.test.catalogPrice.shortFormatted(in: standing.currency))
    }
    let offered = standing.list.tests.filter(\.test.isActive).sorted { $0.test.name < $1.test.name }.map(option)
    let picked = listed.map { standing.list.tests(of: $0.panel).map(option) } ?? []
    return [
      text(
        .code, say("Code"), listed?.panel.code ?? "", say("The short code in the list, such as WELL."),
        isRequired: true,
        width: 12,
        most: 20, filter: .uppercase, parse: code),
      text(
        .name, say("Name"), listed?.panel.name ?? "", say("The name as it stands in the list."), isRequired: true,
        most: 120),
      (
        .tests,
        FormField(
          say("Tests"),
          .choice(ChoiceField(.fixed(offered), picks: picked, isMultiple: true, placeholder: say("code or name"))),
          isRequired: true, width: 48,
          help: say(
            "In the order in which they are printed; a few letters, then Enter. Backspace takes the last one off."))
      ),
    ]
  }

  // MARK: Prices

  static func price(_ standing: Standing, isRequired: Bool, _ value: String = "") -> [NamedField<Field>] {
    let currency = standing.currency
    return [
      text(
        .price, say("Price"), value,
        isRequired
          ? say("The list price for one test.") : say("Left empty, its tests cost what they cost alone."),
        isRequired: isRequired, width: 14, most: 20, filter: .decimal, hint: currency.code,
        parse: { PriceFields.amount($0, in: currency) })
    ]
  }

  static func reduced(_ standing: Standing, _ value: String = "") -> NamedField<Field> {
    let currency = standing.currency
    return text(
      .reduced, say("Reduced"), value, say("What is asked instead; lower than the price. May stay empty."), width: 14,
      most: 20,
      filter: .decimal, hint: currency.code, parse: { PriceFields.amount($0, in: currency) })
  }

  static func pricing(_ entry: PriceListEntry, _ standing: Standing) -> Sheet<Field> {
    let today = standing.today
    let from = text(
      .from, say("From"), IntakeForm.dateText(today),
      say("The first day of the new price: t, tom, +7, mon, 1/4 or 1 apr."), isRequired: true,
      width: 18, most: 30,
      parse: { PriceFields.firstDay($0, of: "price", today: today) })
    switch entry {
    case .test(let test):
      return Sheet(
        say("New price of \(test.test.name)"), [], [from] + price(standing, isRequired: true) + [reduced(standing)])
    case .panel(let panel):
      return Sheet(say("New price of \(panel.panel.name)"), [], [from] + price(standing, isRequired: false))
    }
  }

  // MARK: Categories

  static func stateOption(_ isActive: Bool) -> ChoiceOption {
    isActive
      ? ChoiceOption(id: "on", title: "on", detail: say("its tests can be booked"))
      : ChoiceOption(id: "off", title: "off", detail: say("its tests can be booked no more"))
  }

  static func category(_ id: CategoryID?, _ standing: Standing) -> Sheet<Field> {
    let options = standing.list.categories.map { category in
      ChoiceOption(
        id: "\(category.id)", title: category.name,
        detail: category.tests.counted("test") + (category.isActive ? "" : say(", switched off")))
    }
    let chosen = standing.list.categories.first { $0.id == id }
    return Sheet(
      say("Categories"), [say("A new category is made where a test is given one.")],
      [
        choice(
          .category, say("Category"), options, picked: chosen.map { "\($0.id)" }, say("A few letters find it."),
          isRequired: true),
        text(.name, say("Name"), chosen?.name ?? "", say("What it is called from now on."), isRequired: true, most: 80),
        choice(
          .state, say("State"), [stateOption(true), stateOption(false)],
          picked: chosen?.isActive == false ? "off" : "on",
          say("Switched off, all of its tests can be booked no more; what is booked stays."), isRequired: true),
      ])
  }
}
