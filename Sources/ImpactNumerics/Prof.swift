import Foundation
import Synchronization
package enum Prof {
  static let all = Mutex<[String: (Double, Int)]>([:])
  static func now() -> Double { var t = timespec(); clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t); return Double(t.tv_sec) + 1e-9 * Double(t.tv_nsec) }
  package static func run<T>(_ name: String, _ body: () throws -> T) rethrows -> T {
    let a = now(); defer { let d = now() - a; all.withLock { let o = $0[name] ?? (0, 0); $0[name] = (o.0 + d, o.1 + 1) } }
    return try body()
  }
  package static func show() { for (k, v) in all.withLock({ $0 }).sorted(by: { $0.value.0 > $1.value.0 }) { FileHandle.standardError.write(Data("\(k) \(v.0) s in \(v.1)\n".utf8)) } }
}
