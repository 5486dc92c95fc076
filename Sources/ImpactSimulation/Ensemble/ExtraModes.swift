import ImpactNumerics

/// Coordinates of extras: few numbers for each draw and year in place of one for each cell.
///
///     e ≈ s∘(V z),  z = Vᵀ(e / s)
///
/// V are leading modes of the sample's extras, s the size of each indicator in the sample. What
/// coordinates leave out is measured for every draw; where it is too much, extras are kept as they are.
struct ExtraModes: Sendable {
  let modes: Int
  /// Ascending.
  private let slots: [Int]
  private let places: [Int: Int32]
  /// V, slots×modes.
  private let vectors: SingleMatrix
  /// s by slot.
  private let sizes: [Float]
  private let dimension: Int

  /// ‖e/s − Vz‖/‖e/s‖ above which extras are kept as they are: a tenth of the last digit of a band.
  static let largestResidual: Float = 1e-4
  private static let tolerance = 1e-6
  private static let most = 96

  init(_ sample: [[CellExtra]], dimension n: Int) throws {
    let slots = Set(sample.joined().map(\.slot)).sorted()
    let places = Dictionary(
      slots.enumerated().map { ($1, Int32($0)) }, uniquingKeysWith: { first, _ in first })
    var size = [Double](repeating: 0, count: Indicator.allCases.count)
    for extra in sample.joined() { size[extra.slot / n] += extra.value * extra.value }
    let sizes = slots.map { size[$0 / n] > 0 ? size[$0 / n].squareRoot() : 1 }
    var matrix = Matrix(rows: slots.count, columns: sample.count)
    for (j, extras) in sample.enumerated() {
      for extra in extras {
        let place = Int(places[extra.slot] ?? 0)
        matrix[place, j] = extra.value / sizes[place]
      }
    }
    let leading = try ResponseModes.leading(
      of: matrix.withColumnsOfOneSize, tolerance: Self.tolerance, most: Self.most)
    (self.slots, self.places, self.sizes) = (slots, places, sizes.map(Float.init))
    modes = leading.columns
    vectors = SingleMatrix(leading)
    dimension = n
  }

  /// z by row, and whether it says enough.
  func coordinates(_ extras: [[CellExtra]]) -> (values: SingleMatrix, isClose: [Bool]) {
    let B = extras.count
    var dense = SingleMatrix(rows: B, columns: slots.count)
    var isKnown = [Bool](repeating: true, count: B)
    for (j, row) in extras.enumerated() {
      for extra in row {
        guard let place = places[extra.slot].map({ Int($0) }) else {
          if extra.value != 0 { isKnown[j] = false }
          continue
        }
        dense.values[j + place * B] = Float(extra.value) / sizes[place]
      }
    }
    let z = dense.multiplied(by: vectors)
    let found = z.multiplied(by: vectors.transposed)
    var (left, size) = ([Float](repeating: 0, count: B), [Float](repeating: 0, count: B))
    for place in slots.indices {
      for j in 0..<B {
        let value = dense.values[j + place * B]
        let gap = value - found.values[j + place * B]
        left[j] += gap * gap
        size[j] += value * value
      }
    }
    let limit = Self.largestResidual * Self.largestResidual
    return (z, (0..<B).map { isKnown[$0] && left[$0] <= limit * size[$0] })
  }

  /// Extras of an indicator in the cells from `first` on, S of them: their places in the row of
  /// industries, and values by row of z.
  func values(
    _ z: SingleMatrix, indicator: Int, cells: Range<Int>
  ) -> [(industry: Int, values: [Float])] {
    let range = indicator * dimension + cells.lowerBound..<indicator * dimension + cells.upperBound
    let own = slots.indices(in: range)
    guard !own.isEmpty else { return [] }
    var weights = SingleMatrix(rows: modes, columns: own.count)
    for (c, place) in own.enumerated() {
      for m in 0..<modes { weights[m, c] = vectors[place, m] * sizes[place] }
    }
    let found = z.multiplied(by: weights)
    return own.enumerated().map { (slots[$1] - range.lowerBound, found.column($0)) }
  }
}

extension [Int] {
  /// Places of the values that lie in a range, in an ascending array.
  fileprivate func indices(in range: Range<Int>) -> Range<Int> {
    func lower(_ bound: Int) -> Int {
      var (low, high) = (0, count)
      while low < high {
        let middle = (low + high) / 2
        if self[middle] < bound { low = middle + 1 } else { high = middle }
      }
      return low
    }
    return lower(range.lowerBound)..<lower(range.upperBound)
  }
}

extension Matrix {
  /// The same columns with norm 1, so that small years count as large ones do; columns that are nothing
  /// beside the largest are left out.
  var withColumnsOfOneSize: Matrix {
    let norms = (0..<columns)
      .map { c in
        values[c * rows..<(c + 1) * rows].reduce(0) { $0 + $1 * $1 }.squareRoot()
      }
    let largest = norms.max() ?? 0
    let kept = norms.indices.filter { norms[$0] > 1e-9 * largest }
    return Matrix(
      rows: rows, columns: kept.count,
      values: kept.flatMap { c in values[c * rows..<(c + 1) * rows].map { $0 / norms[c] } })
  }
}
