/// Fills the confidential cells of one NACE section of one country.
///
/// Cells are regions × leaves (divisions). Margins: region × section, NUTS-1 × leaf, country × leaf,
/// NUTS-1 × section, country × section, each less the published cells below it.
package struct SectionFitting {
  /// Published persons; nil for confidential.
  package typealias Lookup = (_ nace: String, _ region: String) -> Double?

  /// What is known before fitting.
  package struct Input {
    package let country: String
    package let section: EmploymentClassification.Section
    /// Regions at NUTS-2, ascending; a last one may hold jobs that belong to no region.
    package let regions: [String]
    package let published: Lookup
    /// Persons by leaf in the country: published or estimated beforehand.
    package let nationalLeaves: [Double]
    /// Size of a region where its section is confidential, any unit.
    package let regionWeights: [Double]
    /// Persons in plants by region, the prior of C29.
    package let plantPersons: [Double]

    package init(
      country: String, section: EmploymentClassification.Section, regions: [String],
      published: @escaping Lookup, nationalLeaves: [Double], regionWeights: [Double],
      plantPersons: [Double]
    ) {
      self.country = country
      self.section = section
      self.regions = regions
      self.published = published
      self.nationalLeaves = nationalLeaves
      self.regionWeights = regionWeights
      self.plantPersons = plantPersons
    }
  }

  package struct Output {
    /// Persons by region, then leaf.
    package var values: [[Double]]
    package var isPublished: [[Bool]]
    package var report: MarginFitting.Report?
    package var unknownCells: Int
  }

  let input: Input
  private let known: [[Double?]]
  /// Index of each unknown cell in the list of unknowns.
  private let position: [[Int?]]
  private let unknownCount: Int

  package init(_ input: Input) {
    self.input = input
    var known: [[Double?]] = []
    var position: [[Int?]] = []
    var count = 0
    for region in input.regions {
      let row = input.section.leaves.map { input.published($0, region) }
      known.append(row)
      position.append(
        row.map { value in
          guard value == nil else { return nil }
          count += 1
          return count - 1
        })
    }
    self.known = known
    self.position = position
    unknownCount = count
  }

  /// Fits; published sums may differ from their parts by `tolerance` persons (rounding).
  package func fit(tolerance: Double) throws -> Output {
    let prior = prior()
    let fitted = try MarginFitting(
      prior: prior, margins: margins(tolerance: tolerance), precision: 1e-6, maximumSweeps: 20_000)
    let values = input.regions.indices.map { r in
      input.section.leaves.indices.map { d in
        known[r][d] ?? position[r][d].map { fitted.values[$0] } ?? 0
      }
    }
    return Output(
      values: values, isPublished: known.map { row in row.map { $0 != nil } },
      report: unknownCount == 0 ? nil : fitted.report, unknownCells: unknownCount)
  }

  /// Margins that contain at least one unknown cell, widest first.
  func margins(tolerance: Double) -> [MarginFitting.Margin] {
    let all = Array(input.regions.indices)
    let leaves = Array(input.section.leaves.indices)
    var list: [MarginFitting.Margin] = []
    func add(_ area: String, _ regions: [Int], _ nace: String, _ columns: [Int]) {
      guard let total = input.published(nace, area) else { return }
      var cells: [Int] = []
      var rest = total
      for r in regions {
        for d in columns {
          if let k = position[r][d] { cells.append(k) } else { rest -= known[r][d] ?? 0 }
        }
      }
      guard !cells.isEmpty else { return }
      list.append(
        MarginFitting.Margin(
          name: "\(nace) of \(area)", cells: cells, target: rest, tolerance: tolerance))
    }
    func addAll(_ area: String, _ regions: [Int]) {
      if leaves.count > 1 { add(area, regions, input.section.code, leaves) }
      for d in leaves { add(area, regions, input.section.leaves[d], [d]) }
    }
    addAll(input.country, all)
    for area in Set(input.regions.map { String($0.prefix(3)) }).sorted() {
      addAll(area, all.filter { input.regions[$0].hasPrefix(area) })
    }
    if leaves.count > 1 {
      for r in all { add(input.regions[r], [r], input.section.code, leaves) }
    }
    return list
  }

  /// Section residual of the region × the leaves' shares in what the country leaves unknown; for C29
  /// the persons of registered plants and a floor, if the country has any plant.
  private func prior() -> [Double] {
    var prior = [Double](repeating: 0, count: unknownCount)
    let shares = leafResiduals()
    let residuals = regionResiduals()
    let hasPlants = input.plantPersons.contains { $0 > 0 }
    for r in input.regions.indices {
      let open = shares.indices.filter { position[r][$0] != nil }
      let sum = open.reduce(0) { $0 + shares[$1] }
      for d in open {
        guard let k = position[r][d] else { continue }
        let usual = residuals[r] * shares[d] / sum
        let followsPlants = hasPlants && input.section.leaves[d] == "C29"
        prior[k] = followsPlants ? input.plantPersons[r] + Self.floor * usual : usual
      }
    }
    return prior
  }

  /// Part of the usual prior that C29 keeps where the register shows no plant (assumption).
  static let floor = 0.1

  /// Persons by leaf that the published cells leave open, never below a hundredth of the leaf.
  private func leafResiduals() -> [Double] {
    input.section.leaves.indices.map { d in
      var rest = input.nationalLeaves[d]
      for r in input.regions.indices { rest -= known[r][d] ?? 0 }
      return max(rest, input.nationalLeaves[d] / 100, 0.01)
    }
  }

  /// Persons of the section by region that the published cells leave open.
  private func regionResiduals() -> [Double] {
    let section = input.section
    let totals = input.regions.map { input.published(section.code, $0) }
    let national =
      input.published(section.code, input.country) ?? input.nationalLeaves.reduce(0, +)
    var open = national
    var weight = 0.0
    for (r, total) in totals.enumerated() {
      open -= total ?? 0
      if total == nil { weight += input.regionWeights[r] }
    }
    return totals.enumerated()
      .map { r, total in
        let share = weight > 0 ? input.regionWeights[r] / weight : 0
        var rest = total ?? max(open, 0) * share
        for value in known[r] { rest -= value ?? 0 }
        return max(rest, 0.5)
      }
  }
}
