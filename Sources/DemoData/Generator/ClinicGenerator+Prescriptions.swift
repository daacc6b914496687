internal import LabCore

extension ClinicGenerator {
  /// The latest bookings that a vet asked for in writing have the letter attached, most of them checked.
  mutating func makePrescriptions() {
    let wanted = rows.bookings.indices.reversed().filter {
      rows.bookings[$0].needsPrescription && rows.bookings[$0].status != "cancelled"
    }
    let chosen = wanted.enumerated().filter { $0.offset < 6 || $0.offset % 2 == 0 }.map(\.element)
    for position in chosen.prefix(plan.prescriptions).reversed() {
      let booking = rows.bookings[position]
      let pet = rows.pets[booking.pet]
      let date = today.adding(days: booking.created.dayOffset - random.below(2))
      let isVerified = booking.received != nil && !random.chance(10)
      let lines =
        [
          random.pick(Remarks.practices), "Date: \(date)", "Patient: \(pet.name) (\(pet.species))",
          "Owner: \(rows.clients[booking.client].name)", "", "Please test:",
        ] + booking.items.map { "  - " + plan.tests[rows.items[$0].test].name }
      rows.prescriptions.append(
        PrescriptionRow(
          booking: position, name: "prescription-\(date).pdf", document: SmallPDF.document(lines: lines),
          uploaded: booking.created, verifier: isVerified ? booking.author : nil,
          notes: isVerified ? random.pick(Remarks.prescription) : nil))
    }
  }
}
