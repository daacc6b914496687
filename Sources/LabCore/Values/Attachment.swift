import Words

/// What a prescription can be, told by its first bytes and never by its name.
package enum AttachmentKind: String, CaseIterable, Hashable, Sendable {
  case pdf = "application/pdf"
  case png = "image/png"
  case jpeg = "image/jpeg"

  /// The stored media type.
  package var mediaType: String { rawValue }

  package var displayName: String {
    switch self {
    case .pdf: "PDF"
    case .png: "PNG"
    case .jpeg: "JPEG"
    }
  }

  package var fileExtension: String {
    switch self {
    case .pdf: "pdf"
    case .png: "png"
    case .jpeg: "jpg"
    }
  }

  /// Recognises content by its signature; a PDF may have junk in its first kilobyte, as readers accept it.
  package init?(content: [UInt8]) {
    if content.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      self = .png
    } else if content.starts(with: [0xFF, 0xD8, 0xFF]) {
      self = .jpeg
    } else if Self.hasPDFHeader(content.prefix(1024 + 4)) {
      self = .pdf
    } else {
      return nil
    }
  }

  private static func hasPDFHeader(_ bytes: ArraySlice<UInt8>) -> Bool {
    let header: [UInt8] = [0x25, 0x50, 0x44, 0x46, 0x2D]
    return bytes.indices.contains { bytes[$0...].starts(with: header) }
  }
}

/// Says why a file cannot be attached.
package enum AttachmentError: Error, Hashable, Sendable {
  case empty
  case unknownContent(name: String)
  case tooLarge(bytes: Int, limit: AttachmentLimit)
  /// The system does not give the file; `reason` is its text.
  case unreadable(path: String, reason: String)

  package var code: String {
    switch self {
    case .empty: "attachment_empty"
    case .unknownContent: "attachment_unknown_content"
    case .tooLarge: "attachment_too_large"
    case .unreadable: "attachment_unreadable"
    }
  }

  package var sentence: String {
    switch self {
    case .empty: say("The file is empty; nothing was attached.")
    case .unknownContent(let name): say("“\(name)” is not a PDF, PNG or JPEG; nothing was attached.")
    case .tooLarge(let bytes, let limit):
      say(
        "The file has \(Decimal.text((bytes * 10 + 1_048_575) / 1_048_576, places: 1)) MiB; at most "
          + "\(limit.mebibytes) MiB can be attached."
      )
    case .unreadable(let path, let reason): say("“\(path)” cannot be read (\(reason)); nothing was attached.")
    }
  }
}

/// A file that goes with a booking, checked: its content is of a known kind and within the limit.
package struct Attachment: Hashable, Sendable {
  package let fileName: String
  package let kind: AttachmentKind
  package let content: [UInt8]

  package init(
    fileName: String, content: [UInt8], limit: AttachmentLimit = .most
  ) throws(AttachmentError) {
    guard !content.isEmpty else { throw .empty }
    guard content.count <= limit.bytes else { throw .tooLarge(bytes: content.count, limit: limit) }
    guard let kind = AttachmentKind(content: content) else {
      throw .unknownContent(name: Self.cleanedName(fileName, fallback: "file"))
    }
    self.kind = kind
    self.content = content
    self.fileName = Self.cleanedName(fileName, fallback: "prescription.\(kind.fileExtension)")
  }

  /// The file's own name in at most 120 characters, without folders or characters that a file system or screen minds.
  package static func cleanedName(_ path: String, fallback: String) -> String {
    let last = path.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? ""
    var name = ""
    for character in last {
      let hidden = String(character).hasHiddenCharacters || character.isNewline || character == "\t"
      name.append(hidden || "<>:\"|?*".contains(character) ? "_" : character)
    }
    name = name.singleSpaced
    while name.hasPrefix(".") { name.removeFirst() }
    guard !name.isEmpty else { return fallback }
    guard name.count > 120 else { return name }
    let parts = name.split(separator: ".")
    guard parts.count > 1, let suffix = parts.last, suffix.count <= 5 else { return String(name.prefix(120)) }
    return name.prefix(119 - suffix.count) + "." + suffix
  }
}
