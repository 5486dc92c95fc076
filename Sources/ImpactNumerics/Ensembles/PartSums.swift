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
  package mutating func clear(_ part: Range<Int>) { fill(part, with: 0) }

  /// Sets a part to one value.
  package mutating func fill(_ part: Range<Int>, with value: Double) {
    guard !part.isEmpty else { return }
    precondition(part.lowerBound >= 0 && part.upperBound <= count, "a part of the list")
    withUnsafeMutableBufferPointer { values in
      for k in part { values[k] = value }
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

  /// Multiplies each value by a factor of its own.
  package mutating func scale(by factors: [Double]) {
    precondition(factors.count == count, "a factor for each value")
    withUnsafeMutableBufferPointer { values in
      factors.withUnsafeBufferPointer { factors in
        for n in values.indices { values[n] *= factors[n] }
      }
    }
  }

  /// Lowers factors until what they take of each room is there: f ← min(f, max(0, room)/(−Δ)) where Δ < 0.
  package mutating func lower(toFit changes: [Double], into room: [Double]) {
    precondition(count == changes.count && room.count == count, "a factor for each change")
    withUnsafeMutableBufferPointer { factors in
      changes.withUnsafeBufferPointer { changes in
        room.withUnsafeBufferPointer { room in
          for n in factors.indices where changes[n] < 0 {
            factors[n] = Swift.min(factors[n], Swift.max(0, room[n]) / -changes[n])
          }
        }
      }
    }
  }

  /// The values of a part, each times a factor: value n by that at `places[n] + offset`.
  package func times(
    _ part: Range<Int>, _ factors: [Double], at places: [Int], plus offset: Int
  ) -> [Double] {
    precondition(places.count == part.count, "a factor for each value")
    precondition(part.lowerBound >= 0 && part.upperBound <= count, "a part of the list")
    return [Double](unsafeUninitializedCapacity: part.count) { result, size in
      withUnsafeBufferPointer { values in
        factors.withUnsafeBufferPointer { factors in
          guard let result = result.baseAddress else { return }
          for n in places.indices {
            let place = places[n] &+ offset
            precondition(place >= 0 && place < factors.count, "known factors")
            (result + n).initialize(to: values[part.lowerBound &+ n] * factors[place])
          }
        }
      }
      size = part.count
    }
  }

  /// a∘b.
  package func times(_ other: [Double]) -> [Double] {
    precondition(other.count == count, "lists of one length")
    return [Double](unsafeUninitializedCapacity: count) { result, size in
      withUnsafeBufferPointer { a in
        other.withUnsafeBufferPointer { b in
          guard let result = result.baseAddress else { return }
          for k in a.indices { (result + k).initialize(to: a[k] * b[k]) }
        }
      }
      size = count
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
