/// The libraries below the numerics, for manifests and reports.
public enum NumericsLibrary {
  /// Build of OpenBLAS, the processor it chose its kernels for, and the instruction set of this package's kernels.
  public static var description: String {
    "\(BLASThreads.buildDescription); \(BLASThreads.coreType)"
  }
}
