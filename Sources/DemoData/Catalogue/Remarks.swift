/// What a receptionist types into notes and reasons.
enum Remarks {
  static let booking: [String] = [
    "Call 10 minutes before.", "Dog is nervous, owner will hold.", "Gate code 4471.", "Fasting since last night.",
    "Please bring a muzzle.", "Vet wants the result before 6 pm.", "Lift not working, third floor.",
    "Second pet in the house, keep apart.", "Collect urine pot from the guard.", "Speak Kannada or Hindi.",
    "ಬರುವ ಮೊದಲು ಕರೆ ಮಾಡಿ.", "आने से पहले फ़ोन करें।", "Report also to the referring vet.",
    "Difficult vein last time: left hind leg.",
    "Cash, will need change for 500.", "Owner is a senior citizen, ring twice.",
  ]

  static let cancellation: [String] = [
    "Client travelling, will call again.", "Pet recovered, vet advised to wait.", "Booked twice by both spouses.",
    "Done at another clinic.", "Pet ate before the fasting test.", "Rain, client prefers next week.",
  ]

  static let missed: [String] = [
    "Nobody at home, phone not answered.", "Client did not come.", "Client asked for another day at the door.",
  ]

  static let failed: [String] = [
    "Dog could not be restrained safely.", "Vein collapsed, client refused a second attempt.", "No urine obtained.",
  ]

  static let rejection: [String] = [
    "Haemolysed.", "Clotted EDTA.", "Quantity not sufficient.", "Label missing.", "Lipaemic, not fasted.",
    "Citrate tube under-filled.",
  ]

  static let prescription: [String] = [
    "Referral letter, matches the booking.", "Tests agree with the prescription.", "Date is clear, stamp present.",
  ]

  /// Made-up referring vets; each stands for a practice, not for a person.
  static let practices: [String] = [
    "Lakeside Pet Clinic", "Happy Tails Animal Hospital", "Ulsoor Veterinary Centre", "Paws and Claws, Jayanagar",
    "Green Cross Animal Care", "Silver Oak Stud Farm", "Namma Goshala Dairy Unit", "Whitefield Cat Clinic",
  ]
}
