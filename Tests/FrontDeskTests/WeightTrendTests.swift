@testable import FrontDesk
import LabCore
@testable import LabStore
import Testing

@Suite("Where the weights of a pet go")
struct WeightTrendTests {
  private func trend(_ weights: (grams: Int, daysAgo: Int)...) -> WeightTrend? {
    let today = CalendarDate(daysSinceEpoch: 20_000)
    return WeightTrend(
      weights.enumerated().map { place, weighed in
        PetWeight(
          id: PetWeightID(Int64(place)), weight: Weight(grams: weighed.grams),
          measuredOn: today.adding(days: -weighed.daysAgo), notedBy: nil)
      })
  }

  @Test("The newest is held against the one from about half a year before")
  func halfAYear() {
    #expect(
      trend((20_000, 0), (19_000, 30), (25_000, 180), (10_000, 390))?.words.hasPrefix("down 20.0 % since") == true)
    #expect(trend((20_000, 0), (25_000, 180))?.isSteep == true)
  }

  @Test("A change of less than two parts in a hundred is none")
  func steady() {
    #expect(trend((20_000, 0), (20_300, 100))?.words.hasPrefix("steady since") == true)
    #expect(trend((20_000, 0), (19_000, 100))?.isSteep == false)
  }

  @Test("One weight, weights of one week and weights of years ago say nothing")
  func nothing() {
    #expect(trend((20_000, 0)) == nil)
    #expect(trend((20_000, 0), (15_000, 3)) == nil)
    #expect(trend((20_000, 0), (15_000, 900)) == nil)
  }

  @Test("A difference has its sign", arguments: [(20_600, 20_000, "+0.6 kg"), (3_650, 4_000, "-350 g"), (5, 5, "")])
  func difference(_ now: Int, _ before: Int, _ text: String) {
    #expect(Weight(grams: now).difference(from: Weight(grams: before)) == text)
  }
}
