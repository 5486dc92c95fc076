import ImpactEconomies

/// What hangs on a unit of output: q / x, zero where output is zero, nan where unknown.
struct UnitCoefficients: Sendable {
  /// v, EUR per EUR of output.
  let valueAdded: [Double]
  /// w, EUR per EUR of output.
  let compensation: [Double]
  /// e, persons per million EUR of output.
  let employment: [Double]

  init(_ satellites: Economy.Satellites) {
    func unit(_ values: [Double]) -> [Double] {
      zip(values, satellites.output).map { $1 == 0 ? 0 : $0 / $1 }
    }
    valueAdded = unit(satellites.valueAdded)
    compensation = unit(satellites.compensation)
    employment = unit(satellites.employment)
  }

  /// Coefficients of an indicator, nil for output itself.
  func of(_ indicator: Indicator) -> [Double]? {
    switch indicator {
    case .output: nil
    case .valueAdded: valueAdded
    case .employment: employment
    case .compensation: compensation
    }
  }
}

extension Indicator {
  /// Whether the labour factors of levers act on it.
  var followsLabour: Bool { self == .employment || self == .compensation }

  func baseline(_ satellites: Economy.Satellites) -> [Double] {
    switch self {
    case .output: satellites.output
    case .valueAdded: satellites.valueAdded
    case .employment: satellites.employment
    case .compensation: satellites.compensation
    }
  }
}
