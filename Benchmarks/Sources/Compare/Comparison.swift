import Foundation

/// One line of the comparison.
struct Line: Codable {
  let name: String
  let value: Double
  let unit: String
  /// Times the reference, where a line has one.
  let ratio: Double?
}

/// All measurements of one run on one machine.
struct Comparison {
  let program: String
  let tia: String
  let scenario: String
  let quick: Bool

  func lines() throws -> [Line] {
    let cores = ProcessInfo.processInfo.activeProcessorCount
    let run = try ChildProcess([tia, "run", scenario, "--quiet"])
    let again = try ChildProcess([tia, "run", scenario, "--quiet"])
    let (structured, structuredMemory) = try measure(.structured, threads: 1)
    let (dense, denseMemory) = try measure(.dense, threads: cores)
    let agreement = abs(structured.sum - dense.sum) / abs(dense.sum)
    return [
      Line(name: "cores", value: Double(cores), unit: "count", ratio: nil),
      Line(
        name: "tia run, wall time (faster of two)", value: min(run.wallTime, again.wallTime),
        unit: "s", ratio: nil),
      Line(
        name: "tia run, peak memory", value: max(run.peakMemory, again.peakMemory), unit: "MB",
        ratio: nil),
      Line(name: "system, unknowns", value: Double(dense.dimension), unit: "count", ratio: nil),
      Line(
        name: "dense LU, one factorization and solve", value: dense.seconds, unit: "s", ratio: 1),
      Line(
        name: "structured, one certified solve", value: structured.seconds, unit: "s",
        ratio: structured.seconds / dense.seconds),
      Line(
        name: "dense LU / structured", value: dense.seconds / structured.seconds, unit: "times",
        ratio: nil),
      Line(name: "dense LU, peak memory", value: denseMemory, unit: "MB", ratio: 1),
      Line(
        name: "structured, peak memory", value: structuredMemory, unit: "MB",
        ratio: structuredMemory / denseMemory),
      Line(
        name: "structured, operator and certificate, once", value: structured.preparation,
        unit: "s", ratio: structured.preparation / dense.seconds),
      Line(
        name: "structured, iterations", value: Double(structured.iterations ?? 0), unit: "count",
        ratio: nil),
      Line(
        name: "structured, certified error bound", value: structured.errorBound ?? .nan,
        unit: "million EUR", ratio: nil),
      Line(name: "difference of the sums", value: agreement, unit: "relative", ratio: nil),
    ]
  }

  private func measure(_ kind: Measuring, threads: Int) throws -> (Measurement, Double) {
    let words = [program, "--measure", kind.rawValue] + (quick ? ["--quick"] : [])
    let child = try ChildProcess(words, environment: ["OPENBLAS_NUM_THREADS": "\(threads)"])
    return (try JSONDecoder().decode(Measurement.self, from: child.output), child.peakMemory)
  }
}
