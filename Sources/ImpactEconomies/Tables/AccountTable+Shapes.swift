import ImpactDiagnostics
import ImpactNumerics

extension AccountTable {
  /// Every size against the axes; all that do not fit are reported together.
  func checkShapes() throws {
    let (n, m, k) = (dimension, finalColumns.count, primaryRows.count)
    var problems: [Problem] = []
    func require(_ path: String, _ found: String, _ expected: String) {
      guard found != expected else { return }
      problems.append(
        Problem(at: nil, path: "\(name): \(path)", "its size is \(found)", expected: expected))
    }
    func require(_ path: String, _ matrix: Matrix, _ rows: Int, _ columns: Int) {
      require(path, "\(matrix.rows)×\(matrix.columns)", "\(rows)×\(columns)")
    }
    require("intermediate flows", intermediate, n, n)
    require("final uses", finalUses, n, m)
    require("primary inputs", primaryInputs, k, n)
    require("primary inputs of final uses", primaryInputsOfFinalUses, k, m)
    require("output", "\(output.count)", "\(n)")
    for account in satellites {
      require("satellite account \(account.code)", "\(account.values.count)", "\(n)")
    }
    guard problems.isEmpty else { throw ProblemReport(problems) }
  }
}
