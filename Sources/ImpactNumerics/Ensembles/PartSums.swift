import CImpactKernels

/// Sums and products of parts of long lists, element by element.
extension [Double] {
  /// Adds a part of another list to the values from `first` on.
  package mutating func add(_ source: [Double], _ part: Range<Int>, at first: Int) {
    precondition(first >= 0 && first + part.count <= count && part.upperBound <= source.count)
    withUnsafeMutableBufferPointer { sums in
      source.withUnsafeBufferPointer { values in
        for k in 0..<part.count { sums[first &+ k] += values[part.lowerBound &+ k] }
      }
    }
  }

  /// The same for values that are not above zero; the others count as zero.
  package mutating func addFalling(_ source: [Double], _ part: Range<Int>, at first: Int) {
    precondition(first >= 0 && first + part.count <= count && part.upperBound <= source.count)
    withUnsafeMutableBufferPointer { sums in
      source.withUnsafeBufferPointer { values in
        for k in 0..<part.count {
          let value = values[part.lowerBound &+ k]
          sums[first &+ k] += value > 0 ? 0 : value
        }
      }
    }
  }

  /// Whether a + Δ ≥ −τ|a| for every value a of a part and its change Δ at the same place.
  package func holds(against changes: [Double], in part: Range<Int>, tolerance: Double) -> Bool {
    guard !part.isEmpty else { return true }
    precondition(
      part.lowerBound >= 0 && part.upperBound <= Swift.min(count, changes.count), "parts of both")
    return withUnsafeBufferPointer { values in
      changes.withUnsafeBufferPointer { changes in
        var faults = 0
        for k in part {
          faults &+= values[k] + changes[k] >= -tolerance * abs(values[k]) ? 0 : 1
        }
        return faults == 0
      }
    }
  }

  /// Sets a part to zero.
  package mutating func clear(_ part: Range<Int>) {
    guard !part.isEmpty else { return }
    precondition(part.lowerBound >= 0 && part.upperBound <= count, "a part of the list")
    withUnsafeMutableBufferPointer { values in
      for k in part { values[k] = 0 }
    }
  }

  /// Adds `changes[n]` to the value at `offset + places[n]`; a change of exactly zero needs no place.
  package mutating func add(_ changes: [Double], at places: [Int], offset: Int) {
    guard let part = changes.changedPart(of: places) else { return }
    precondition(
      offset + part.lowerBound >= 0 && offset + part.upperBound <= count, "room for all changes")
    let (n, places) = (changes.count, places)
    withUnsafeMutableBufferPointer { sums in
      guard let sums = sums.baseAddress else { return }
      impact_add_at(sums + offset, changes, places, n)
    }
  }

  /// From the first to the last of the places whose change is not zero; nil where nothing changes.
  ///
  /// `places` may stand in any order.
  package func changedPart(of places: [Int]) -> Range<Int>? {
    precondition(places.count == count, "a place for each change")
    var (first, last) = (Int.max, Int.min)
    impact_changed_part(self, places, count, &first, &last)
    return first > last ? nil : first..<last + 1
  }

  /// Multiplies the values from `start` on by some factors: value n by that at `places[n] + offset`.
  package mutating func scale(
    by factors: [Double], at places: [Int], plus offset: Int, from start: Int
  ) {
    precondition(start >= 0 && start + places.count <= count, "a value for each factor")
    withUnsafeMutableBufferPointer { values in
      factors.withUnsafeBufferPointer { factors in
        for n in places.indices {
          let place = places[n] &+ offset
          precondition(place >= 0 && place < factors.count, "known factors")
          values[start &+ n] *= factors[place]
        }
      }
    }
  }

  /// Lowers factors until what they take of each room is there: f ← min(f, max(0, room)/(−Δ)) where Δ < 0.
  package mutating func lower(toFit changes: [Double], _ part: Range<Int>, into room: [Double]) {
    precondition(count == part.count && room.count == part.count, "a factor for each change")
    precondition(part.lowerBound >= 0 && part.upperBound <= changes.count, "a part of the list")
    withUnsafeMutableBufferPointer { factors in
      changes.withUnsafeBufferPointer { changes in
        room.withUnsafeBufferPointer { room in
          for n in factors.indices where changes[part.lowerBound &+ n] < 0 {
            let most = Swift.max(0, room[n]) / -changes[part.lowerBound &+ n]
            factors[n] = Swift.min(factors[n], most)
          }
        }
      }
    }
  }

  /// Whether any value of a part lies below zero.
  package func isBelowZero(in part: Range<Int>) -> Bool {
    precondition(part.lowerBound >= 0 && part.upperBound <= count, "a part of the list")
    return withUnsafeBufferPointer { values in
      var found = 0
      for k in part { found &+= values[k] < 0 ? 1 : 0 }
      return found > 0
    }
  }

  /// a∘b.
  package func times(_ other: [Double]) -> [Double] { times(other, indices) }

  /// a∘b for a part of a.
  package func times(_ other: [Double], _ part: Range<Int>) -> [Double] {
    precondition(other.count == part.count, "lists of one length")
    precondition(part.lowerBound >= 0 && part.upperBound <= count, "a part of the list")
    return [Double](unsafeUninitializedCapacity: part.count) { result, size in
      withUnsafeBufferPointer { a in
        other.withUnsafeBufferPointer { b in
          guard let result = result.baseAddress else { return }
          for k in b.indices { (result + k).initialize(to: a[part.lowerBound &+ k] * b[k]) }
        }
      }
      size = part.count
    }
  }

  /// How many values of a part are not zero.
  package func nonzeroCount(in part: Range<Int>) -> Int {
    withUnsafeBufferPointer { values in
      var found = 0
      for k in part { found &+= values[k] != 0 ? 1 : 0 }
      return found
    }
  }
}
