/// A quantity that changes over the years, such as `{2024: 0.136, 2030: 0.50, 2035: 0.82}`.
public struct DatedPath: Sendable, Hashable {
  /// How values run between two dated points: on a straight line, or at the earlier value.
  public enum Interpolation: String, Sendable, Hashable { case linear, step }

  /// The value in one calendar year.
  public struct Point: Sendable, Hashable {
    /// Calendar year; 0 when the path is one constant.
    public let year: Int
    /// In the unit of the quantity that the path describes; shares as fractions of 1.
    public let value: Double
    /// One point; any year and value are taken as they are.
    public init(year: Int, value: Double) {
      self.year = year
      self.value = value
    }
  }

  /// In ascending order of years, never empty.
  public let points: [Point]
  /// What holds between two points; outside them the nearest value stays.
  public let interpolation: Interpolation

  /// Points must be non-empty and strictly ascending in years.
  public init(points: [Point], interpolation: Interpolation = .linear) {
    precondition(!points.isEmpty, "a dated path needs at least one point")
    precondition(zip(points, points.dropFirst()).allSatisfy { $0.year < $1.year })
    self.points = points
    self.interpolation = interpolation
  }

  /// The same value in every year, kept as one point in year 0.
  public init(constant value: Double) { self.init(points: [Point(year: 0, value: value)]) }

  /// The earliest point, where the path begins.
  public var first: Point { points[0] }

  /// The value in a year: the first value before the first date, the last after the last, and
  /// between two dates on the straight line (`linear`) or at the earlier value (`step`).
  public func value(in year: Int) -> Double {
    guard let next = points.firstIndex(where: { $0.year > year }) else {
      return points[points.count - 1].value
    }
    guard next > 0 else { return points[0].value }
    let (a, b) = (points[next - 1], points[next])
    guard interpolation == .linear else { return a.value }
    return a.value + (b.value - a.value) * Double(year - a.year) / Double(b.year - a.year)
  }
}

/// Drive-train technologies of a vehicle.
public enum Technology: String, Sendable, Hashable, CaseIterable, Codable {
  /// Combustion engine on fossil fuel, full hybrid, plug-in hybrid, battery car.
  case ice, hev, phev, bev
  /// Fuel cell on hydrogen, and a combustion engine on synthetic fuel.
  case fcev, efuel

  /// The drive train whose parts makers a table holds for when it does not name this one.
  public var relative: Technology {
    switch self {
    case .efuel: .ice
    case .fcev: .bev
    default: self
    }
  }
}
