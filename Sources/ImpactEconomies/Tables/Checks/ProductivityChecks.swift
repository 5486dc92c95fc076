package import ImpactNumerics

extension AccountTable {
  /// A = Z x̂⁻¹, zero in columns without output.
  package var inputCoefficients: Matrix {
    let n = dimension
    var matrix = intermediate
    for j in 0..<n {
      let x = output[j]
      for k in j * n..<(j + 1) * n { matrix.values[k] = x == 0 ? 0 : matrix.values[k] / x }
    }
    return matrix
  }

  /// Column sums of A, and a proof that (I − A)⁻¹ exists (Hawkins and Simon 1949).
  func productivityChecks(_ options: TableCheckOptions) -> [TableCheck] {
    var matrix = inputCoefficients
    let n = dimension
    var found = Offenders()
    var hasNegative = false
    for j in 0..<n {
      var sum = 0.0
      for k in j * n..<(j + 1) * n {
        sum += matrix.values[k]
        if matrix.values[k] < 0 {
          hasNegative = true
          matrix.values[k] = -matrix.values[k]
        }
      }
      if sum >= 1 { found.take(place(j), sum) }
    }
    let count = found.all.count
    return [
      TableCheck(
        "column-sums", "Σ_i A[i,j] < 1", count == 0 ? .holds : .remark, count: count,
        measure: "EUR per EUR",
        message: count == 0
          ? "every column of A sums to less than 1"
          : "\(count) columns of A sum to 1 or more: inputs cost as much as the product",
        offenders: found.worst(options.offenders)),
      hawkinsSimon(matrix, hasNegative: hasNegative),
    ]
  }

  /// `magnitudes` is |A|; weights w with w − |A|ᵀ w > 0 prove ρ(A) ≤ ρ(|A|) < 1.
  private func hawkinsSimon(_ magnitudes: Matrix, hasNegative: Bool) -> TableCheck {
    let statement = "weights w > 0 exist with w − |A|ᵀ w > 0, so that (I − A)⁻¹ exists"
    do {
      let certificate = try Certificate(try DenseOperator(magnitudes))
      let margin = certificate.margins.min() ?? 0
      let more =
        hasNegative ? "; A has negative entries, so that single multipliers may be negative" : ""
      return TableCheck(
        "hawkins-simon", statement, .holds, measure: "margin",
        message: "proven, least margin \(margin)" + more)
    } catch {
      guard case .notProductive(let index, _) = error else {
        return TableCheck(
          "hawkins-simon", statement, .warning, count: 1, message: "not proven: \(error)")
      }
      let sum = magnitudes.column(index).reduce(0, +)
      return TableCheck(
        "hawkins-simon", statement, .warning, count: 1, measure: "sum of inputs",
        message: hasNegative
          ? "not proven with |A|; the table has negative flows, and may still have an inverse"
          : "the economy needs more inputs than it makes",
        offenders: [TableCheck.Offender(place(index), sum)])
    }
  }
}
