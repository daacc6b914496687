import LabCore
import LabStore
import Tui
import Words

extension Intake {
  /// What still has to be read when Ctrl-S is pressed in the coupon or the prescription; keys wait for it.
  var readsBeforeConfirming: [Effect] {
    var reads: [Effect] = []
    let code = Coupon.normalized(form.text(.coupon))
    if !code.isEmpty, coupon?.code != code { reads.append(.blockingWork(.findCoupon(code, record?.client.id))) }
    let path = form.text(.prescription).trimmed
    if !path.isEmpty, attachment?.path != path, form[.prescription]?.error == nil {
      reads.append(
        .blockingWork(.readAttachment(path: path, limit: workspace.shelf.clinic.attachmentLimit)))
    }
    return reads
  }

  /// Checks the whole form; the request to confirm, or nil with the first problem in focus.
  mutating func requestToConfirm() -> BookingRequest? {
    for field in marked { form.setError(nil, for: field) }
    marked = []
    form.validate()
    arrange()
    for problem in draft.problems(in: context).blocking {
      let field = IntakeField(problem.field, isNewClient: isNewClient)
      if form[field]?.error == nil { mark(field, problem.sentence) }
    }
    if !form.text(.prescription).trimmed.isEmpty, attachment?.path != form.text(.prescription).trimmed {
      if form[.prescription]?.error == nil {
        form.setError(say("The file has not been read yet; leave the field once."), for: .prescription)
      }
    }
    guard form.errors.isEmpty, let quote else {
      form.focusFirstError()
      return nil
    }
    guard !askForReason() else { return nil }
    let code = Coupon.normalized(form.text(.coupon))
    let request = code.isEmpty ? nil : couponRequest ?? CouponRequest(code: code, coupon: nil)
    return BookingRequest(
      key: key, draft: draft, coupon: request, accepted: quote, attachment: attachment?.file,
      distinct: distinct)
  }

  private mutating func mark(_ field: IntakeField, _ sentence: String) {
    form.setError(sentence, for: field)
    marked.insert(field)
  }

  /// Marks what the database refused.
  mutating func refuse(_ error: DeskError) -> [Effect] {
    guard case .rule(let constraint) = error.code else { return [.message(.error(error.sentence))] }
    switch constraint {
    case "LB090": mark(.date, error.sentence)
    case "ex_visits_staff_overlap", "LB091", "LB092", "LB093":
      mark(.collector, error.sentence)
      collectors = nil
    case "ck_coupons_current_uses", "LB040", "LB041", "LB042", "LB043", "LB044":
      mark(.coupon, error.sentence)
    case "LB024", "LB025", "LB026", "LB080":
      mark(constraint == "LB080" ? .client : .pet, error.sentence)
      // What another desk has just noted is read, so that the next Ctrl-S asks for the reason.
      if let id = record?.client.id {
        form.focusFirstError()
        return [.message(.error(error.sentence)), .work(.readClient(id), slot: .record)]
      }
    default: break
    }
    form.focusFirstError()
    return [.message(.error(error.sentence))] + needsCollectors
  }
}
