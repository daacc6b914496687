/// Breeds with weights, ages and what their vets usually write about them.
struct Breed: Sendable {
  var species: String
  var name: String
  /// Adult weight in tenths of a kilogram.
  var tenths: ClosedRange<Int>
  var oldestYears: Int
  /// How often the breed comes through the door.
  var weight: Int

  init(_ species: String, _ name: String, tenthsOfKilogram: ClosedRange<Int>, oldest: Int, _ weight: Int) {
    self.species = species
    self.name = name
    self.tenths = tenthsOfKilogram
    self.oldestYears = oldest
    self.weight = weight
  }
}

/// The species and breeds that an Indian city lab sees.
enum BreedTable {
  static let city: [Breed] = [
    Breed("Dog", "Indian Pariah", tenthsOfKilogram: 140...260, oldest: 15, 130),
    Breed("Dog", "Labrador Retriever", tenthsOfKilogram: 250...380, oldest: 13, 120),
    Breed("Dog", "Golden Retriever", tenthsOfKilogram: 250...360, oldest: 12, 80),
    Breed("Dog", "German Shepherd", tenthsOfKilogram: 260...400, oldest: 12, 55),
    Breed("Dog", "Shih Tzu", tenthsOfKilogram: 40...80, oldest: 15, 75),
    Breed("Dog", "Beagle", tenthsOfKilogram: 90...160, oldest: 14, 60),
    Breed("Dog", "Pug", tenthsOfKilogram: 65...110, oldest: 14, 50),
    Breed("Dog", "Indian Spitz", tenthsOfKilogram: 55...95, oldest: 15, 45),
    Breed("Dog", "Pomeranian", tenthsOfKilogram: 25...50, oldest: 15, 30),
    Breed("Dog", "Dachshund", tenthsOfKilogram: 60...110, oldest: 15, 30),
    Breed("Dog", "Rottweiler", tenthsOfKilogram: 350...560, oldest: 10, 30),
    Breed("Dog", "Siberian Husky", tenthsOfKilogram: 180...290, oldest: 13, 25),
    Breed("Dog", "Cocker Spaniel", tenthsOfKilogram: 100...150, oldest: 14, 25),
    Breed("Dog", "Dobermann", tenthsOfKilogram: 280...420, oldest: 11, 18),
    Breed("Dog", "Boxer", tenthsOfKilogram: 240...330, oldest: 11, 15),
    Breed("Dog", "Lhasa Apso", tenthsOfKilogram: 50...85, oldest: 16, 18),
    Breed("Dog", "Great Dane", tenthsOfKilogram: 480...750, oldest: 9, 10),
    Breed("Dog", "Mudhol Hound", tenthsOfKilogram: 200...280, oldest: 14, 12),
    Breed("Dog", "Rajapalayam", tenthsOfKilogram: 220...320, oldest: 12, 6),
    Breed("Dog", "Cross-breed", tenthsOfKilogram: 80...280, oldest: 15, 60),
    Breed("Cat", "Domestic Shorthair", tenthsOfKilogram: 28...58, oldest: 17, 105),
    Breed("Cat", "Persian", tenthsOfKilogram: 30...60, oldest: 15, 60),
    Breed("Cat", "Siamese", tenthsOfKilogram: 28...50, oldest: 17, 15),
    Breed("Cat", "Bengal", tenthsOfKilogram: 35...65, oldest: 14, 12),
    Breed("Cat", "Maine Coon", tenthsOfKilogram: 50...88, oldest: 13, 10),
    Breed("Cat", "Himalayan", tenthsOfKilogram: 35...60, oldest: 14, 6),
    Breed("Bird", "Budgerigar", tenthsOfKilogram: 0...0, oldest: 8, 10),
    Breed("Bird", "Cockatiel", tenthsOfKilogram: 1...1, oldest: 14, 12),
    Breed("Bird", "African Grey", tenthsOfKilogram: 4...5, oldest: 35, 9),
    Breed("Bird", "Lovebird", tenthsOfKilogram: 0...1, oldest: 11, 7),
    Breed("Bird", "Sun Conure", tenthsOfKilogram: 1...1, oldest: 20, 8),
    Breed("Rabbit", "New Zealand White", tenthsOfKilogram: 32...48, oldest: 9, 12),
    Breed("Rabbit", "Dutch", tenthsOfKilogram: 16...26, oldest: 9, 8),
    Breed("Rabbit", "Angora", tenthsOfKilogram: 22...38, oldest: 9, 5),
    Breed("Cow", "Hallikar", tenthsOfKilogram: 2300...3600, oldest: 14, 6),
    Breed("Cow", "Gir", tenthsOfKilogram: 3600...4600, oldest: 14, 5),
    Breed("Cow", "Holstein cross", tenthsOfKilogram: 4000...5600, oldest: 11, 12),
    Breed("Cow", "Jersey cross", tenthsOfKilogram: 3200...4200, oldest: 12, 8),
    Breed("Horse", "Thoroughbred", tenthsOfKilogram: 4400...5300, oldest: 22, 8),
    Breed("Horse", "Marwari", tenthsOfKilogram: 3400...4400, oldest: 24, 4),
    Breed("Reptile", "Sulcata Tortoise", tenthsOfKilogram: 15...220, oldest: 40, 4),
    Breed("Reptile", "Red-eared Slider", tenthsOfKilogram: 4...22, oldest: 25, 8),
  ]

  static let weights: [Int] = city.map(\.weight)
}
