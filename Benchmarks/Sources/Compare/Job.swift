import BenchmarkSubjects
import Foundation
import ImpactNumerics
import TerritorialImpact

/// One measurement, made in a process of its own so that memory is its own.
///
/// A job prints a JSON object of numbers. Sizes come as arguments.
struct Job {
  typealias Numbers = [String: Double]
  /// Industries of the made-up economies.
  static let products = 64

  let name: String
  let size: Int
  let file: String?

  func run() throws -> Numbers {
    switch name {
    case "rates": try rates()
    case "structured": try structured()
    case "factorization": try factorization()
    case "inverse": try inverse()
    case "block": try block(columns: 256)
    case "thousand": try block(columns: 1_000)
    case "factored": try factored()
    case "table": try table()
    case "multipliers": try multipliers()
    case "growth": try growth()
    case "shipped": try shipped()
    case "toolbox": try toolbox()
    case "export": try export()
    default: throw ChildProcess.Failure(description: "no job is named \(name)")
    }
  }

  private func economy() -> SyntheticEconomy {
    SyntheticEconomy(regions: size, products: Self.products)
  }

  /// What BLAS reaches on this machine with all cores: DGEMM in GF/s, DGEMV in GB/s.
  private func rates() throws -> Numbers {
    let n = 2_048
    let a = Matrix(rows: n, columns: n, values: (0..<n * n).map { Double($0 % 7) })
    let gemm = fastest(of: 4) { a.multiplied(by: a) }.seconds
    let m = 6_000
    let b = Matrix(rows: m, columns: m, values: (0..<m * m).map { Double($0 % 7) })
    let x = Matrix(column: [Double](repeating: 1, count: m))
    let gemv = fastest(of: 6) { b.multiplied(by: x) }.seconds
    return [
      "gemm": 2 * pow(Double(n), 3) / gemm / 1e9, "gemv": 8 * pow(Double(m), 2) / gemv / 1e9,
    ]
  }

  private func structured() throws -> Numbers {
    let economy = economy()
    let (technology, trade) = economy.coefficients()
    let b = economy.rightHandSide()
    Memory.resetPeak()
    let before = Memory.now
    let (inputs, building) = try timed { try economy.composed(technology, trade) }
    let (subject, preparing) = try timed { try SolveSubject(inputs, rightHandSide: b) }
    let best = try fastest(of: 30) { try subject.solve() }
    let memory = Memory.peak - before
    if let file { try Vector.write(best.value.x.values, to: file) }
    return [
      "dimension": Double(economy.dimension), "seconds": best.seconds, "building": building,
      "certificate": preparing, "memory": memory, "inputs": before,
      "bound": (best.value.errorBound[0] ?? .nan) / best.value.x.values.reduce(0) { $0 + abs($1) },
      "iterations": Double(best.value.iterations[0]),
      "applications": Double(best.value.applications),
    ]
  }

  /// One factorization of I − A with one solve.
  private func factorization() throws -> Numbers {
    let economy = economy()
    let (dense, forming) = try timed { try economy.composed().formed() }
    let (x, seconds) = try timed {
      try LUFactorization.leontief(dense).solve(economy.rightHandSide())
    }
    if let file { try Vector.write(x.values, to: file) }
    return ["dimension": Double(economy.dimension), "seconds": seconds, "forming": forming]
  }

  /// One factorization of I − A and all columns of its inverse.
  private func inverse() throws -> Numbers {
    let economy = economy()
    let n = economy.dimension
    let dense = try economy.composed().formed()
    var identity = Matrix(rows: n, columns: n)
    for i in 0..<n { identity[i, i] = 1 }
    let (inverse, seconds) = try timed { try LUFactorization.leontief(dense).solve(identity) }
    return ["dimension": Double(n), "seconds": seconds, "corner": inverse[0, 0]]
  }

  /// Many right-hand sides at once, certificates included, beside DGEMM in the same process.
  private func block(columns: Int) throws -> Numbers {
    let economy = economy()
    let inputs = try economy.composed()
    let subject = try SolveSubject(inputs, rightHandSide: economy.rightHandSide(columns: columns))
    let best = try fastest(of: columns > 500 ? 1 : 2) { try subject.solve() }
    let gemm = try rates()["gemm"] ?? .nan
    let operations = 2 * Double(best.value.applications) * inputs.multiplications
    return [
      "dimension": Double(economy.dimension), "columns": Double(columns), "seconds": best.seconds,
      "rate": operations / best.seconds / 1e9, "gemm": gemm,
      "applications": Double(best.value.applications) / Double(columns),
      "bound": (best.value.errorBound.map { $0 ?? .infinity }.max() ?? .nan)
        / best.value.x.column(0).reduce(0) { $0 + abs($1) },
    ]
  }

  /// NUTS-3 from sourcing factors: nothing of size S·R² exists.
  private func factored() throws -> Numbers {
    let economy = economy()
    Memory.resetPeak()
    let (inputs, building) = try timed { try economy.factored() }
    let (subject, certificate) = try timed {
      try SolveSubject(inputs, rightHandSide: economy.rightHandSide())
    }
    let best = try fastest(of: 5) { try subject.solve() }
    return [
      "dimension": Double(economy.dimension), "seconds": best.seconds, "building": building,
      "certificate": certificate, "memory": Memory.peak,
      "applications": Double(best.value.applications),
      "bound": (best.value.errorBound[0] ?? .nan) / best.value.x.values.reduce(0) { $0 + abs($1) },
    ]
  }

  /// A dense table of n rows: one scenario in double precision, in reduced precision, and the reading of the matrix.
  private func table() throws -> Numbers {
    let economy = SyntheticEconomy(regions: size / Self.products, products: Self.products)
    let dense = try economy.composed().formed()
    let inputs = try DenseOperator(dense)
    let b = economy.rightHandSide()
    let certificate = try Certificate(inputs)
    func solve(reduced: Bool) throws -> LinearSolution {
      try LinearSolver.solve(
        inputs, rightHandSide: b, systems: [0],
        options: SolverOptions(reducedPrecision: reduced),
        certificate: certificate)
    }
    let gemv = fastest(of: 8) { dense.multiplied(by: b) }.seconds
    let double = try fastest(of: 4) { try solve(reduced: false) }
    let single = try fastest(of: 4) { try solve(reduced: true) }
    let bytes = 8 * Double(dense.values.count)
    return [
      "dimension": Double(dense.rows), "gemv": bytes / gemv / 1e9, "double": double.seconds,
      "single": single.seconds,
      "applications": Double(double.value.applications),
      "applicationsSingle": Double(single.value.applications),
      "bandwidth": bytes * Double(double.value.applications) / double.seconds / 1e9,
      "difference": Vector.difference(double.value.x.values, single.value.x.values),
    ]
  }

  /// Employment multipliers of all region-industries: one solve with Aᵀ.
  private func multipliers() throws -> Numbers {
    let economy = economy()
    let inputs = try economy.composed()
    let e = economy.rightHandSide()
    let best = try fastest(of: 20) {
      try LinearSolver.solveTransposed(inputs, rightHandSide: e, systems: [0])
    }
    if let file { try Vector.write(best.value.x.values, to: file) }
    return ["dimension": Double(economy.dimension), "seconds": best.seconds]
  }

  /// Seconds of one application of a block of 32 columns, by number of regions.
  private func growth() throws -> Numbers {
    let economy = economy()
    let factored = size > 500
    let inputs = factored ? try economy.factored() : try economy.composed()
    let columns = 32
    let x = economy.rightHandSide(columns: columns)
    let systems = [Int](repeating: 0, count: columns)
    let best = fastest(of: 5) { inputs.applied(to: x, systems: systems) }
    return [
      "dimension": Double(economy.dimension), "seconds": best.seconds / Double(columns),
      "multiplications": inputs.multiplications,
    ]
  }

  /// The economy that is shipped.
  private func shipped() throws -> Numbers {
    let economy = try Economy.shipped(.euNUTS2)
    let (subject, preparation) = try timed { try SolveSubject(economy) }
    let best = try fastest(of: 20) { try subject.solve() }
    let jobs = Matrix(
      column: zip(economy.satellites.employment, economy.satellites.output)
        .map { $1 > 0 && $0.isFinite ? $0 / $1 : 0 })
    let multipliers = try fastest(of: 10) {
      try LinearSolver.solveTransposed(subject.inputs, rightHandSide: jobs, systems: [0])
    }
    return [
      "dimension": Double(subject.inputs.dimension), "seconds": best.seconds,
      "preparation": preparation, "multipliers": multipliers.seconds,
    ]
  }

  /// What an analyst asks of the shipped economy: multipliers, who depends on whom, extraction.
  private func toolbox() throws -> Numbers {
    let (model, preparing) = try timed { try EconomyModel(Economy.shipped(.euNUTS2)) }
    let economy = model.economy
    let multipliers = try fastest(of: 5) { try EconomyMultipliers(model, indicator: .employment) }
    let table = try InterregionalTable(economy)
    let block = economy.industries.indices.filter { economy.industries[$0].isAutomotiveBlock }
    guard let employment = table.employment,
      let region = economy.regions.firstIndex(where: { $0.code == "DE11" })
    else { throw ChildProcess.Failure(description: "the shipped economy has no DE11 or no jobs") }
    let dependence = try fastest(of: 1) {
      try DependenceMatrix(table, satellite: employment, basis: .output(industries: block))
    }
    let cells = block.map { economy.index(region: region, industry: $0) }
    let extraction = try fastest(of: 5) {
      try HypotheticalExtraction(model.system, output: model.output).loss(of: cells)
    }
    return [
      "preparation": preparing, "multipliers": multipliers.seconds,
      "dependence": dependence.seconds, "extraction": extraction.seconds,
    ]
  }

  /// The dense A for other programs.
  private func export() throws -> Numbers {
    let economy = economy()
    let (dense, forming) = try timed { try economy.composed().formed() }
    if let file {
      try Vector.writeMatrix(dense, to: file)
      try Vector.write(economy.rightHandSide().values, to: file + ".b")
    }
    return ["dimension": Double(economy.dimension), "forming": forming]
  }
}
