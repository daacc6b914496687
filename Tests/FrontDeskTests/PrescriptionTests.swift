@testable import FrontDesk
import LabCore
import Postgres
import TestSupport
import Testing
import Tui

@Suite("A prescription", .clinic)
@MainActor
struct PrescriptionTests {
  static let pdf: [UInt8] = Array("%PDF-1.7\nA dog, an illness, a signature.\n%%EOF\n".utf8)

  @Test("A PDF is stored with the booking, byte for byte")
  func stored() async throws {
    let desk = try await DeskDriver.signedIn(files: ["/home/asha/bruno.pdf": Self.pdf])
    await desk.fillRepeatVisit().go(to: .prescription).type("/home/asha/bruno.pdf").press(.enter)
    desk.expectProblem(.prescription, nil).expectMessage("bruno.pdf will be attached: PDF, 1 KB.")
    await desk.press("Ctrl-S")
    desk.expectConfirmed()
    let rows = try await Rows.open()
    #expect(
      try await rows.texts(
        """
        select concat_ws('|', b.booking_number, u.file_name, u.file_type, u.file_size_bytes, octet_length(f.content),
          encode(f.content, 'escape') like '%a signature%')
        from prescription_uploads u
        join prescription_files f on f.organization_id = u.organization_id and f.prescription_upload_id = u.id
        join bookings b on b.organization_id = u.organization_id and b.id = u.booking_id
        """) == ["B-000008|bruno.pdf|application/pdf|\(Self.pdf.count)|\(Self.pdf.count)|t"])
  }

  @Test("What it is is told by its content, whatever its name says")
  func wrongType() async throws {
    let desk = try await DeskDriver.signedIn(files: ["trick.pdf": Array("#!/bin/sh\nrm -rf /\n".utf8)])
    await desk.fillRepeatVisit().go(to: .prescription).type("trick.pdf").press(.enter)
    desk.expectProblem(.prescription, "is not a PDF, PNG or JPEG").expectFocus(.notes)
    await desk.press("Ctrl-S")
    desk.expectFocus(.prescription).expectField(.prescription, "trick.pdf")
  }

  @Test("Ten MiB are the most")
  func tooLarge() async throws {
    let large = Self.pdf + [UInt8](repeating: 0, count: AttachmentLimit.most.bytes)
    let desk = try await DeskDriver.signedIn(files: ["scan.pdf": large])
    await desk.fillRepeatVisit().go(to: .prescription).type("scan.pdf").press(.enter)
    desk.expectProblem(.prescription, "at most 10 MiB")
  }

  @Test("A path taken back takes the problem with it")
  func takenBack() async throws {
    let desk = try await DeskDriver.signedIn()
    await desk.fillRepeatVisit().go(to: .prescription).type("gone.pdf").press(.enter)
    #expect(desk.intake?.form[.prescription]?.error != nil)
    await desk.replace(.prescription, "").press("Ctrl-S")
    desk.expectConfirmed()
  }

  @Test("Confirming from the field itself reads the file first")
  func withoutLeaving() async throws {
    let desk = try await DeskDriver.signedIn(files: ["bruno.pdf": Self.pdf])
    await desk.fillRepeatVisit().go(to: .prescription).type("bruno.pdf").press("Ctrl-S")
    desk.expectConfirmed()
  }
}
