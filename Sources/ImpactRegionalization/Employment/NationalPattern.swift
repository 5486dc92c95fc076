/// Persons by division in a country, with confidential divisions estimated from value added.
///
/// For a confidential division: value added × mean persons per value added in the European Union,
/// less the published divisions of the same industry, scaled to what the section leaves open.
struct NationalPattern {
  private let statistics: BusinessStatistics
  private let accounts: NationalAccounts
  /// Persons per million USD of value added by industry, mean of the countries with full data.
  private let intensity: [String: Double]

  init(statistics: BusinessStatistics, accounts: NationalAccounts) {
    self.statistics = statistics
    self.accounts = accounts
    var intensity: [String: Double] = [:]
    for section in EmploymentClassification.sections {
      for industry in Set(section.leaves.map(EmploymentClassification.industry)).sorted() {
        let leaves = section.leaves.filter {
          EmploymentClassification.industry(ofLeaf: $0) == industry
        }
        var persons = 0.0
        var value = 0.0
        for state in EmploymentClassification.memberStates {
          let known = leaves.compactMap { statistics.persons($0, state.code) }
          guard known.count == leaves.count,
            let added = accounts.valueAdded(state.iso, industry), added > 0
          else { continue }
          persons += known.reduce(0, +)
          value += added
        }
        if value > 0 { intensity[industry] = persons / value }
      }
    }
    self.intensity = intensity
  }

  /// Persons by leaf of a section in a country.
  func leaves(
    _ section: EmploymentClassification.Section, country: String, iso: String
  ) -> [Double] {
    let published = section.leaves.map { statistics.persons($0, country) }
    var estimates = section.leaves.map { leaf -> Double in
      expected(leaf, of: section, published: published, country: country, iso: iso)
    }
    let total = statistics.persons(section.code, country)
    var open = 0.0
    var rest = total ?? 0
    for (d, value) in published.enumerated() {
      rest -= value ?? 0
      if value == nil { open += estimates[d] }
    }
    let factor = total != nil && open > 0 ? max(rest, 0) / open : 1
    for (d, value) in published.enumerated() { estimates[d] = value ?? estimates[d] * factor }
    return estimates
  }

  private func expected(
    _ leaf: String, of section: EmploymentClassification.Section, published: [Double?],
    country: String, iso: String
  ) -> Double {
    let industry = EmploymentClassification.industry(ofLeaf: leaf)
    let siblings = section.leaves.indices.filter {
      EmploymentClassification.industry(ofLeaf: section.leaves[$0]) == industry
    }
    let added = max(0, accounts.valueAdded(iso, industry) ?? 0)
    let whole = added * (intensity[industry] ?? 0)
    let known = siblings.reduce(0) { $0 + (published[$1] ?? 0) }
    let open = siblings.filter { published[$0] == nil }.count
    // Where the published siblings already exceed the mean, a hundredth keeps the cell open.
    return max(whole - known, whole / 100, 0.01) / Double(max(open, 1))
  }
}
