import Foundation
import ImpactEconomies
import ImpactEconomyFiles
import ImpactReports

/// The checks of a table as a list, shared by two commands.
enum TableFindings {
  /// Writes the list; throws the exit code of bad input for errors, when strict also for warnings.
  static func report(
    _ folder: TableFolder, _ options: TableCheckOptions, isStrict: Bool, format: ListFormat
  ) throws {
    let checks = folder.table.checks(options)
    let bar: TableCheck.Severity = isStrict ? .warning : .error
    let failed = checks.filter { $0.severity >= bar }
    do {
      switch format {
      case .table: try Console.write(text(checks))
      case .csv: try listing(checks).write(.csv)
      }
    } catch OutputFailure.readerLeft where !failed.isEmpty {
      // The exit code still tells of the failure.
    }
    for notice in folder.notices { Console.message("notice: \(notice.message)") }
    guard !failed.isEmpty else { return }
    Console.message(
      "tia: \(failed.count) of \(checks.count) checks fail: "
        + failed.map(\.name).joined(separator: ", "))
    throw Fault.badInput
  }

  private static func word(_ severity: TableCheck.Severity) -> String {
    switch severity {
    case .holds: "holds"
    case .remark: "remark"
    case .warning: "WARNING"
    case .error: "ERROR"
    }
  }

  /// One line for each check, with its offenders below.
  private static func text(_ checks: [TableCheck]) -> String {
    var table = TextTable(["check", "result", "finding"], leading: 3)
    for check in checks {
      table.add([check.name, word(check.severity), check.message])
      for offender in check.offenders {
        table.add(["", "", "  \(offender.place): \(short(offender.value)) \(check.measure)"])
      }
    }
    return table.lines(width: .max).map { $0 + "\n" }.joined()
  }

  /// One row for each offender, or one for a check without.
  private static func listing(_ checks: [TableCheck]) -> Listing {
    Listing(
      header: ["check", "result", "count", "message", "where", "value", "measure"], leading: 2,
      trailing: 1,
      rows: checks.flatMap { check -> [[String]] in
        let head = [check.name, word(check.severity), "\(check.count)", check.message]
        guard !check.offenders.isEmpty else { return [head + ["", "", ""]] }
        return check.offenders.map {
          head + [$0.place, $0.value.isNaN ? "" : "\($0.value)", check.measure]
        }
      })
  }

  private static func short(_ value: Double) -> String {
    String(format: "%.4g", value)
  }
}
