import CImpactKernels

/// How the process holds memory.
package enum ProcessMemory {
  /// Lets the process keep memory that it frees, in one pool for all threads.
  ///
  /// Blocks of some megabytes come and go thousands of times. Given back to the system each time, they must be
  /// cleared again at each use, and a pool for each thread holds what another could use. For programs that end
  /// with their work; does nothing without the GNU C library.
  package static func keepFreed() { impact_keep_memory() }
}
