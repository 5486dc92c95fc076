import ArgumentParser
import Foundation
import ImpactDiagnostics
import ImpactModels
import ImpactRegionalization
import ImpactSimulation

/// Exit codes beside 0 and 64 (wrong usage, which the argument parser gives), as in sysexits.h.
enum Fault {
  static let badInput = ExitCode(65)
  static let ours = ExitCode(70)
  static let interrupted = ExitCode(75)

  /// Runs a command's work and turns its errors into messages and exit codes.
  static func reported(_ work: () async throws -> Void) async throws {
    Console.prepare()
    do {
      try await work()
    } catch let report as ProblemReport {
      Console.message(report.description)
      let count = report.problems.count
      Console.message("tia: \(count) problem\(count == 1 ? "" : "s") in the input")
      throw badInput
    } catch OutputFailure.readerLeft {
      return
    } catch OutputFailure.refused(let reason) {
      Console.message("tia: standard output cannot be written: \(reason)")
      throw ours
    } catch is CancellationError {
      Console.message("tia: interrupted; nothing was written")
      throw interrupted
    } catch let exit as ExitCode {
      throw exit
    } catch let error as ValidationError {
      throw error
    } catch let fault as BuildFault {
      Console.message("tia: the sources cannot be used: \(fault)")
      throw badInput
    } catch let fault as BalancingFault {
      Console.message("tia: totals cannot be met: \(fault)")
      throw badInput
    } catch let error as SimulationError where error.comesFromInputs {
      Console.message("tia: \(error)")
      throw badInput
    } catch let error as TableFault where error.comesFromInputs {
      Console.message("tia: \(error)")
      throw badInput
    } catch let error as CocoaError {
      let path = error.userInfo[NSFilePathErrorKey] as? String ?? error.url?.path
      Console.message("tia: \(path.map { "\($0): " } ?? "")\(error.localizedDescription)")
      throw badInput
    } catch {
      Console.message("tia: internal fault: \(error)")
      Console.message("Please report this with the scenario and the output of `tia --version`.")
      throw ours
    }
  }

  /// A report of one problem without a place in a file.
  static func problem(_ message: String, expected: String) -> ProblemReport {
    ProblemReport([Problem(at: nil, message, expected: expected)])
  }
}

extension SimulationError {
  /// Whether the accounts or the scenario bring it about, rather than the program.
  fileprivate var comesFromInputs: Bool {
    switch self {
    case .notProductive, .notFinite, .negativePurchase, .priceNotPositive, .notConverged: true
    case .identityViolated, .numerics: false
    }
  }
}
