package import Foundation
import ImpactDocuments

/// Prior shares of bilateral trade by product: who sells to whom, before balancing.
///
/// The World Input-Output Database, 2013 release (year 2011, 35 products, bilateral), moved to the
/// base year by the change of each exporter's destination shares between 2011 and the OECD
/// inter-country table of 2020, interpolated geometrically:
/// prior = flow₂₀₁₁ · (share₂₀₂₀ / share₂₀₁₁)^((2014 − 2011) / (2020 − 2011)).
/// Croatia, Norway and Switzerland, absent from the first source, take the flows of the second.
/// Negative flows (withdrawals from stocks above sales) are no trade: their pairs start from zero.
package struct BilateralPrior: Sendable {
  /// `flows[p][o * (C + 1) + d]`, product p of the 2013 release, index C is the rest of the world.
  let flows: [[Double]]
  /// The same by the 11 groups of the OECD aggregate.
  let groupFlows: [[Double]]
  let countryCount: Int
  /// Negative flows between countries in the sources, left out: their number and sum in million USD.
  package let negatives: (count: Int, amount: Double)

  package init(wiod2013: URL, oecd2020: URL, countries: [String]) throws {
    countryCount = countries.count
    let wiod = Self.withoutNegatives(try Self.readWIOD(wiod2013, countries), countries.count + 1)
    let oecd = Self.withoutNegatives(try Self.readOECD(oecd2020, countries), countries.count + 1)
    (flows, groupFlows) = (wiod.flows, oecd.flows)
    negatives = (wiod.count + oecd.count, wiod.amount + oecd.amount)
  }

  private static func withoutNegatives(
    _ flows: [[Double]], _ width: Int
  ) -> (flows: [[Double]], count: Int, amount: Double) {
    var result = (flows: flows, count: 0, amount: 0.0)
    for p in flows.indices {
      for k in flows[p].indices where flows[p][k] < 0 {
        result.flows[p][k] = 0
        // Sales at home stand on the diagonal and are no bilateral trade.
        if k / width != k % width {
          result.count += 1
          result.amount += flows[p][k]
        }
      }
    }
    return result
  }

  private static func slots(_ codes: [String], _ countries: [String]) -> [Int] {
    codes.map { code in
      CountryCodes.eurostat[code].flatMap { countries.firstIndex(of: $0) } ?? countries.count
    }
  }

  private static func readWIOD(_ folder: URL, _ countries: [String]) throws -> [[Double]] {
    let names = try WIOD2016.codes(folder.appending(path: "countries.csv"))
    let slot = slots(names, countries)
    let (n, s, finals) = (names.count, 35, 5)
    let z = try WIOD2016.array(folder, "intermediate_2011.npy", [n * s, n * s])
    let y = try WIOD2016.array(folder, "final_2011.npy", [n * s, n * finals])
    let width = countries.count + 1
    var result = [[Double]](repeating: [Double](repeating: 0, count: width * width), count: s)
    for o in 0..<n {
      for p in 0..<s {
        let row = o * s + p
        for d in 0..<n {
          var flow = 0.0
          for j in 0..<s { flow += z[row * n * s + d * s + j] }
          for f in 0..<finals { flow += y[row * n * finals + d * finals + f] }
          result[p][slot[o] * width + slot[d]] += flow
        }
      }
    }
    return result
  }

  private static func readOECD(_ folder: URL, _ countries: [String]) throws -> [[Double]] {
    let names = try WIOD2016.codes(folder.appending(path: "countries.csv"))
    let slot = slots(names, countries)
    let (n, g, finals) = (names.count, 11, 3)
    let columns = n * (g + finals)
    let table = try WIOD2016.array(folder, "table.npy", [n * g + 3, columns])
    let width = countries.count + 1
    var result = [[Double]](repeating: [Double](repeating: 0, count: width * width), count: g)
    for o in 0..<n {
      for p in 0..<g {
        let row = (o * g + p) * columns
        for d in 0..<n {
          var flow = 0.0
          for j in 0..<g { flow += table[row + d * g + j] }
          for f in 0..<finals { flow += table[row + n * g + d * finals + f] }
          result[p][slot[o] * width + slot[d]] += flow
        }
      }
    }
    return result
  }

  /// Prior flows of an industry of the 2016 release, (C+1)×(C+1), zero on the diagonal.
  package func prior(for industry: String) throws -> [Double] {
    guard let p = ProductMap.wiod2013[industry], let g = ProductMap.oecdGroup[industry] else {
      throw BuildFault("no product of the bilateral sources is known for industry `\(industry)`")
    }
    let width = countryCount + 1
    let siblings = ProductMap.oecdGroup.filter { $0.value == g }
      .compactMap { ProductMap.wiod2013[$0.key] }
    var group = [Double](repeating: 0, count: width * width)
    for q in Set(siblings).sorted() {
      for k in group.indices { group[k] += flows[q][k] }
    }
    let old = Self.rowShares(group, width)
    let new = Self.rowShares(groupFlows[g], width)
    let exponent = 3.0 / 9.0
    var result = flows[p]
    for o in 0..<width {
      let absent = flows[p][o * width..<(o + 1) * width].allSatisfy { $0 == 0 }
      for d in 0..<width {
        let k = o * width + d
        let missing = absent || columnIsEmpty(p, d)
        if missing {
          result[k] = groupFlows[g][k]
        } else if old[k] > 0, new[k] > 0 {
          result[k] *= pow(new[k] / old[k], exponent)
        }
        if o == d { result[k] = 0 }
      }
    }
    return result
  }

  private func columnIsEmpty(_ p: Int, _ d: Int) -> Bool {
    let width = countryCount + 1
    return (0..<width).allSatisfy { flows[p][$0 * width + d] == 0 }
  }

  /// Shares of each exporter's sales abroad by destination.
  private static func rowShares(_ flows: [Double], _ width: Int) -> [Double] {
    var shares = flows
    for o in 0..<width {
      shares[o * width + o] = 0
      let total = shares[o * width..<(o + 1) * width].reduce(0, +)
      for d in 0..<width { shares[o * width + d] = total > 0 ? shares[o * width + d] / total : 0 }
    }
    return shares
  }
}

/// Which product of the bilateral sources an industry of the 2016 release belongs to.
enum ProductMap {
  /// Index of the 35 products of the 2013 release (c1 is 0).
  static let wiod2013: [String: Int] = [
    "A01": 0, "A02": 0, "A03": 0, "B": 1, "C10-C12": 2, "C13-C15": 3, "C16": 5, "C17": 6,
    "C18": 6, "C19": 7, "C20": 8, "C21": 8, "C22": 9, "C23": 10, "C24": 11, "C25": 11, "C26": 13,
    "C27": 13, "C28": 12, "C29": 14, "C30": 14, "C31_C32": 15, "C33": 12, "D35": 16, "E36": 16,
    "E37-E39": 33, "F": 17, "G45": 18, "G46": 19, "G47": 20, "H49": 22, "H50": 23, "H51": 24,
    "H52": 25, "H53": 26, "I": 21, "J58": 6, "J59_J60": 33, "J61": 26, "J62_J63": 29, "K64": 27,
    "K65": 27, "K66": 27, "L68": 28, "M69_M70": 29, "M71": 29, "M72": 29, "M73": 29,
    "M74_M75": 29, "N": 29, "O84": 30, "P85": 31, "Q": 32, "R_S": 33, "T": 34, "U": 33,
  ]

  /// Index of the 11 groups of the OECD aggregate, identified by their sizes: agriculture, mining
  /// and food; manufacturing; utilities; construction; trade; transport; accommodation and
  /// information; finance and real estate; business services and administration; education and
  /// health; other services.
  static let oecdGroup: [String: Int] = {
    var groups: [String: Int] = [:]
    for code in wiod2013.keys {
      groups[code] = group(of: code)
    }
    return groups
  }()

  private static func group(of code: String) -> Int {
    switch code.prefix(1) {
    case "A", "B": 0
    case "C": code == "C10-C12" ? 0 : 1
    case "D", "E": 2
    case "F": 3
    case "G": 4
    case "H": 5
    case "I", "J": 6
    case "K", "L": 7
    case "M", "N", "O": 8
    case "P", "Q": 9
    default: 10
    }
  }
}
