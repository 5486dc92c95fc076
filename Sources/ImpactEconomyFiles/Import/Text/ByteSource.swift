import Foundation
import ImpactDiagnostics

/// Bytes that come one after the other: a file, or what an archive holds.
protocol ByteSource: AnyObject {
  /// The next bytes, at most `count`; empty at the end.
  func next(_ count: Int) throws -> [UInt8]
}

/// A file that is read at any place, by several readers at once.
final class PlainFile: ByteSource, Sendable {
  let name: String
  let size: Int
  private let descriptor: Int32
  private let position: Position

  /// Throws `ProblemReport` when the file cannot be opened, or is a folder.
  init(path: String, name: String) throws {
    self.name = name
    descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else {
      let reason = String(cString: strerror(errno))
      throw Self.fault(name, "the file cannot be opened: \(reason)", "a readable file")
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else {
      close(descriptor)
      throw Self.fault(name, "this is a folder", "a file")
    }
    size = Int(status.st_size)
    position = Position()
  }

  deinit { close(descriptor) }

  private static func fault(_ name: String, _ message: String, _ expected: String) -> ProblemReport
  {
    ProblemReport([Problem(at: Location(file: name), message, expected: expected)])
  }

  /// Bytes from a place on; fewer than `count` only at the end of the file.
  func read(at offset: Int, count: Int) throws -> [UInt8] {
    let wanted = max(0, min(count, size - offset))
    var failure = false
    let bytes = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, filled in
      filled = 0
      while filled < wanted, let base = buffer.baseAddress {
        let got = pread(
          descriptor, base + filled, wanted - filled, off_t(offset + filled))
        if got < 0, errno == EINTR { continue }
        failure = got < 0
        guard got > 0 else { break }
        filled += got
      }
    }
    guard !failure else {
      throw Self.fault(
        name, "the file cannot be read: \(String(cString: strerror(errno)))", "a readable file")
    }
    return bytes
  }

  func next(_ count: Int) throws -> [UInt8] {
    let bytes = try read(at: position.offset, count: count)
    position.offset += bytes.count
    return bytes
  }

  /// Where sequential reading stands; one reader uses it at a time.
  private final class Position: @unchecked Sendable { var offset = 0 }
}

/// Bytes held in memory.
final class BytesInMemory: ByteSource {
  private let bytes: [UInt8]
  private var position = 0
  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func next(_ count: Int) -> [UInt8] {
    let end = min(bytes.count, position + count)
    defer { position = end }
    return Array(bytes[position..<end])
  }
}
