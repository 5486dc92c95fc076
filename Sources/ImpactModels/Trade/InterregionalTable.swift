public import ImpactDiagnostics
public import ImpactNumerics

/// The accounts of several regions as the models of trade need them: dense or structured.
///
///     x = A x + Σ_s Y[·,s] + z,      v[j] + m[j] + τ[j] + Σ_i A[i,j] = 1
///
/// A is interregional (n×n, n = R·S), Y final demand by region of use at its origin, z exports to
/// the rest of the world W, which is origin and destination but has no model. v is value added, m
/// purchases from W, τ net taxes on products and international margins, each per unit of output.
/// Money is in one unit throughout, million EUR in the shipped economy.
public struct InterregionalTable: Sendable {
  /// Regions, industries and countries of the cells.
  public let axes: TableAxes
  /// x ↦ A x.
  public let inputs: any InputOperator
  /// x ↦ A_D x, the flows within a country only.
  public let domestic: any InputOperator
  /// x, length n.
  public let output: [Double]
  /// Y, n×R.
  public let finalDemand: Matrix
  /// z, length n.
  public let exportsToWorld: [Double]
  /// Final purchases from W by region of use and product, at `s * S + i`; they make no output here.
  public let finalFromWorld: [Double]
  /// v, money per unit of output.
  public let valueAdded: SatelliteCoefficients
  /// m, length n.
  public let worldInputs: [Double]
  /// τ, length n.
  public let taxesAndMargins: [Double]
  /// Persons per unit of output; nil when the table has none.
  public let employment: SatelliteCoefficients?
  /// What a reader of results should know of the table.
  public let notices: [Notice]

  init(
    axes: TableAxes, inputs: any InputOperator, domestic: any InputOperator, output: [Double],
    finalDemand: Matrix, exportsToWorld: [Double], finalFromWorld: [Double],
    valueAdded: SatelliteCoefficients, worldInputs: [Double], taxesAndMargins: [Double],
    employment: SatelliteCoefficients?, notices: [Notice]
  ) {
    self.axes = axes
    self.inputs = inputs
    self.domestic = domestic
    self.output = output
    self.finalDemand = finalDemand
    self.exportsToWorld = exportsToWorld
    self.finalFromWorld = finalFromWorld
    self.valueAdded = valueAdded
    self.worldInputs = worldInputs
    self.taxesAndMargins = taxesAndMargins
    self.employment = employment
    self.notices = notices
  }

  /// n = R·S.
  public var dimension: Int { axes.dimension }

  /// All final demand at its origin, Σ_s Y[·,s] + z (length n).
  public var totalFinalDemand: [Double] {
    var sum = exportsToWorld
    for s in 0..<finalDemand.columns {
      for cell in sum.indices { sum[cell] += finalDemand.values[s * dimension + cell] }
    }
    return sum
  }

  /// Final demand by country of use, n×C.
  public var finalDemandByCountry: Matrix {
    var sum = Matrix(rows: dimension, columns: axes.countryCount)
    for s in 0..<finalDemand.columns {
      let at = axes.countryOfRegion[s] * dimension
      for cell in 0..<dimension {
        sum.values[at + cell] += finalDemand.values[s * dimension + cell]
      }
    }
    return sum
  }

  /// A solver for x = (I − A)⁻¹ f on this table.
  public func solver(
    _ method: RequirementsSolver.Method = .automatic,
    tolerance: Double = RequirementsSolver.tolerance
  ) throws -> RequirementsSolver {
    try naming { try RequirementsSolver(inputs, method: method, tolerance: tolerance) }
  }

  /// Runs numerical work and names region and industry of what fails.
  func naming<Value>(_ work: () throws -> Value) throws -> Value {
    do {
      return try work()
    } catch let error as NumericsError {
      throw TableFault(error, axes: axes)
    }
  }
}

/// A numerical failure on a table, with region and industry of the cell.
public struct TableFault: Error, Sendable, CustomStringConvertible {
  /// What went wrong.
  public let cause: NumericsError
  /// Region and industry by code; empty when the failure has no cell.
  public let place: String

  init(_ cause: NumericsError, axes: TableAxes) {
    self.cause = cause
    place =
      switch cause {
      case .nonFinite(_, let cell), .notProductive(let cell, _), .singular(let cell):
        cell < axes.dimension ? axes.place(cell) : ""
      default: ""
      }
  }

  /// Whether the accounts bring it about, rather than the program.
  public var comesFromInputs: Bool {
    switch cause {
    case .nonFinite, .notProductive, .singular, .notConverged: true
    default: false
    }
  }

  /// The cause, and where it is.
  public var description: String { place.isEmpty ? "\(cause)" : "\(place): \(cause)" }
}
