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
    precondition(changes.count == places.count, "a place for each change")
    withUnsafeMutableBufferPointer { sums in
      changes.withUnsafeBufferPointer { changes in
        places.withUnsafeBufferPointer { places in
          for n in changes.indices where changes[n] != 0 {
            let place = offset &+ places[n]
            precondition(place >= 0 && place < sums.count, "room for all changes")
            sums[place] += changes[n]
          }
        }
      }
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
