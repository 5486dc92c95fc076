import Foundation
import Testing

@testable import tia

@Suite struct OutputDescriptorTests {
  @Test func aFullDeviceIsAFailure() throws {
    // A device of Linux that refuses every byte.
    guard let full = FileHandle(forWritingAtPath: "/dev/full") else { return }
    let output = OutputDescriptor(full.fileDescriptor)
    #expect(throws: OutputFailure.refused("No space left on device")) {
      try output.write([1, 2, 3])
    }
    try full.close()
  }

  @Test func aReaderThatLeftIsToldApart() throws {
    Console.prepare()
    let pipe = Pipe()
    let output = OutputDescriptor(pipe.fileHandleForWriting.fileDescriptor)
    try output.write(Array("first\n".utf8))
    try pipe.fileHandleForReading.close()
    #expect(throws: OutputFailure.readerLeft) { try output.write(Array("second\n".utf8)) }
  }

  @Test func aClosedDescriptorIsAFailure() {
    // Far above any number that a process is given.
    let output = OutputDescriptor(1_000_000)
    #expect(throws: OutputFailure.refused("it is closed")) { try output.write([1]) }
  }

  @Test func exitCodesOfOutput() async throws {
    try await Fault.reported { throw OutputFailure.readerLeft }
    await #expect(throws: Fault.ours) {
      try await Fault.reported { throw OutputFailure.refused("no space") }
    }
  }
}
