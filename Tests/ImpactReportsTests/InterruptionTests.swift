import Foundation
import ImpactReports
import Testing

@testable import tia

/// One after the other: signals reach the whole process.
@Suite(.serialized) struct InterruptionTests {
  @Test func theSignalsThatEndAProgramAreCaught() {
    #expect(Set(Interruption.signals) == [SIGINT, SIGTERM, SIGHUP])
  }

  /// `SIGUSR1` stands in for the others, which would reach tests that run beside this one.
  @Test func aSignalDuringTheWriteLeavesNothing() async throws {
    let base = FileManager.default.temporaryDirectory.appending(path: "tia-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: base, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: base) }
    let folder = base.appending(path: "out")
    await #expect(throws: CancellationError.self) {
      try await Interruption.cancelling(on: [SIGUSR1]) {
        try OutputFolder(folder)
          .write { partial in
            try Data("half".utf8).write(to: partial.appending(path: "results.csv"))
            kill(getpid(), SIGUSR1)
            // Long enough for the signal to arrive on a busy machine; it ends at the first sign.
            for _ in 0..<1_000 where !Task.isCancelled { usleep(10_000) }
          }
      }
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: base.path).isEmpty)
  }
}
