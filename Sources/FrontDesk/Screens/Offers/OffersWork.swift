package import LabCore
package import LabStore
import Words

/// What is done with offers and their codes.
package enum OffersWork: Sendable {
  case read
  case add(OfferDraft)
  case edit(OfferID, version: Int64, OfferDraft)
  case end([(id: OfferID, version: Int64)], reason: String)
  case readBatches(OfferID)
  /// Reads codes of an offer, those older than one to read on.
  case readCoupons(CouponFilter, before: CouponID?, most: Int)
  case issue(BatchOrder)
  case addCode(String, OfferID, CouponTerms)
  case editCode(CouponEdit, code: String, reason: String)
  case endCodes(CouponFilter, expecting: Int, reason: String)
  /// Writes a text to a file of that name.
  case export(text: String, name: String)
  /// Writes every code that a filter lets through to a file of that name.
  case exportCodes(CouponFilter, Currency, name: String)
}

/// What it came to.
package enum OffersAnswer: Sendable {
  case offers([OfferSummary])
  case batches(OfferID, [CouponBatch])
  case coupons(CouponFilter, before: CouponID?, CouponPage)
  case done(OfferDeed)
  /// The list lies in a file.
  case exported(path: String, lines: Int)
}

/// Something that was done with an offer or its codes.
package enum OfferDeed: Sendable, Equatable {
  case added(OfferID, name: String)
  case edited(name: String)
  case ended(Int)
  case issued(CouponBatchID, OfferID, quantity: Int)
  case addedCode(String, OfferID)
  case editedCode(String, isActive: Bool)
  case endedCodes(Int)
}

extension OffersWork {
  func perform(on desk: Desk, writeFile: Workroom.FileWriter) async throws -> OffersAnswer {
    switch self {
    case .read: return .offers(try await desk.offerSummaries())
    case .add(let draft): return .done(.added(try await desk.add(draft), name: draft.name))
    case .edit(let id, let version, let draft):
      try await desk.edit(id, version: version, draft)
      return .done(.edited(name: draft.name))
    case .end(let offers, let reason): return .done(.ended(try await desk.end(offers, reason: reason)))
    case .readBatches(let id): return .batches(id, try await desk.batches(of: id))
    case .readCoupons(let filter, let before, let most):
      return .coupons(filter, before: before, try await desk.couponPage(filter, before: before, most: most))
    case .issue(let order):
      return .done(.issued(try await desk.issue(order), order.offerID, quantity: order.quantity))
    case .addCode(let code, let offer, let terms):
      _ = try await desk.addCoupon(code, for: offer, terms)
      return .done(.addedCode(Coupon.normalized(code), offer))
    case .editCode(let edit, let code, let reason):
      try await desk.edit(edit, reason: reason)
      return .done(.editedCode(code, isActive: edit.isActive))
    case .endCodes(let filter, let count, let reason):
      return .done(.endedCodes(try await desk.end(filter, expecting: count, reason: reason)))
    case .export(let text, let name):
      // The first line holds the names of the columns.
      let lines = text.utf8.reduce(-1) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
      return .exported(path: try writeFile(name, Array(text.utf8)), lines: lines)
    case .exportCodes(let filter, let currency, let name):
      var list = CodeExport(in: currency)
      var last: CouponID?
      repeat {
        let some = try await desk.coupons(filter, before: last, most: CodeExport.codesAtATime)
        some.forEach { list.append($0) }
        last = some.count == CodeExport.codesAtATime ? some.last?.id : nil
      } while last != nil
      return .exported(path: try writeFile(name, Array(list.csv.text.utf8)), lines: list.count)
    }
  }
}

extension OfferDeed {
  /// The sentence for whoever did it.
  var sentence: String {
    switch self {
    case .added(_, let name): say("The offer “\(name)” is saved.")
    case .edited(let name): say("The changes of “\(name)” are saved.")
    case .ended(0): say("They were off already.")
    case .ended(let count): say("\(count.counted("offer")) switched off. Bookings keep what they were given.")
    case .issued(_, _, let quantity): say("\(quantity.counted("code")) issued; Ctrl-W writes them to a file.")
    case .addedCode(let code, _): say("The code \(code) can be used.")
    case .editedCode(let code, true): say("The terms of \(code) are saved.")
    case .editedCode(let code, false): say("\(code) is switched off. Bookings keep what they were given.")
    case .endedCodes(let count): say("\(count.counted("code")) switched off. Bookings keep what they were given.")
    }
  }
}
