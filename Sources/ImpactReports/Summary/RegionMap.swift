import ImpactSimulation

/// A picture of the change of jobs: one circle a region, its area in proportion to the change.
///
/// Positions are the regions' representative points, x = (λ − west)/(east − west)·width and
/// y = (north − φ)/(north − south)·height; no boundaries are drawn. Empty without positions.
struct RegionMap: Sendable {
  let svg: String

  private static let (width, height) = (760.0, 720.0)
  private static let (west, east, south, north) = (-11.0, 31.0, 34.5, 66.5)
  /// Area of the largest circle as a share of the picture's.
  private static let largest = 0.012

  private struct Mark {
    let x: Double
    let y: Double
    let change: Double
    let title: String
  }

  init(_ sheet: ResultSheet, year: Int) {
    let places = sheet.places.union.map { $0.regions.map { sheet.places.regions[$0] } } ?? []
    let marks = places.compactMap { Self.mark(of: $0, sheet, year: year) }
    let most = marks.map { abs($0.change) }.max() ?? 0
    guard most > 0 else {
      svg = ""
      return
    }
    let scale = (Self.largest * Self.width * Self.height / (Double.pi * most)).squareRoot()
    let circles = marks.sorted { abs($0.change) > abs($1.change) }
      .map { mark in
        let colour = mark.change < 0 ? "#b2182b" : "#2166ac"
        let radius = max(1.5, scale * abs(mark.change).squareRoot())
        return "<circle cx=\"\(Self.text(mark.x))\" cy=\"\(Self.text(mark.y))\" "
          + "r=\"\(Self.text(radius))\" fill=\"\(colour)\" fill-opacity=\"0.55\" "
          + "stroke=\"\(colour)\" stroke-width=\"0.6\"><title>\(mark.title)</title></circle>\n"
      }
    svg =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" "
      + "viewBox=\"0 0 \(Int(Self.width)) \(Int(Self.height) + 30)\" font-family=\"sans-serif\" "
      + "font-size=\"12\">\n<title>Change of jobs by region, "
      + "\(sheet.result.years[year])</title>\n" + circles.joined()
      + Self.legend(year: sheet.result.years[year]) + "</svg>\n"
  }

  private static func mark(of place: Place, _ sheet: ResultSheet, year: Int) -> Mark? {
    let region = sheet.result.regions[place.regions[0]]
    let change = sheet.change(.employment, year: year, in: place)
    guard let longitude = region.longitude, let latitude = region.latitude, change.isFinite,
      west < longitude, longitude < east, south < latitude, latitude < north
    else { return nil }
    let percent = ReadableNumber.percent(sheet.percent(.employment, year: year, in: place))
    var title = "\(place.code) \(place.name): \(ReadableNumber.persons(change)) jobs (\(percent) %)"
    if let band = sheet.band(.employment, year: year, in: place) {
      title +=
        ", from \(ReadableNumber.persons(band.p05)) to \(ReadableNumber.persons(band.p95))"
    }
    return Mark(
      x: (longitude - west) / (east - west) * width,
      y: (north - latitude) / (north - south) * height, change: change,
      title: TerminalSummary.escaped(title))
  }

  private static func legend(year: Int) -> String {
    let y = Int(height) + 14
    return "<circle cx=\"16\" cy=\"\(y)\" r=\"6\" fill=\"#b2182b\" fill-opacity=\"0.55\"/>"
      + "<text x=\"28\" y=\"\(y + 4)\">jobs lost in \(year)</text>"
      + "<circle cx=\"150\" cy=\"\(y)\" r=\"6\" fill=\"#2166ac\" fill-opacity=\"0.55\"/>"
      + "<text x=\"162\" y=\"\(y + 4)\">jobs gained (area of a circle: jobs)</text>\n"
  }

  private static func text(_ value: Double) -> String { FixedDecimal.text(value, decimals: 1) }
}
