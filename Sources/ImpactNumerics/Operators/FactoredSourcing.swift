/// Sourcing shares that are made from factors within each application; see `SourcingFactors`.
///
/// Products that share a distance kernel go together as the columns of one panel: for each origin country
///
///     sold[r,i] = α[i,r] Σ_c P_i[c(r),c] Σ_{s in c} K[r,s] · (b[i,s] · demand[i,s])
///
/// costs R²·S multiplications in all and reads R² numbers for each kernel. b are the column sums' reciprocals.
struct FactoredSourcing: SourcingStorage {
  let regions: Int
  let products: Int
  let classes: Int
  /// First place and number of regions of each country.
  let countries: [Range<Int>]
  let groups: [FactorGroup]
  let isNonNegative = true

  init(_ factors: SourcingFactors, order: [Int], classes: Int) {
    regions = factors.regions
    products = factors.products
    self.classes = classes
    var countries: [Range<Int>] = []
    for size in OriginClassStorage.runs(order.map { factors.countryOfRegion[$0] }) {
      let start = countries.last?.upperBound ?? 0
      countries.append(start..<start + size)
    }
    self.countries = countries
    let used = Set(factors.kernelOfProduct).sorted()
    groups = used.map { kernel in
      FactorGroup(
        factors, kernel: kernel,
        products: factors.kernelOfProduct.indices.filter { factors.kernelOfProduct[$0] == kernel },
        order: order, countries: countries)
    }
  }

  var multiplications: Double { Double(regions * regions) * Double(products) }
  var bytes: Int { groups.reduce(0) { $0 + $1.bytes } }

  func trade<P: KernelPair>(
    _ pair: P.Type, _ layout: SourcingLayout, from: UnsafePointer<P.Value>,
    into: UnsafeMutablePointer<P.Value>, width: Int, transposed: Bool, pieces: Crew
  ) {
    // Columns beyond the vectors hold zeros; they are carried so that every value is written.
    for group in groups {
      for column in 0..<width {
        let step = FactorStep<P>(
          group: group, countries: countries, layout: layout, width: width, column: column,
          pieces: pieces)
        if transposed { step.offer(from, into: into) } else { step.deliver(from, into: into) }
      }
    }
  }

  func trade<P: KernelPair>(
    _ pair: P.Type, originClass k: Int, product i: Int, from: UnsafePointer<P.Value>,
    into: UnsafeMutablePointer<P.Value>, width: Int, transposed: Bool
  ) {
    guard let group = groups.first(where: { $0.products.contains(i) }),
      let member = group.products.firstIndex(of: i)
    else { return }
    // One product, in double precision: its factors are spread over the columns of the panel.
    let single = group.spread(member, width: width, countries: countries)
    let layout = SourcingLayout(regions: regions, products: single.width, classes: 1)
    let step = FactorStep<P>(
      group: single, countries: countries, layout: layout, width: 1, column: 0, pieces: .alone)
    withScratch(2 * regions * single.width) { (scratch: UnsafeMutablePointer<P.Value>) in
      let (b, c) = (scratch, scratch + regions * single.width)
      b.initialize(repeating: 0, count: regions * single.width)
      for r in 0..<regions {
        for v in 0..<width { b[r * single.width + v] = from[r * width + v] }
      }
      step.one(originClass: k, b, into: c, transposed: transposed)
      for r in 0..<regions {
        for v in 0..<width { into[r * width + v] = c[r * single.width + v] }
      }
    }
  }
}
