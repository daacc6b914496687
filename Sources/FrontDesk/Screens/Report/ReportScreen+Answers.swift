import LabCore
import LabStore
package import Tui
import Words

extension ReportScreen {
  /// Takes what came of something that was saved here.
  mutating func receive(_ answer: ReportAnswer) -> [Effect] {
    let words = page.map { say("\($0.testCode) of \($0.petName)") } ?? say("The report")
    switch answer {
    case .page: return []
    case .written(let item, let written, let isReady):
      guard item == editor?.item else { return read }
      guard isReady else {
        editor?.keep(written)
        return [.message(.info(say("\(words): saved for later.")))] + read
      }
      editor = nil
      hasGenerated = true
      return [.message(.info(say("\(words): generated. A colleague verifies it.")))] + read
    case .amended(let report, let number, let name):
      guard report == page?.report?.id else { return [] }
      consent = nil
      editor = nil
      hasGenerated = true
      return [
        .message(.info(say("\(words): version \(number) waits to be verified, with the consent of \(name).")))
      ] + read
    case .unconsented(let report, let outcome):
      if report == page?.report?.id { consent?.refuse(outcome) }
      return []
    case .delivered(let request):
      delivery = nil
      let others = request.reports.count > 1 ? "\(request.reports.count.counted("report")): " : "\(words): "
      return [.message(.info(others + say("handed over \(request.channel.words).")))] + read
    case .handedOver(_, let status):
      delivery = nil
      let rest = status == .delivered ? say(" It is delivered.") : ""
      return [.message(.info(say("\(words): handed over.\(rest)")))] + read
    case .confirmed(let delivery):
      return [.message(.info(say("\(words): confirmed\(delivery.recipient.map { " by \($0)" } ?? "").")))] + read
    case .waived:
      waiving = nil
      return [.message(.info(say("\(words): noted as not delivered.")))] + read
    case .exported(let path): return [.message(.info(say("The report lies in \(path).")))]
    }
  }

  /// Takes what came of a step; steps of other records are none of its business.
  mutating func receive(_ answer: StepAnswer) -> [Effect] {
    guard retracting == nil else { return retracting.act { $0.receive(answer) } }
    guard case .taken(let step, _) = answer, step.machine == ReportStatus.machineName, let page,
      step.recordID == page.report?.id.rawValue
    else { return [] }
    let words = say("\(page.testCode) of \(page.petName)")
    switch ReportStatus(rawValue: step.to) {
    case .verified: return [.message(.info(say("\(words): verified.")))] + read
    case .pending: return [.message(.info(say("\(words): taken back. Ctrl-S goes on writing it.")))] + read
    default: return read
    }
  }

  /// Says why something was not saved; what was typed stays.
  mutating func refuse(_ error: DeskError, of work: ReportWork) -> [Effect] {
    switch work {
    case .read: return []
    case .write(let item, _, _, _):
      guard item == editor?.item else { return [] }
      editor?.refuse(error)
    case .amend:
      consent?.sheet.form.setText("", for: .password)
      if error.code == .stale {
        consent = nil
        editor?.refuse(error)
      } else if consent != nil {
        consent?.sheet.problem = error.sentence
      } else {
        return [.message(.error(error.sentence))] + read
      }
    case .deliver, .handOver:
      guard delivery != nil else { return [.message(.error(error.sentence))] + read }
      delivery?.sheet.problem = error.sentence
      if error.code == .stale {
        delivery = nil
        return [.message(.error(error.sentence))] + read
      }
    case .waive:
      guard waiving != nil, error.code != .stale else {
        waiving = nil
        return [.message(.error(error.sentence))] + read
      }
      waiving?.sheet.problem = error.sentence
    case .confirm, .export: return [.message(.error(error.sentence))] + read
    }
    return read
  }

  // MARK: Who may

  package func availability(of action: Action.ID) -> Availability {
    if delivery?.showsCode == true { return action == ReportPageActions.code.id ? .on : .hidden }
    if action == ReportPageActions.next.id { return isAsking ? .on : availabilityOfNext }
    if editor != nil, consent == nil {
      switch action {
      case ReportPageActions.keep.id: return editor?.purpose == .entry ? .on : .hidden
      case ReportPageActions.template.id: return editor?.hasTemplates == true ? .on : .hidden
      case ReportPageActions.discard.id: return .on
      default: return .hidden
      }
    }
    if action == ReportPageActions.code.id { return delivery?.link == nil ? .hidden : .on }
    if action == ReportPageActions.discard.id { return isAsking ? .on : .hidden }
    guard !isAsking, let page else { return .hidden }
    switch action {
    case ReportPageActions.deliver.id: return page.status == .delivered && page.due.isEmpty ? .on : .hidden
    case ReportPageActions.confirm.id: return unconfirmed.isEmpty ? .hidden : .on
    case ReportPageActions.waive.id: return waivable == nil ? .hidden : .on
    case ReportPageActions.takeBack.id: return page.status == .generated ? .on : .hidden
    case ReportPageActions.amend.id, ReportPageActions.retract.id:
      return page.status == .verified || page.status == .delivered ? .on : .hidden
    case ReportPageActions.export.id: return shownText == nil ? .hidden : .on
    case ReportPageActions.older.id: return sheets.first == shown || sheets.isEmpty ? .hidden : .on
    case ReportPageActions.newer.id: return sheets.last == shown || sheets.isEmpty ? .hidden : .on
    case ReportPageActions.booking.id, EverywhereActions.refresh.id: return .on
    default: return .hidden
    }
  }
}
