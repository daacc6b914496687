import LabCore
import LabStore
import Tui

extension Intake {
  /// What was asked for and never answered, as there was no connection; it is asked again once there is one.
  var missingReads: [Effect] {
    var reads = needsCollectors
    if case .choice(let choice)? = form[.client]?.body, choice.isWaiting {
      let work = Work.findClients(choice.query.text, number: choice.query.number)
      reads.append(choice.isTakingNextAnswer ? .blockingWork(work) : .work(work, slot: .lookUp))
    }
    if record == nil, let id = form.pick(.client).flatMap({ ClientOption.client(in: $0.id) }) {
      reads.append(.blockingWork(.readClient(id)))
    }
    let code = Coupon.normalized(form.text(.coupon))
    if form.focus != .coupon, !code.isEmpty, coupon?.code != code {
      reads.append(.work(.findCoupon(code, record?.client.id), slot: .coupon))
    }
    return reads
  }
}
