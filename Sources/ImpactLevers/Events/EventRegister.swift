import Foundation
public import ImpactDiagnostics
import ImpactDocuments

/// One announcement: a closure, cut or opening at a named plant.
public struct AnnouncedEvent: Sendable, Hashable {
  /// What happens.
  public enum Kind: String, Sendable, CaseIterable {
    case closure, cut, opening, expansion
    /// Whether jobs are lost.
    var isLoss: Bool { self == .closure || self == .cut }
  }

  /// Region code.
  public var region: String
  /// Industry code.
  public var industry: String
  /// First year of the effect.
  public var year: Int
  /// Year in which all jobs have changed; on a straight line from `year`.
  public var until: Int
  /// Jobs, a positive number of persons; `kind` says whether they are lost.
  public var jobs: Double
  /// Jobs of the plant before the event, whose part in the transition it replaces.
  public var plantJobs: Double
  /// What happens.
  public var kind: Kind
  /// Name of the plant or firm, unique within a register together with the industry.
  public var plant: String
  /// Who says so.
  public var source: String
  /// Tag of the evidence.
  public var evidence: String
  /// Year of the announcement; nil when the file does not say.
  public var announced: Int?
  /// File and line.
  public var location: Location?

  /// An announcement.
  public init(
    region: String, industry: String, year: Int, until: Int? = nil, jobs: Double,
    plantJobs: Double? = nil, kind: Kind, plant: String, source: String, evidence: String = "M",
    announced: Int? = nil, location: Location? = nil
  ) {
    self.region = region
    self.industry = industry
    self.year = year
    self.until = until ?? year
    self.jobs = jobs
    self.plantJobs = plantJobs ?? (kind.isLoss ? jobs : 0)
    self.kind = kind
    self.plant = plant
    self.source = source
    self.evidence = evidence
    self.announced = announced
    self.location = location
  }

  /// Jobs that have changed by a year, persons; negative for losses.
  func change(in year: Int) -> Double {
    guard year >= self.year else { return 0 }
    let part = year >= until ? 1 : Double(year - self.year + 1) / Double(until - self.year + 1)
    return (kind.isLoss ? -jobs : jobs) * part
  }
}

/// Reads a register of announcements: CSV, strictly, with every problem at once.
public enum EventRegister {
  static let columns = [
    "region", "industry", "year", "until", "jobs", "plant_jobs", "kind", "plant", "announced",
    "source", "evidence",
  ]

  /// Reads the file at a path.
  ///
  /// Regions and industries must be among those given; with an empty list any code is taken. Throws
  /// `ProblemReport`.
  public static func read(
    path: String, regions: [String], industries: [String]
  ) throws -> [AnnouncedEvent] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ProblemReport([
        Problem(
          at: Location(file: path), "the file cannot be read",
          expected: "a register of events: \(columns.joined(separator: ","))")
      ])
    }
    return try read(bytes: Array(data), file: path, regions: regions, industries: industries)
  }

  /// Reads bytes; `file` names them in problems.
  public static func read(
    bytes: [UInt8], file: String, regions: [String], industries: [String]
  ) throws -> [AnnouncedEvent] {
    var table = try TableReader(bytes: bytes, file: file, columns: columns)
    var events: [AnnouncedEvent] = []
    var seen: [String: Int] = [:]
    let known = (Set(regions), Set(industries))
    for row in 0..<table.rowCount {
      let event = event(row, &table, known)
      let plant = table.required(row, 7)
      let key = "\(plant), \(table.text(row, 1)), \(table.text(row, 0))"
      if let first = seen[key] {
        table.report(
          row, 7, "`\(plant)` appears twice for \(table.text(row, 1)) of \(table.text(row, 0))",
          expected: "one row for each plant; the first is on line \(table.location(first, 7).line)")
      } else {
        seen[key] = row
      }
      if let event { events.append(event) }
    }
    try table.finish()
    guard !events.isEmpty else {
      throw ProblemReport([
        Problem(at: Location(file: file), "the register has no rows", expected: "events")
      ])
    }
    return events
  }

  private static func event(
    _ row: Int, _ table: inout TableReader, _ known: (Set<String>, Set<String>)
  ) -> AnnouncedEvent? {
    let count = table.problems.count
    let region = code(row, 0, &table, known.0, "region")
    let industry = code(row, 1, &table, known.1, "industry")
    let year = whole(row, 2, &table)
    let until = table.isEmpty(row, 3) ? year : whole(row, 3, &table)
    let jobs = positive(row, 4, &table)
    let plantJobs = table.isEmpty(row, 5) ? nil : positive(row, 5, &table)
    let kind = AnnouncedEvent.Kind(rawValue: table.text(row, 6))
    if kind == nil {
      table.report(
        row, 6, "`\(table.text(row, 6))` is no kind of event",
        expected: AnnouncedEvent.Kind.allCases.map(\.rawValue).joined(separator: ", "))
    }
    let announced = table.isEmpty(row, 8) ? nil : whole(row, 8, &table)
    let source = table.required(row, 9)
    let evidence = table.required(row, 10)
    if let year, let until, until < year {
      table.report(
        row, 3, "the event ends in \(until), before it starts in \(year)",
        expected: "a year from \(year) on")
    }
    if let jobs, let plantJobs, kind?.isLoss == true, plantJobs < jobs {
      table.report(
        row, 5, "the plant has \(Int(plantJobs)) jobs and loses \(Int(jobs))",
        expected: "at least the jobs that are lost")
    }
    guard table.problems.count == count, let year, let jobs, let kind else { return nil }
    return AnnouncedEvent(
      region: region, industry: industry, year: year, until: until, jobs: jobs,
      plantJobs: plantJobs, kind: kind, plant: table.text(row, 7), source: source,
      evidence: evidence, announced: announced, location: table.location(row, 0))
  }

  private static func code(
    _ row: Int, _ column: Int, _ table: inout TableReader, _ known: Set<String>, _ what: String
  ) -> String {
    let text = table.required(row, column)
    if !text.isEmpty, !known.isEmpty, !known.contains(text) {
      table.report(
        row, column, "the economy has no \(what) `\(text)`", expected: "a code of `tia list`")
    }
    return text
  }

  private static func whole(_ row: Int, _ column: Int, _ table: inout TableReader) -> Int? {
    guard let value = table.number(row, column) else { return nil }
    guard value == value.rounded(), DocumentYears.range.contains(Int(value)) else {
      table.report(
        row, column, "`\(table.text(row, column))` is not a year",
        expected: DocumentYears.expectation)
      return nil
    }
    return Int(value)
  }

  private static func positive(_ row: Int, _ column: Int, _ table: inout TableReader) -> Double? {
    guard let value = table.number(row, column) else { return nil }
    guard value > 0 else {
      table.report(
        row, column, "`\(table.text(row, column))` in `\(table.names[column])` is not above zero",
        expected: "a number of persons; the kind says whether they are lost")
      return nil
    }
    return value
  }
}
