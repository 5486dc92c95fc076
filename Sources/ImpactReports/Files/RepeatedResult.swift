package import Foundation
package import ImpactDiagnostics
import ImpactDocuments

/// A result folder beside the one that the same recipe gave again, file by file.
///
/// Bytes that are equal need no words. Else numbers are compared one by one: two agree when they
/// differ by no more than 1e-6 of the largest number of their kind, plus one unit of their last
/// decimal. Texts must be equal, but what tells of the machine, the time and the solves, and the words
/// of notices, which may hold numbers.
package struct RepeatedResult: Sendable {
  /// Files whose bytes differ though every number agrees.
  package private(set) var rounded: [String] = []
  /// What does not agree.
  package private(set) var problems: [Problem] = []

  /// The accuracy that solves have on any machine.
  package static let tolerance = 1e-6

  private let old: URL
  private let new: URL

  /// Compares all files that either folder should hold.
  ///
  /// Throws a `ProblemReport` where a manifest cannot be read.
  package init(old: URL, new: URL) throws {
    (self.old, self.new) = (old, new)
    let expected = "a folder that `tia run --out` wrote"
    let before = try RunManifest.read(old, expected: expected).files
    let after = try RunManifest.read(new, expected: expected).files
    for name in Set(before + after).sorted() + [RunManifest.fileName] { compare(name) }
  }

  private mutating func report(_ name: String, _ message: String, _ expected: String) {
    problems.append(
      Problem(
        at: Location(file: old.appending(path: name).path), message, expected: expected))
  }

  private mutating func compare(_ name: String) {
    guard let a = FileManager.default.contents(atPath: old.appending(path: name).path) else {
      return report(name, "the file is missing", "the file as `tia run` wrote it")
    }
    guard let b = FileManager.default.contents(atPath: new.appending(path: name).path) else {
      return report(name, "the run does not write such a file now", "the file of the result")
    }
    guard a != b else { return }
    let difference: String?
    if name.hasSuffix(".npy") {
      difference = Self.arrays(Array(a), Array(b), name)
    } else if name.hasSuffix(".csv") {
      difference = Self.tables(a, b)
    } else if name.hasSuffix(".json") {
      difference = Self.documents(a, b)
    } else {
      difference = "its text is not that of the result"
    }
    if let difference {
      report(
        name, difference,
        "what the run gives now, numbers to \(Self.tolerance) of the largest of their kind")
    } else if name != RunManifest.fileName {
      rounded.append(name)
    }
  }

  // MARK: Arrays

  private static func arrays(_ a: [UInt8], _ b: [UInt8], _ name: String) -> String? {
    guard let a = try? NumpyArray(bytes: a, file: name),
      let b = try? NumpyArray(bytes: b, file: name)
    else { return "the array cannot be read" }
    guard a.shape == b.shape else { return "the array has another shape" }
    let size = b.values.reduce(0) { max($0, $1.isFinite ? abs($1) : 0) }
    let wrong = zip(a.values, b.values)
      .count { $0.isNaN != $1.isNaN || abs($0 - $1) > tolerance * size }
    return wrong == 0 ? nil : "\(wrong) of \(a.values.count) numbers differ"
  }

  // MARK: Tables

  /// Columns that say what kind of number a line holds.
  private static let kinds: Set<String> = ["indicator", "effect", "lever", "figure", "unit"]
  private static let numbers: Set<String> = ["value", "p05", "p50", "p95"]

  private static func tables(_ a: Data, _ b: Data) -> String? {
    let (a, b) = (lines(a), lines(b))
    guard a.count == b.count else { return "\(a.count) lines in place of \(b.count)" }
    guard let header = b.first, header == a.first else { return "the header is another" }
    let names = header.split(separator: ",").map(String.init)
    var largest: [String: Double] = [:]
    var pairs: [(line: Int, kind: String, gap: Double, unit: Double)] = []
    for (k, (mine, theirs)) in zip(a, b).enumerated() {
      guard k > 0 else { continue }
      let (mine, theirs) = (fields(mine), fields(theirs))
      guard mine.count == theirs.count else { return "line \(k + 1) has other fields" }
      let kind = zip(names, theirs).filter { kinds.contains($0.0) }.map(\.1)
        .joined(separator: ",")
      for (column, (x, y)) in zip(mine, theirs).enumerated() {
        let isNumber = column < names.count && numbers.contains(names[column])
        if isNumber, let size = Double(y) { largest[kind] = max(largest[kind] ?? 0, abs(size)) }
        guard x != y else { continue }
        guard isNumber, let p = Double(x), let q = Double(y) else {
          return "line \(k + 1) differs"
        }
        pairs.append((k + 1, kind, abs(p - q), lastPlace(y)))
      }
    }
    let wrong = pairs.filter { $0.gap > tolerance * (largest[$0.kind] ?? 0) + 1.01 * $0.unit }
    return wrong.first.map {
      "\(wrong.count) number\(wrong.count == 1 ? " differs" : "s differ"), the first in line \($0.line)"
    }
  }

  private static func lines(_ data: Data) -> [Substring] {
    String(decoding: data, as: UTF8.self).split(separator: "\n")
  }

  /// Fields between commas; quoted commas split alike on both sides.
  private static func fields(_ line: Substring) -> [String] {
    line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }

  /// 10^−d for a number with d decimals.
  private static func lastPlace(_ text: String) -> Double {
    guard let point = text.firstIndex(of: ".") else { return 1 }
    var unit = 1.0
    for _ in text[text.index(after: point)...] { unit /= 10 }
    return unit
  }

  // MARK: Documents

  /// Keys that tell of the machine, the time and the way of solving.
  private static let passing: Set<String> = [
    "created", "machine", "timing", "toolVersion", "certificates", "checks", "solver", "message",
    "table",
    "convergence", "solution", "file",
  ]

  private static func documents(_ a: Data, _ b: Data) -> String? {
    guard let a = try? JSONSerialization.jsonObject(with: a),
      let b = try? JSONSerialization.jsonObject(with: b)
    else { return "the file cannot be understood" }
    return difference(a, b, at: "").map { "\($0) differs" }
  }

  /// The first place where two documents differ; nil when they agree.
  private static func difference(_ a: Any, _ b: Any, at path: String) -> String? {
    switch (a, b) {
    case (let a as [String: Any], let b as [String: Any]):
      for key in Set(a.keys).union(b.keys).sorted() where !passing.contains(key) {
        let below = path.isEmpty ? key : "\(path).\(key)"
        guard let x = a[key], let y = b[key] else { return below }
        if let found = difference(x, y, at: below) { return found }
      }
      return nil
    case (let a as [Any], let b as [Any]):
      guard a.count == b.count else { return path }
      for (k, (x, y)) in zip(a, b).enumerated() {
        if let found = difference(x, y, at: "\(path)[\(k)]") { return found }
      }
      return nil
    case (let a as NSNumber, let b as NSNumber):
      let (x, y) = (a.doubleValue, b.doubleValue)
      let unit = min(lastPlace("\(x)"), lastPlace("\(y)"))
      return abs(x - y) <= tolerance * abs(y) + 1.01 * unit ? nil : path
    case (let a as String, let b as String): return a == b ? nil : path
    default: return a is NSNull && b is NSNull ? nil : path
    }
  }
}
