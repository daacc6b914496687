import Words

/// A stop that gets another time when a route is planned anew.
package struct RouteChange: Hashable, Sendable {
  package let stop: RouteStop
  package let startsAt: LocalDateTime

  /// `Bruno 10:20 → 11:05`.
  package var text: String { "\(stop.petName) \(stop.startsAt.time.text) → \(startsAt.time.text)" }
}

/// Why a route cannot be planned as wanted, in one sentence.
package struct RouteObjection: Error, Hashable, Sendable {
  package let sentence: String

  package init(_ sentence: String) { self.sentence = sentence }
}

extension CollectorDay {
  /// Moves a stop among the others and says which times change by it.
  ///
  /// The stops that may move share out the times they have: the first of them keeps the earliest and so on. A time
  /// gives way only as far as visits, ways, breaks and promised times ask for, and only the moved stop may begin before
  /// all of them. Stops that are promised, under way or made keep their time.
  ///
  /// Nothing is moved to a time before the earliest one. The offset counts places in the order of the open stops; negative is earlier, and beyond the ends is the end.
  package func moving(
    _ id: BookingID, by offset: Int, notBefore: LocalDateTime? = nil
  ) throws(RouteObjection) -> [RouteChange] {
    var order = open
    guard let place = order.firstIndex(where: { $0.id == id }) else {
      throw RouteObjection(say("This visit is not on \(name)'s way."))
    }
    let stop = order[place]
    guard stop.isMovable else { throw RouteObjection(stop.refusalToMove) }
    let slots = order.filter(\.isMovable).map(\.startsAt)
    order.remove(at: place)
    order.insert(stop, at: min(max(0, place + offset), order.count))
    let changes = try times(for: order, slots: slots, moving: stop)
    if let notBefore, let late = changes.first(where: { $0.startsAt < notBefore }) {
      throw RouteObjection(say("\(late.startsAt.time.text) has passed; \(late.stop.petName) cannot be moved there."))
    }
    return changes
  }

  /// Gives the stops in their new order the times of before, as near as they can be kept.
  private func times(
    for order: [RouteStop], slots: [LocalDateTime], moving moved: RouteStop
  ) throws(RouteObjection) -> [RouteChange] {
    let earliest = slots.min()
    let latest = latestStarts(of: order)
    var slots = slots[...]
    var free: LocalDateTime?
    var changes: [RouteChange] = []
    for (stop, last) in zip(order, latest) {
      var start = stop.startsAt
      if stop.isMovable {
        let slot = slots.removeFirst()
        start = max(slot, free ?? slot)
        if let last, start > last { start = last }
        start = workingStart(from: start, for: stop)
      }
      let isTooEarly =
        free.map { start < $0 } ?? (stop.isMovable && stop != moved && earliest.map { start < $0 } ?? false)
      if isTooEarly || last.map({ start > $0 }) ?? false { throw RouteObjection(noRoom(for: moved, in: order)) }
      if stop.isMovable, case .doesNotFit(let objection) = alone.fit(for: WantedVisit(stop).starting(at: start)) {
        throw RouteObjection(objection.sentence)
      }
      free = start.adding(minutes: stop.durationMinutes + stop.travelBufferMinutes)
      if start != stop.startsAt { changes.append(RouteChange(stop: stop, startsAt: start)) }
    }
    return changes
  }

  /// The latest start of each stop that leaves room up to the next time that cannot move; nil without one.
  private func latestStarts(of order: [RouteStop]) -> [LocalDateTime?] {
    var next: LocalDateTime?
    var starts: [LocalDateTime?] = []
    for stop in order.reversed() {
      let last = next?.adding(minutes: -stop.durationMinutes - stop.travelBufferMinutes)
      starts.append(last)
      next = stop.isMovable ? last : stop.startsAt
    }
    return starts.reversed()
  }

  /// The moment itself, or where it lies outside the work the beginning of the next stretch that has room.
  private func workingStart(from start: LocalDateTime, for stop: RouteStop) -> LocalDateTime {
    let minute = start.time.secondsSinceMidnight / 60
    for stretch in working.stretches where max(minute, stretch.fromMinute) + stop.durationMinutes <= stretch.untilMinute
    {
      return start.adding(minutes: max(0, stretch.fromMinute - minute))
    }
    return start
  }

  /// The collector with an empty day: only hours and presence object to a stop that is theirs already.
  private var alone: CollectorDay { CollectorDay(id: id, name: name, isActive: isActive, working: working) }

  private func noRoom(for stop: RouteStop, in order: [RouteStop]) -> String {
    let fixed = order.first { !$0.isMovable && $0.id != stop.id }
    let promise = fixed.map { say("; \($0.petName) keeps \($0.startsAt.time.text)") } ?? ""
    return say("There is no room for \(stop.petName) there\(promise).")
  }
}

extension RouteStop {
  fileprivate var refusalToMove: String {
    isPinned
      ? say("\(petName) is promised at \(startsAt.time.text); take the promise back first.")
      : say("\(petName) is \(status.displayName.lowercased()) and keeps its time.")
  }
}
