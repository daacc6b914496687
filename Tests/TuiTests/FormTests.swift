import Testing

@testable import Tui

enum Intake: String, Hashable, Sendable { case phone, name, test, date, notes, total }

let intakeTests = [
  ChoiceOption(id: "CBC", title: "Complete blood count", detail: "EDTA 2 ml", note: "450"),
  ChoiceOption(id: "LFT", title: "Liver function", detail: "Serum 3 ml", note: "900"),
]

func intakeForm() -> Form<Intake> {
  Form(sections: [
    FormSection(
      "Client",
      [
        .phone: FormField(
          "Phone", .text(TextField(filter: .phone, maximumLength: 16)), isRequired: true, width: 18,
          parse: { text in
            let digits = text.filter(\.isNumber)
            return digits.count < 10
              ? .failure(FieldProblem("A phone number has ten digits."))
              : .success(ParsedText("+91 " + digits.suffix(10)))
          }),
        .name: FormField("Full name", .text(TextField())),
      ]),
    FormSection(
      "Booking", side: .trailing,
      [
        .test: FormField("Test", .choice(ChoiceField(.fixed(intakeTests))), isRequired: true),
        .date: FormField(
          "Date", .text(TextField()), width: 12, hint: "t, +1, mon",
          parse: { $0 == "t" ? .success(ParsedText("21/11/2026", echo: "Saturday")) : .success(ParsedText($0)) }),
        .notes: FormField("Notes", .area(TextArea(rows: 3))),
        .total: FormField("Total", .display("₹0"), role: .priceTotal),
      ]),
  ])
}

@Suite("Form")
struct FormTests {
  @discardableResult
  private func type(_ text: String, into form: inout Form<Intake>) -> FormEvent<Intake> {
    var last: FormEvent<Intake> = .ignored
    for press in presses(text) { last = form.handle(press) }
    return last
  }

  @Test("Tab, Enter and the arrows walk through the fields that take the focus")
  func walking() {
    var form = intakeForm()
    #expect(form.focus == .phone)
    #expect(type("<Tab>", into: &form) == .left(.phone))
    #expect(type("<Enter>", into: &form) == .left(.name))
    #expect(form.focus == .test)
    #expect(type("<Shift-Tab>", into: &form) == .left(.test))
    #expect(type("<Up>", into: &form) == .left(.name))
    #expect(type("<Up>", into: &form) == .handled)
    #expect(form.focus == .phone)
    #expect(type("<Ctrl-S>", into: &form) == .ignored)
  }

  @Test("Errors mark their field and never hold the focus")
  func errors() {
    var form = intakeForm()
    type("123<Tab>", into: &form)
    #expect(form.focus == .name)
    #expect(form[.phone]?.error == "A phone number has ten digits.")
    #expect(form.text(.phone) == "123")
    type("<Shift-Tab>9876543210<Tab>", into: &form)
    #expect(form[.phone]?.error == nil)
    #expect(form.text(.phone) == "+91 9876543210")
    let isValid = form.validate()
    #expect(!isValid)
    #expect(form.errors.map(\.id) == [.test])
    let moved = form.focusFirstError()
    #expect(moved)
    #expect(form.focus == .test)
  }

  @Test("A choice is taken by Enter, which moves on and shows what was chosen")
  func choice() {
    var form = intakeForm()
    form.focus(on: .test)
    #expect(type("liv<Enter>", into: &form) == .left(.test))
    #expect(form.pick(.test)?.id == "LFT")
    #expect(form[.test]?.echo == "Serum 3 ml")
    #expect(form.focus == .date)
  }

  @Test("Text that is in no list is told on leaving and kept")
  func unresolvedChoice() {
    var form = intakeForm()
    form.focus(on: .test)
    type("zzz<Tab>", into: &form)
    #expect(form[.test]?.error == "“zzz” is not in the list (Alt-Down); Esc empties the field.")
    #expect(form.text(.test) == "zzz")
  }

  @Test("Shorthands show their meaning while typing and become the value on leaving")
  func shorthand() {
    var form = intakeForm()
    form.focus(on: .date)
    #expect(type("t", into: &form) == .changed(.date))
    #expect(form.text(.date) == "t")
    #expect(form[.date]?.echo == "Saturday")
    type("<Tab>", into: &form)
    #expect(form.text(.date) == "21/11/2026")
  }

  @Test("Enter on the last field submits; in a text area it starts a line")
  func submit() {
    var form = intakeForm()
    form.focus(on: .notes)
    #expect(type("a<Enter>b", into: &form) == .changed(.notes))
    form.setVisible(false, .notes)
    #expect(form.focus == .date)
    #expect(type("<Enter>", into: &form) == .submitted(.date))
  }

  @Test("Ctrl-D copies the field from the record before")
  func duplicate() {
    var form = intakeForm()
    type("<Ctrl-D>", into: &form)
    #expect(form.text(.phone).isEmpty)
    form.previous = FormRecord(texts: [.phone: "+91 9876543210"], picks: [.test: [intakeTests[0]]])
    #expect(type("<Ctrl-D>", into: &form) == .changed(.phone))
    #expect(form.text(.phone) == "+91 9876543210")
    form.focus(on: .test)
    type("<Ctrl-D>", into: &form)
    #expect(form.pick(.test)?.id == "CBC")
  }

  @Test("What changed is known until it is saved, and a record brings it back")
  func dirty() {
    var form = intakeForm()
    #expect(!form.isDirty)
    type("9<Tab>Asha<Tab>liv<Enter>", into: &form)
    #expect(form.dirtyFields == [.phone, .name, .test])
    let draft = form.record
    form.markClean()
    #expect(!form.isDirty)
    var other = intakeForm()
    other.restore(draft)
    #expect(other.record == draft && other.isDirty)
  }

  @Test("Hidden and disabled fields are skipped, and their errors are not counted")
  func hidden() {
    var form = intakeForm()
    form.setVisible(false, .test)
    form.setEnabled(false, .name)
    type("9876543210<Tab>", into: &form)
    #expect(form.focus == .date)
    let isValid = form.validate()
    #expect(isValid)
  }

  @Test("An answer that a waiting Enter takes tells of the change")
  func asked() {
    var form = Form<Intake>([
      .test: FormField("Test", .choice(ChoiceField(.asked))), .name: FormField("Name", .text(TextField())),
    ])
    guard case .asked(.test, let query) = form.handle(.character("l")) else { return #expect(Bool(false)) }
    #expect(form.handle(KeyPress(.enter)) == .left(.test))
    #expect(form[.test]?.error == nil)
    #expect(form.answer(.test, query, with: intakeTests) == .changed(.test))
    #expect(form.pick(.test)?.id == "CBC")
  }

  @Test("The tab walk reads the form aloud")
  func tabWalk() {
    #expect(
      intakeForm().tabWalk() == """
        # Client
        phone | Phone | text | needed
        name | Full name | text
        # Booking
        test | Test | choice | needed
        date | Date | text | t, +1, mon
        notes | Notes | lines
        """)
  }

  @Test("Sections stand side by side on wide screens alone")
  func layout() {
    let form = intakeForm()
    #expect(form.rowsNeeded(columns: 80) == 11)
    #expect(form.rowsNeeded(columns: 120) == 7)
  }

  @Test("A form taller than its area keeps the focus in sight", arguments: 3...8)
  func scrolling(_ rows: Int) {
    var form = intakeForm()
    var canvas = Canvas(size: Size(rows: rows, columns: 70))
    for id in [Intake.phone, .name, .test, .date, .notes] {
      form.focus(on: id)
      canvas.clear()
      form.draw(on: &canvas, in: canvas.bounds)
      #expect(canvas.cursor.map { canvas.bounds.contains($0) } == true, "\(id)")
    }
  }
}
