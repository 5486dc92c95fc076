import Foundation

/// Starts measurements in processes of their own.
struct Jobs {
  let program: String
  /// A Python to compare with, if there is one.
  let python: String?
  /// The script that it runs.
  let reference: String
  let folder: URL
  /// Variables of all children: BLAS may use every core.
  private let environment: [String: String]

  init(program: String, python: String?, reference: String) {
    self.program = program
    self.python = python
    self.reference = reference
    folder = FileManager.default.temporaryDirectory.appending(path: "tia-compare-\(UUID().uuidString)")
    environment = ["OPENBLAS_NUM_THREADS": "\(ProcessInfo.processInfo.activeProcessorCount)"]
  }

  func prepare() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  func clean() { try? FileManager.default.removeItem(at: folder) }

  func path(_ name: String) -> String { folder.appending(path: name).path }

  /// Numbers of one job and the peak memory of its process, megabytes, as `process`.
  func measure(_ name: String, size: Int = 0, file: String? = nil) throws -> [String: Double] {
    let words =
      [program, "--measure", name, "--size", "\(size)"] + (file.map { ["--file", path($0)] } ?? [])
    // Panels run side by side with one BLAS thread each; only dense work wants all cores in one call.
    let dense = ["rates", "factorization", "inverse", "block", "thousand", "table"].contains(name)
    let child = try ChildProcess(words, environment: dense ? environment : [:])
    var numbers = try JSONDecoder().decode([String: Double].self, from: child.output)
    numbers["process"] = child.peakMemory
    return numbers
  }

  struct Reference: Codable {
    let numbers: [String: Double]
    let versions: [String: String]
  }

  /// What numpy, scipy and pymrio need for the table in a file; nil without a Python that has them.
  func reference(_ file: String, dimension: Int, _ wanted: [String]) -> Reference? {
    guard let python else { return nil }
    let words = [python, reference, path(file), "\(dimension)"] + wanted
    guard let child = try? ChildProcess(words, environment: environment) else { return nil }
    return try? JSONDecoder().decode(Reference.self, from: child.output)
  }
}
