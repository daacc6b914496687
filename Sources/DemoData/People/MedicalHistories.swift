/// Sentences of history as a referring vet dictates them, by species.
enum MedicalHistories {
  static let dog: [String] = [
    "Spayed 2021. Up to date with DHPPi-L and rabies.",
    "Ehrlichiosis treated with doxycycline, platelets recovered.",
    "Atopic dermatitis, on oclacitinib in season.",
    "CKD IRIS stage 2, renal diet, recheck every three months.",
    "Hypothyroid, levothyroxine twice a day.",
    "Diabetic on insulin, spot checks at home.",
    "Idiopathic epilepsy, phenobarbital since 2023.",
    "Mitral valve disease stage B2, pimobendan.",
    "Recurrent otitis externa, both ears.",
    "Hip dysplasia, weight control advised.",
    "Mast cell tumour grade II removed, margins clean.",
    "Babesia gibsoni twice; relapse in the monsoon of last year.",
    "Adopted from the street at about one year, sterilised, notched ear.",
    "Food-responsive enteropathy, hydrolysed diet.",
    "Nervous with needles: muzzle in the collection bag.",
    "Pyometra surgery, uneventful recovery.",
  ]

  static let cat: [String] = [
    "FLUTD, two episodes, urinary diet.",
    "FIV positive, indoor only.",
    "CKD IRIS stage 2 with hypertension, amlodipine.",
    "Hyperthyroid on methimazole.",
    "Neutered, indoor. Vaccines current.",
    "Suspected FIP last year, completed antiviral course.",
    "Chronic gingivostomatitis, extractions done.",
    "Overweight, body condition 7 of 9.",
    "Hypertrophic cardiomyopathy, mild, yearly echo.",
    "Fractious: gabapentin two hours before handling.",
  ]

  static let others: [String: [String]] = [
    "Bird": [
      "Feather plucking on the breast.", "Egg-bound once, calcium given.", "Seed diet, being moved to pellets.",
    ],
    "Rabbit": ["Dental spurs trimmed twice.", "GI stasis after a diet change.", "E. cuniculi suspected, treated."],
    "Cow": [
      "Third lactation, 14 litres a day.", "Subclinical mastitis, right hind quarter.",
      "Milk fever after last calving.", "Repeat breeder, open 160 days.",
    ],
    "Horse": ["Racing; tying-up twice this season.", "Riding school, dewormed in September.", "Colic surgery 2022."],
    "Reptile": ["Soft shell, UVB lamp advised.", "Overgrown beak.", "Upper respiratory infection, treated."],
  ]

  static func all(for species: String) -> [String] {
    switch species {
    case "Dog": dog
    case "Cat": cat
    default: others[species] ?? []
    }
  }
}
