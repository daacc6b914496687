import LabStore

/// Lets every desk do its part at the same time; answers with what each was refused with, nil where it was not.
func failures(
  of desks: [Desk], _ body: @escaping @Sendable (Desk, Int) async throws -> Void
) async -> [DeskError?] {
  await withTaskGroup(of: (Int, DeskError?).self) { group in
    for (number, desk) in desks.enumerated() {
      group.addTask {
        do {
          try await body(desk, number)
          return (number, nil)
        } catch {
          return (number, DeskError(error))
        }
      }
    }
    var outcomes = [DeskError?](repeating: nil, count: desks.count)
    for await (number, error) in group { outcomes[number] = error }
    return outcomes
  }
}

/// What a call was refused with, in words for people; nil where it was not.
func failure(of body: () async throws -> Void) async -> DeskError? {
  do {
    try await body()
    return nil
  } catch {
    return DeskError(error)
  }
}
