import LabCore
import LabStore
import Tui
import Words

extension Intake {
  mutating func prescriptionLeft() -> [Effect] {
    let path = form.text(.prescription).trimmed
    guard !path.isEmpty else {
      attachment = nil
      return []
    }
    guard attachment?.path != path else { return [] }
    return [.work(.readAttachment(path: path, limit: workspace.shelf.clinic.attachmentLimit), slot: .attachment)]
  }

  mutating func receive(_ file: Attachment, from path: String) -> [Effect] {
    guard form.text(.prescription).trimmed == path else { return [] }
    attachment = (path, file)
    let words = "\(file.kind.displayName), \((file.content.count + 1023) / 1024) KB"
    form.setEcho(words, for: .prescription)
    return [.message(.info(say("\(file.fileName) will be attached: \(words).")))]
  }
}
