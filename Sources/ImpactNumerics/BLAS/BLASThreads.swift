import CImpactKernels
import CImpactOpenBLAS
import Foundation

/// The number of threads of OpenBLAS, set in this one place.
///
/// The engine splits its work itself, so BLAS gets one thread at first use unless the host
/// declared otherwise with `OPENBLAS_NUM_THREADS`. The number holds for the whole process and rounding depends
/// on it, so it is never changed afterwards.
package enum BLASThreads {
  private static let declared = ProcessInfo.processInfo.environment["OPENBLAS_NUM_THREADS"] != nil
  private static let configured: Void = {
    if !declared { openblas_set_num_threads(1) }
  }()

  /// Makes sure that the number of threads is set; called before every group of BLAS calls.
  package static func configure() { _ = configured }

  /// Threads in use now.
  package static var count: Int {
    configure()
    return Int(openblas_get_num_threads())
  }

  /// Build and kernel names of the library, for manifests.
  package static var buildDescription: String {
    guard let text = openblas_get_config() else { return "OpenBLAS" }
    return String(cString: text)
  }

  /// The processor that OpenBLAS chose its kernels for, and the instruction set of our own.
  package static var coreType: String {
    let core = openblas_get_corename().map { String(cString: $0) } ?? "unknown"
    return "\(core); panel kernels \(String(cString: impact_kernel_name()))"
  }
}
