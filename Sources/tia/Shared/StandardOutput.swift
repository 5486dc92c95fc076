import Foundation

/// Why text could not be written to standard output.
enum OutputFailure: Error, Equatable {
  /// The reader went away, as in `tia … | head -1`: nothing more is wanted.
  case readerLeft
  /// The system's own words, for example that no space is left.
  case refused(String)
}

/// A file descriptor that takes bytes whole, or fails with the reason.
struct OutputDescriptor: Sendable {
  let number: Int32
  private let isOpen: Bool

  /// Notes whether it is open now: a number closed at the start may later be some other file.
  init(_ number: Int32) {
    self.number = number
    isOpen = fcntl(number, F_GETFD) != -1
  }

  /// Writes all bytes or throws `OutputFailure`; `SIGPIPE` must be ignored for `readerLeft` to be seen.
  func write(_ bytes: [UInt8]) throws {
    guard isOpen else { throw OutputFailure.refused("it is closed") }
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = Foundation.write(number, Array(rest), rest.count)
      let reason = errno
      if written >= 0 {
        rest = rest.dropFirst(written)
      } else if reason == EAGAIN {
        try waitUntilReady()
      } else if reason != EINTR {
        throw Self.failure(reason)
      }
    }
  }

  /// Waits for a descriptor that does not block by itself.
  private func waitUntilReady() throws {
    var request = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
    guard poll(&request, 1, -1) < 0, errno != EINTR else { return }
    throw Self.failure(errno)
  }

  private static func failure(_ reason: Int32) -> OutputFailure {
    reason == EPIPE ? .readerLeft : .refused(String(cString: strerror(reason)))
  }
}
