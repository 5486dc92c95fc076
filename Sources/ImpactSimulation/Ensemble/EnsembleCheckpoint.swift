public import Foundation
import ImpactNumerics

/// A file that keeps the finished draws of a run, so that an interrupted one goes on where it was.
///
/// The same run with the same file gives the same result to the last bit, however often it was
/// interrupted. A file of another run is set aside with a notice and written anew.
public struct EnsembleCheckpoint: Sendable, Hashable {
  /// Where it stands.
  public let url: URL
  /// What the result follows from beside the scenario's parameters and the options of the ensemble,
  /// each with its name: hashes of scenario and economy, version, options of the command.
  public let identity: [String: String]

  /// A checkpoint; nothing is read or written yet.
  public init(at url: URL, identity: [String: String]) {
    self.url = url
    self.identity = identity
  }

  /// Whether there is something to go on from.
  public var exists: Bool { FileManager.default.fileExists(atPath: url.path) }

  /// Takes the file away; to be called when the result is safe.
  public func remove() throws {
    if exists { try FileManager.default.removeItem(at: url) }
  }
}

/// What a finished block is about.
struct CheckpointKey: Hashable {
  enum Kind: Int {
    /// Fingerprint of the coordinates.
    case basis
    /// Draws in coordinates.
    case coordinates
    /// Draws that coordinates leave too much out of.
    case remainder
    /// Draws of one year in full.
    case year
    /// Bands of a year whose draws are all solved in full.
    case bands
  }

  let kind: Kind
  let number: Int
  let year: Int

  init(_ kind: Kind, _ number: Int, year: Int = 0) {
    (self.kind, self.number, self.year) = (kind, number, year)
  }
}

/// A finished block of draws.
struct FinishedBlock {
  var outcomes: [ReducedSolver.Outcome] = []
  var full: [(DrawYear, EnsembleStore.Full)] = []
  var refused: [DrawYear] = []

  static func coordinates(_ outcomes: [ReducedSolver.Outcome]) -> FinishedBlock {
    FinishedBlock(outcomes: outcomes)
  }

  static func full(
    _ full: [(DrawYear, EnsembleStore.Full)], refused: [DrawYear]
  ) -> FinishedBlock {
    FinishedBlock(full: full, refused: refused)
  }

  var bytes: [UInt8] {
    var writer = ByteWriter()
    func write(_ system: DrawYear) {
      writer.append(system.draw)
      writer.append(system.t)
    }
    func write(_ extras: [CellExtra]) {
      writer.append(counted: extras.map(\.slot))
      writer.append(counted: extras.map(\.value))
    }
    writer.append(outcomes.count)
    for outcome in outcomes {
      write(outcome.system)
      writer.append(counted: outcome.coordinates)
      writer.append(counted: [outcome.residual])
      writer.append(outcome.extras == nil ? 0 : 1)
      if let extras = outcome.extras { write(extras) }
    }
    writer.append(full.count)
    for (system, found) in full {
      write(system)
      writer.append(found.output)
      writer.append(counted: found.channels)
      write(found.extras)
    }
    writer.append(refused.count)
    for system in refused { write(system) }
    return writer.bytes
  }

  init(
    outcomes: [ReducedSolver.Outcome] = [], full: [(DrawYear, EnsembleStore.Full)] = [],
    refused: [DrawYear] = []
  ) {
    (self.outcomes, self.full, self.refused) = (outcomes, full, refused)
  }

  /// Nil for bytes that are no block.
  init?(bytes: [UInt8]) {
    var reader = ByteReader(bytes)
    for _ in 0..<(reader.integer() ?? 0) {
      guard let system = Self.system(&reader), let coordinates = reader.floats(),
        let residual = reader.floats()?.first, let mark = reader.integer()
      else { return nil }
      let extras = mark == 0 ? nil : Self.extras(&reader)
      guard mark == 0 || extras != nil else { return nil }
      outcomes.append(
        ReducedSolver.Outcome(
          system: system, coordinates: coordinates, residual: residual, extras: extras))
    }
    for _ in 0..<(reader.integer() ?? 0) {
      guard let system = Self.system(&reader), let output = reader.drawValues(),
        let channels = reader.doubles(), let extras = Self.extras(&reader)
      else { return nil }
      full.append((system, EnsembleStore.Full(output: output, channels: channels, extras: extras)))
    }
    for _ in 0..<(reader.integer() ?? 0) {
      guard let system = Self.system(&reader) else { return nil }
      refused.append(system)
    }
    guard reader.isAtEnd else { return nil }
  }

  private static func system(_ reader: inout ByteReader) -> DrawYear? {
    guard let draw = reader.integer(), let t = reader.integer() else { return nil }
    return DrawYear(draw: draw, t: t)
  }

  private static func extras(_ reader: inout ByteReader) -> [CellExtra]? {
    guard let slots = reader.integers(), let values = reader.doubles(),
      slots.count == values.count
    else { return nil }
    return zip(slots, values).map { CellExtra(slot: $0, value: $1) }
  }
}
