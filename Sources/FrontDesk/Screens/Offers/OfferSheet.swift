import LabCore
import LabStore
import Tui

/// A small form about an offer or its codes, and what comes of it.
struct OfferSheet: Sendable {
  enum Field: String, Hashable, Sendable {
    case name, discount, from, to, applies, tests, minimum, combines, way, occasion, description, state
    case prefix, quantity, code, mostUses, eachClient, batch, reason
  }

  /// What the sheet is for, with the record as it was when the sheet opened.
  enum Purpose: Sendable {
    case add
    case edit(OfferSummary)
    case issue(OfferSummary, RequestKey)
    case addCode(OfferSummary)
    case editCode(CouponRecord)
    case chooseBatch(OfferSummary, [CouponBatch])
    case end([OfferSummary])
    case endCode(CouponRecord)
    case endCodes(OfferSummary, CouponFilter, count: Int)
  }

  /// What the forms are made with.
  struct Standing: Sendable {
    var menu: TestMenu
    var catalogue: Catalogue
    var currency: Currency
    var today: CalendarDate
  }

  private(set) var purpose: Purpose
  var sheet: Sheet<Field>
  private let standing: Standing

  init(_ purpose: Purpose, _ standing: Standing) {
    self.purpose = purpose
    self.standing = standing
    sheet = Self.form(purpose, standing)
  }

  mutating func handle(_ press: KeyPress) -> Sheet<Field>.Outcome { sheet.handle(press) }

  /// Whether somebody has typed more into it than they would like to type again.
  var losesWork: Bool {
    switch purpose {
    case .add, .edit, .issue, .addCode, .editCode: sheet.form.isDirty
    case .chooseBatch, .end, .endCode, .endCodes: false
    }
  }

  // MARK: Outcome

  /// What the form asks for.
  enum Order: Sendable {
    case work(OffersWork)
    /// Shows the codes of one batch, or of all where there is none.
    case show(CouponBatch?)
  }

  /// What is to be done as the fields say; nil where one of them has to be corrected.
  mutating func submit() -> Order? {
    guard sheet.submit() else { return nil }
    let reason = sheet.form.text(.reason).trimmed
    switch purpose {
    case .add: return draft.map { .work(.add($0)) }
    case .edit(let summary): return draft.map { .work(.edit(summary.id, version: summary.version, $0)) }
    case .issue(let summary, let key):
      guard let quantity = number(.quantity, in: 1...CouponRules.largestBatch), let terms else { return nil }
      return .work(
        .issue(
          BatchOrder(
            key: key, offerID: summary.id, prefix: sheet.form.text(.prefix).trimmed, quantity: quantity, terms: terms)))
    case .addCode(let summary): return terms.map { .work(.addCode(sheet.form.text(.code), summary.id, $0)) }
    case .editCode(let record):
      return edit(of: record).map { .work(.editCode($0, code: record.coupon.code, reason: "")) }
    case .chooseBatch(_, let batches):
      let picked = sheet.form.pick(.batch)?.id
      return .show(batches.first { "\($0.id)" == picked })
    case .end(let offers): return .work(.end(offers.map { (id: $0.id, version: $0.version) }, reason: reason))
    case .endCode(let record):
      let coupon = record.coupon
      let edit = CouponEdit(
        id: record.id, version: record.version, firstDay: nil, lastDay: nil, maxUses: coupon.maxUses,
        maxUsesPerClient: coupon.maxUsesPerClient ?? 1, isActive: false)
      return .work(.editCode(edit, code: coupon.code, reason: reason))
    case .endCodes(_, let filter, let count): return .work(.endCodes(filter, expecting: count, reason: reason))
    }
  }

  /// The days of the form; where they are in the wrong order, the second one is marked.
  private mutating func days() -> (first: CalendarDate, last: CalendarDate)? {
    guard let first = try? DateShorthand.parse(sheet.form.text(.from), today: standing.today),
      let last = try? DateShorthand.parse(sheet.form.text(.to), today: standing.today)
    else { return nil }
    if let problem = CouponRules.problem(from: first, to: last) {
      sheet.form.setError(problem, for: .to)
      sheet.form.focus(on: .to)
      return nil
    }
    return (first, last)
  }

  private func number(_ field: Field, in range: ClosedRange<Int>) -> Int? {
    CouponRules.number(sheet.form.text(field), in: range)
  }

  private var draft: OfferDraft? {
    mutating get {
      guard let days = days(), let discount = try? Discount.parse(sheet.form.text(.discount), in: standing.currency)
      else { return nil }
      let form = sheet.form
      func optional(_ id: Field) -> String? {
        let text = form.text(id).trimmed
        return text.isEmpty ? nil : text
      }
      let tests = form.picks(.tests).compactMap { pick -> TestID? in
        guard case .test(let id)? = TestOption.entry(of: pick.id)?.item else { return nil }
        return id
      }
      return OfferDraft(
        name: form.text(.name).singleSpaced, description: optional(.description), eventTag: optional(.occasion),
        discount: discount, startDate: days.first, endDate: days.last,
        isActive: form.pick(.state).map { $0.id == Self.on.id } ?? true,
        scope: tests.isEmpty ? .allTests : .tests(Set(tests)),
        minimumOrder: try? Money.parse(form.text(.minimum), in: standing.currency),
        isAutomatic: form.pick(.applies)?.id == Self.byItself.id,
        isStackable: form.pick(.combines)?.id == Self.combined.id,
        coversDistance: form.pick(.way)?.id == Self.withWay.id)
    }
  }

  private var terms: CouponTerms? {
    mutating get {
      guard let days = days(), let each = number(.eachClient, in: 1...CouponRules.mostUses) else { return nil }
      return CouponTerms(
        firstDay: days.first, lastDay: days.last, maxUses: number(.mostUses, in: 1...CouponRules.mostUses),
        maxUsesPerClient: each)
    }
  }

  private mutating func edit(of record: CouponRecord) -> CouponEdit? {
    guard let terms else { return nil }
    let coupon = record.coupon
    return CouponEdit(
      id: record.id, version: record.version, firstDay: terms.firstDay == coupon.firstDay ? nil : terms.firstDay,
      lastDay: terms.lastDay == coupon.lastDay ? nil : terms.lastDay, maxUses: terms.maxUses,
      maxUsesPerClient: terms.maxUsesPerClient, isActive: sheet.form.pick(.state)?.id == Self.on.id)
  }

  // MARK: What other desks changed meanwhile

  /// Takes offers that another desk has changed: what was typed stays, the rest is as it is now.
  mutating func adopt(_ offers: [OfferSummary]) {
    switch purpose {
    case .edit(let old):
      guard let now = offers.first(where: { $0.id == old.id }), now.version != old.version else { return }
      rebase(on: .edit(now))
    case .end(let old):
      let now = offers.filter { offer in old.contains { $0.id == offer.id } && offer.offer.isActive }
      let versions = { (offers: [OfferSummary]) in Dictionary(uniqueKeysWithValues: offers.map { ($0.id, $0.version) })
      }
      guard versions(now) != versions(old), !now.isEmpty else { return }
      rebase(on: .end(now))
    case .add, .issue, .addCode, .editCode, .chooseBatch, .endCode, .endCodes: break
    }
  }

  /// Takes a coupon that another desk has changed.
  mutating func adopt(_ record: CouponRecord) {
    switch purpose {
    case .editCode(let old) where old.id == record.id && old.version != record.version:
      rebase(on: .editCode(record))
    case .endCode(let old) where old.id == record.id && old.version != record.version: rebase(on: .endCode(record))
    default: break
    }
  }

  /// Takes how many codes there are now.
  mutating func adopt(_ page: CouponPage, of filter: CouponFilter) {
    guard case .endCodes(let summary, let asked, let count) = purpose, asked == filter, count != page.totalOn else {
      return
    }
    rebase(on: .endCodes(summary, filter, count: page.totalOn))
  }

  private mutating func rebase(on newer: Purpose) {
    purpose = newer
    sheet = sheet.rebased(on: Self.form(newer, standing))
  }
}
