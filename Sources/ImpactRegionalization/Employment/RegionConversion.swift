/// Carries persons by NUTS 2013 region over to NUTS 2021.
///
/// A piece of region a that lies in t takes the share w(a,t) / Σ_t w(a,t) of a's persons, with
/// w(a,t) = margin of t × inhabitants of the piece / inhabitants of t. So a region that was split
/// follows the employment of its parts, and inhabitants decide only inside a part.
struct RegionConversion {
  struct Link {
    let from: String
    let to: String
    let share: Double
  }

  private let pieces: [RegionCrosswalk.Piece]
  private let population: [String: Double]

  /// Pieces that carry less than this share of a region are border corrections, not splits.
  static let border = 0.01

  init(_ crosswalk: RegionCrosswalk) {
    pieces = crosswalk.pieces(from: 2013, to: 2021)
    var population: [String: Double] = [:]
    for piece in pieces { population[piece.to, default: 0] += piece.population }
    self.population = population
  }

  /// Links of a country's regions; `margin` is nil where only inhabitants are known.
  func links(of country: String, margin: (String) -> Double?) -> [Link] {
    let own = pieces.filter { $0.from.hasPrefix(country) }
    let weights = own.map { piece in
      guard let persons = margin(piece.to), let whole = population[piece.to], whole > 0
      else { return piece.population }
      return persons * piece.population / whole
    }
    var sums: [String: Double] = [:]
    for (piece, weight) in zip(own, weights) { sums[piece.from, default: 0] += weight }
    return zip(own, weights)
      .compactMap { piece, weight in
        guard let sum = sums[piece.from], sum > 0 else { return nil }
        return Link(from: piece.from, to: piece.to, share: weight / sum)
      }
  }

  /// A size for a region of 2013: the margins of its pieces, or its inhabitants.
  func size(of region: String, margin: (String) -> Double?) -> Double {
    var size = 0.0
    for piece in pieces where piece.from == region {
      guard let persons = margin(piece.to), let whole = population[piece.to], whole > 0 else {
        size += piece.population
        continue
      }
      size += persons * piece.population / whole
    }
    return size
  }

  /// The region of 2013 that holds most inhabitants of a region of 2021.
  func main(of region: String) -> String? {
    pieces.filter { $0.to == region }.max { $0.population < $1.population }?.from
  }

  /// Every region that gives a part away or receives one, between two versions.
  static func moves(
    _ crosswalk: RegionCrosswalk, from: Int, to: Int, countries: Set<String>
  ) -> [RegionalEmployment.QualityLine] {
    let pieces = crosswalk.pieces(from: from, to: to)
      .filter {
        countries.contains(String($0.from.prefix(2)))
      }
    var population: [String: Double] = [:]
    var parts: [String: Int] = [:]
    for piece in pieces {
      population[piece.from, default: 0] += piece.population
      parts[piece.from, default: 0] += 1
    }
    return pieces.compactMap { piece in
      guard let count = parts[piece.from], count > 1, let whole = population[piece.from], whole > 0
      else { return nil }
      let share = piece.population / whole
      let kind =
        share < border ? "border correction" : share > 1 - border ? "keeps the rest" : "split"
      return RegionalEmployment.QualityLine(
        "regions", "\(piece.from) (\(from)) to \(piece.to) (\(to))", share, "share of inhabitants",
        kind)
    }
  }
}
