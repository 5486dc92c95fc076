import Foundation

/// All measurements of one run on one machine.
struct Comparison {
  let jobs: Jobs
  let tia: String
  let scenario: String
  let quick: Bool
  private(set) var figures: [Figure] = []
  private(set) var versions: [String: String] = [:]
  private let start = ContinuousClock.now

  /// Seconds within which a quick comparison ends, the start of processes included.
  private static let quickLimit = 46.0

  init(jobs: Jobs, tia: String, scenario: String, quick: Bool) {
    self.jobs = jobs
    self.tia = tia
    self.scenario = scenario
    self.quick = quick
  }

  private var elapsed: Double { Double((ContinuousClock.now - start).components.seconds) }

  mutating func run() throws {
    try jobs.prepare()
    defer { jobs.clean() }
    figures.append(Figure("machine.cores", Double(ProcessInfo.processInfo.activeProcessorCount), "count"))
    try wholeRun()
    try shipped()
    try toolbox()
    let rates = try machine()
    let solve = try structured()
    try dense(rates)
    try block("block256", "block", columns: 256)
    if !quick { try block("block1000", "thousand", columns: 1_000) }
    try factored()
    try growth()
    try python()
    try factorizations(solve)
  }

  private mutating func add(
    _ name: String, _ value: Double?, _ unit: String, ratio: Double? = nil, against: String? = nil,
    note: String? = nil
  ) {
    guard let value, value.isFinite else { return }
    figures.append(Figure(name, value, unit, ratio: ratio, against: against, note: note))
  }

  private mutating func wholeRun() throws {
    let runs = try (0..<(quick ? 1 : 3)).map { _ in try ChildProcess([tia, "run", scenario, "--quiet"]) }
    add("tia.run.seconds", runs.map(\.wallTime).min(), "s")
    add("tia.run.memory", runs.map(\.peakMemory).max(), "MB")
  }

  private mutating func shipped() throws {
    let numbers = try jobs.measure("shipped")
    add("shipped.unknowns", numbers["dimension"], "count")
    add("shipped.solve.seconds", numbers["seconds"], "s")
    add("shipped.multipliers.seconds", numbers["multipliers"], "s")
    add("shipped.operatorAndCertificate.seconds", numbers["preparation"], "s", note: "once for an economy")
  }

  /// Questions to the shipped economy, each without an inverse.
  private mutating func toolbox() throws {
    let numbers = try jobs.measure("toolbox")
    add("toolbox.employmentMultipliers.seconds", numbers["multipliers"], "s", note: "all region-industries")
    add("toolbox.dependence.seconds", numbers["dependence"], "s", note: "jobs by region on the output of the automotive block by region")
    add("toolbox.extraction.seconds", numbers["extraction"], "s", note: "automotive block of DE11")
    add("toolbox.model.seconds", numbers["preparation"], "s", note: "reading the economy and its operator, once")
    add("toolbox.memory", numbers["process"], "MB")
  }

  private mutating func machine() throws -> [String: Double] {
    let numbers = try jobs.measure("rates")
    add("machine.dgemm", numbers["gemm"], "GF/s")
    add("machine.dgemv", numbers["gemv"], "GB/s")
    return numbers
  }

  /// 240 regions × 64 industries: one certified solve from sourcing matrices.
  private mutating func structured() throws -> [String: Double] {
    let numbers = try jobs.measure("structured", size: 240, file: "structured")
    add("nuts2.unknowns", numbers["dimension"], "count", note: "240 × 64")
    add("nuts2.solve.seconds", numbers["seconds"], "s", note: "certified, 1e-10")
    add("nuts2.solve.iterations", numbers["iterations"], "count")
    add("nuts2.solve.applications", numbers["applications"], "count")
    add("nuts2.solve.errorBound", numbers["bound"], "relative", note: "certified bound on Σ|x − x̂| over Σ|x|")
    add("nuts2.memory", numbers["memory"], "MB", note: "beyond the coefficients, operator and certificate included")
    add("nuts2.operator.seconds", numbers["building"], "s", note: "once for an economy")
    add("nuts2.certificate.seconds", numbers["certificate"], "s", note: "once for an economy")
    return numbers
  }

  private mutating func dense(_ rates: [String: Double]) throws {
    for size in [2_944, 7_040] {
      let numbers = try jobs.measure("table", size: size)
      guard let n = numbers["dimension"], let double = numbers["double"], let single = numbers["single"],
        let bandwidth = numbers["bandwidth"], let gemv = numbers["gemv"]
      else { continue }
      let name = "table\(Int(n))"
      add("\(name).double.seconds", double, "s", note: "one certified scenario, dense")
      add("\(name).single.seconds", single, "s", ratio: double / single, against: "\(name).double.seconds")
      add("\(name).bandwidth", bandwidth, "GB/s", ratio: bandwidth / gemv, against: "\(name).dgemv")
      add("\(name).dgemv", gemv, "GB/s")
      add("\(name).difference", numbers["difference"], "relative", note: "single against double")
    }
  }

  private mutating func block(_ name: String, _ job: String, columns: Int) throws {
    let numbers = try jobs.measure(job, size: 240)
    guard let rate = numbers["rate"], let gemm = numbers["gemm"] else { return }
    add("\(name).seconds", numbers["seconds"], "s", note: "\(columns) right-hand sides, 240 × 64, certified")
    add("\(name).rate", rate, "GF/s", ratio: rate / gemm, against: "DGEMM of the same process, \(Int(gemm)) GF/s")
    add("\(name).applications", numbers["applications"], "count", note: "of A to each column, exact ones included")
    add("\(name).errorBound", numbers["bound"], "relative")
    add("\(name).memory", numbers["process"], "MB")
  }

  private mutating func factored() throws {
    let numbers = try jobs.measure("factored", size: 1_165)
    add("nuts3.unknowns", numbers["dimension"], "count", note: "1,165 × 64; dense would need 44 GB")
    add("nuts3.solve.seconds", numbers["seconds"], "s", note: "certified, from sourcing factors")
    add("nuts3.memory", numbers["memory"], "MB", note: "whole process, after its input was made")
    add("nuts3.process.memory", numbers["process"], "MB")
    add("nuts3.operator.seconds", numbers["building"], "s", note: "once for an economy")
    add("nuts3.certificate.seconds", numbers["certificate"], "s", note: "once for an economy")
    add("nuts3.solve.applications", numbers["applications"], "count")
    add("nuts3.solve.errorBound", numbers["bound"], "relative")
  }

  private mutating func growth() throws {
    for regions in quick ? [30, 60, 90, 120, 180] : [30, 60, 120, 240, 480, 600, 1_165] {
      let numbers = try jobs.measure("growth", size: regions)
      guard let seconds = numbers["seconds"], let multiplications = numbers["multiplications"] else { continue }
      add(
        "growth.\(regions)x64.application", seconds * 1e6, "µs",
        ratio: multiplications / seconds / 1e9, against: "10⁹ multiplications of R·S² + G·S·R² a second",
        note: "one exact application to one column of 32\(regions > 500 ? ", from factors" : "")")
    }
  }

  /// numpy, scipy and pymrio on the same tables, if there is a Python with them.
  private mutating func python() throws {
    guard jobs.python != nil else { return }
    for regions in quick ? [46] : [46, 110, 240] {
      let n = regions * 64
      _ = try jobs.measure("export", size: regions, file: "dense")
      let wanted = ["thousand", "inverse"] + (quick && elapsed > 20 ? [] : ["pymrio"])
      guard let other = jobs.reference("dense", dimension: n, wanted) else { return }
      versions.merge(other.versions) { $1 }
      let ours = try jobs.measure("structured", size: regions, file: "x")
      let all = try jobs.measure("multipliers", size: regions)
      let many = try jobs.measure("thousand", size: regions)
      guard let solve = ours["seconds"], let multipliers = all["seconds"],
        let thousand = many["seconds"]
      else { return }
      let name = "python\(n)"
      add("\(name).structured.solve.seconds", solve, "s")
      add("\(name).structured.multipliers.seconds", multipliers, "s")
      add("\(name).structured.thousand.seconds", thousand, "s", note: "1,000 right-hand sides, certified")
      for (key, against) in [
        ("scipy_solve", "solve"), ("scipy_thousand", "thousand"), ("numpy_inverse", "solve"),
        ("pymrio_multipliers", "multipliers"),
      ] {
        guard let seconds = other.numbers[key],
          let mine = ["solve": solve, "thousand": thousand, "multipliers": multipliers][against]
        else { continue }
        add(
          "\(name).\(key).seconds", seconds, "s", ratio: seconds / mine,
          against: "\(name).structured.\(against).seconds")
      }
      add("\(name).memory", other.numbers["memory"], "MB")
      if let a = try? Vector.read(jobs.path("dense.x")), let b = try? Vector.read(jobs.path("x")) {
        add("\(name).difference", Vector.difference(a, b), "relative", note: "solution, scipy against structured")
      }
    }
  }

  /// Dense LU and the full inverse of the 240 × 64 system, or what a smaller one says of them.
  private mutating func factorizations(_ solve: [String: Double]) throws {
    guard let mine = solve["seconds"] else { return }
    let probe = try jobs.measure("factorization", size: quick ? 70 : 110)
    let inverse = try jobs.measure("inverse", size: quick ? 46 : 110)
    guard let n = probe["dimension"], let seconds = probe["seconds"], let m = inverse["dimension"],
      let inverted = inverse["seconds"]
    else { return }
    let whole = 240.0 * 64
    let expected = seconds * pow(whole / n, 3)
    // Forming the matrix and the rest take a sixth as long again.
    let fits = !quick || elapsed + 1.2 * expected + 2 < Self.quickLimit
    var note: String? = "extrapolated by n³ from n = \(Int(n))"
    var value = expected
    if fits {
      let full = try jobs.measure("factorization", size: 240, file: "factorization")
      value = full["seconds"] ?? .nan
      note = nil
      let difference = Vector.difference(
        try Vector.read(jobs.path("factorization")), try Vector.read(jobs.path("structured")))
      add("nuts2.lu.difference", difference, "relative", note: "solution, dense LU against structured")
      add("nuts2.lu.memory", full["process"], "MB")
    }
    add(
      "nuts2.lu.seconds", value, "s", ratio: value / mine, against: "nuts2.solve.seconds",
      note: note ?? "one factorization, one right-hand side")
    var whole3 = inverted * pow(whole / m, 3)
    note = "extrapolated by n³ from n = \(Int(m))"
    if !quick {
      whole3 = try jobs.measure("inverse", size: 240)["seconds"] ?? .nan
      note = nil
    }
    add(
      "nuts2.inverse.seconds", whole3, "s", ratio: whole3 / mine, against: "nuts2.solve.seconds",
      note: note ?? "the full inverse")
  }
}
