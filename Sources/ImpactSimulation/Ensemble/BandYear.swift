/// Bands of one year, and what its draws came to.
struct BandYear: Sendable {
  static let probabilities = [0.05, 0.5, 0.95]
  /// Rows of sums that each group of industries has: output, value added, employment known and estimated,
  /// compensation.
  static let rowsOfGroup = 5

  /// Three values for each cell, by indicator.
  var cells: [Indicator: DrawValues] = [:]
  /// Three values for each place and group, by indicator.
  var sums: [Indicator: DrawValues] = [:]
  /// Employment of the widest place, by draw.
  var jobs: [Double] = []
  /// Three values for each indicator, channel and place (`ChannelTotals`); empty where channels are not parted.
  var channels: [Double] = []
  /// Totals of every place by draw.
  var totals = DrawnTotals(draws: [], places: 0, values: .single([]))
}

/// What the draws of one year came to, all industries together, place by place.
struct DrawnTotals: Sendable {
  /// Draws beyond this number are not kept: 500 of them take some 40 MB of arrays on 290 places and 17 years.
  static let most = 500

  /// Numbers of the draws that are kept, ascending.
  let draws: [Int]
  let places: Int
  /// At `(place * 4 + indicator) * draws + draw`, indicators in the order of `Indicator.allCases`.
  let values: DrawValues

  /// Places of the draws that are kept in a list of draws.
  static func kept(_ draws: [Int]) -> [Int] { draws.indices.filter { draws[$0] < most } }

  /// Totals of draws 0..<count in one place, nan for those that are not there.
  func values(_ indicator: Int, place: Int, count: Int) -> [Double] {
    var found = [Double](repeating: .nan, count: count)
    for (j, draw) in draws.enumerated() where draw < count {
      found[draw] = values[(place * 4 + indicator) * draws.count + j]
    }
    return found
  }
}
