import CImpactKernels

/// Changed cells of systems side by side, as lists, since each system changes few of many.
///
///     y_c[t] += Σ d·x_c[l]
///
/// A level l is what a change hangs on (output of a buyer in a region), a target t where it arrives (purchases of
/// a product by a region). Both are numbered as they are met and keep their numbers when the systems go.
package struct ChangeTerms: Sendable {
  /// Places of a group of levels or targets.
  package let places: Int
  /// Levels, group·places + place.
  package private(set) var levels = CellRegister()
  /// Targets, group·places + place.
  package private(set) var targets = CellRegister()
  private var terms: [impact_term] = []
  /// Where the terms of a system end.
  private var ends: [Int] = []

  /// No systems yet; `places` is the number of regions.
  package init(places: Int) { self.places = places }

  /// Systems at hand.
  package var systems: Int { ends.count }

  /// Terms of a system.
  package func count(of system: Int) -> Int {
    ends[system] - (system == 0 ? 0 : ends[system - 1])
  }

  /// Forgets the systems, not the numbers.
  package mutating func removeSystems() {
    terms.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }

  /// Opens the next system.
  package mutating func addSystem() { ends.append(terms.count) }

  /// Adds d by place, from `first` on, of a group of levels and a group of targets to the last system; zeros leave no
  /// trace.
  package mutating func add(_ deltas: [Double], from first: Int = 0, level: Int, target: Int) {
    precondition(first + deltas.count <= places && !ends.isEmpty, "changes of an open system")
    deltas.withUnsafeBufferPointer { deltas in
      var s = 0
      while s < deltas.count, deltas[s] == 0 { s += 1 }
      guard s < deltas.count else { return }
      levels.open(to: (level + 1) * places)
      targets.open(to: (target + 1) * places)
      while s < deltas.count {
        if deltas[s] != 0 {
          terms.append(
            impact_term(
              level: levels.take(level * places + first + s),
              target: targets.take(target * places + first + s),
              delta: Float(deltas[s])))
        }
        s += 1
      }
    }
    ends[ends.count - 1] = terms.count
  }

  /// D x by target for every column of x (levels×columns); column c belongs to system `owners[c]`.
  package func applied(to x: SingleMatrix, owners: [Int]) -> SingleMatrix {
    var y = SingleMatrix(rows: targets.count, columns: x.columns)
    precondition(x.rows == levels.count && owners.count == x.columns, "one row for each level")
    run(x, owners, into: &y, transposed: false)
    return y
  }

  /// Dᵀ x by level for every column of x (targets×columns).
  package func transposedApplied(to x: SingleMatrix, owners: [Int]) -> SingleMatrix {
    var y = SingleMatrix(rows: levels.count, columns: x.columns)
    precondition(x.rows == targets.count && owners.count == x.columns, "one row for each target")
    run(x, owners, into: &y, transposed: true)
    return y
  }

  private func run(
    _ x: SingleMatrix, _ owners: [Int], into y: inout SingleMatrix, transposed: Bool
  ) {
    let rows = y.rows
    y.values.withUnsafeMutableBufferPointer { target in
      x.values.withUnsafeBufferPointer { source in
        terms.withUnsafeBufferPointer { terms in
          guard let to = target.baseAddress, let from = source.baseAddress,
            let terms = terms.baseAddress
          else { return }
          for (c, system) in owners.enumerated() {
            let first = system == 0 ? 0 : ends[system - 1]
            impact_terms(
              terms + first, ends[system] - first, from + c * x.rows, x.rows, to + c * rows, rows,
              1, transposed ? 1 : 0)
          }
        }
      }
    }
  }
}

extension Matrix {
  /// S ← S + X W for some columns of X, rounded in double precision: W is columns×(columns of S).
  ///
  /// X may have fewer rows than S.
  package mutating func addProduct(
    of x: SingleMatrix, columns range: Range<Int>, times weights: Matrix
  ) {
    precondition(
      x.rows <= rows && range.upperBound <= x.columns && weights.rows == range.count
        && weights.columns == columns, "shapes of a product agree")
    let rows = rows
    values.withUnsafeMutableBufferPointer { sums in
      x.values.withUnsafeBufferPointer { source in
        weights.values.withUnsafeBufferPointer { weights in
          guard let sums = sums.baseAddress, let from = source.baseAddress,
            let by = weights.baseAddress
          else { return }
          impact_add_weighted(
            sums, rows, from + range.lowerBound * x.rows, x.rows, x.rows, range.count, by,
            range.count, columns)
        }
      }
    }
  }

  /// The same columns with rows of zeros below.
  package func extended(toRows count: Int) -> Matrix {
    guard count > rows else { return self }
    var result = Matrix(rows: count, columns: columns)
    for j in 0..<columns {
      result.values.replaceSubrange(
        j * count..<j * count + rows, with: values[j * rows..<(j + 1) * rows])
    }
    return result
  }
}
