import CImpactOpenBLAS
import Foundation

/// The number of threads of OpenBLAS, set in this one place.
///
/// The engine splits its work itself, so BLAS gets one thread at first use unless the host
/// declared otherwise with `OPENBLAS_NUM_THREADS`.
package enum BLASThreads {
  private static let configured: Void = {
    if ProcessInfo.processInfo.environment["OPENBLAS_NUM_THREADS"] == nil {
      openblas_set_num_threads(1)
    }
  }()

  /// Makes sure that the number of threads is set; called before every group of BLAS calls.
  package static func configure() { _ = configured }

  /// Threads in use now.
  package static var count: Int {
    configure()
    return Int(openblas_get_num_threads())
  }

  /// Build and kernel names of the library, for manifests.
  package static var library: String {
    guard let text = openblas_get_config() else { return "OpenBLAS" }
    return String(cString: text)
  }
}
