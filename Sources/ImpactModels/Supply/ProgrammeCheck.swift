import ImpactDiagnostics
import ImpactNumerics

/// Looks at the inputs of a programme and collects what is wrong with them.
struct ProgrammeCheck {
  let dimension: Int
  private var problems: [Problem] = []

  init(dimension: Int) { self.dimension = dimension }

  func finish() throws {
    guard problems.isEmpty else { throw ProblemReport(problems) }
  }

  private mutating func add(_ message: String, _ expected: String) {
    problems.append(Problem(at: nil, path: "capacity programme", message, expected: expected))
  }

  mutating func sizes(columns: Int, largest: Int, vectors: [(name: String, values: [Double])]) {
    if columns != dimension {
      add("the coefficients are \(dimension)×\(columns)", "a square matrix")
    }
    if dimension > largest {
      add(
        "there are \(dimension) cells of region and industry",
        "at most \(largest): put regions or industries together with `tia economy aggregate`")
    }
    for vector in vectors where vector.values.count != dimension {
      add("\(vector.name) have \(vector.values.count) values", "\(dimension) values")
    }
  }

  mutating func values(
    _ A: Matrix, _ f: [Double], _ capacity: [Double], _ costs: CapacityProgramme.Costs,
    _ place: (Int) -> String
  ) {
    if let k = A.values.firstIndex(where: { !$0.isFinite }) {
      add(
        "the input of \(place(k % A.rows)) to \(place(k / A.rows)) is \(A.values[k])",
        "a finite number")
    }
    for i in 0..<dimension {
      if !f[i].isFinite { add("final demand of \(place(i)) is \(f[i])", "a finite number") }
      if !(capacity[i] >= 0) {
        add("the capacity of \(place(i)) is \(capacity[i])", "zero or more, or infinity")
      }
      if !costs.output[i].isFinite {
        add("the cost of output of \(place(i)) is \(costs.output[i])", "a finite number")
      }
      if !(costs.rationing[i] >= 0 && costs.rationing[i].isFinite) {
        add("the cost of rationing of \(place(i)) is \(costs.rationing[i])", "zero or more")
      }
    }
  }

  mutating func substitutions(
    _ substitutions: [CapacityProgramme.Substitution], _ replaceable: [Int: Double],
    _ place: (Int) -> String
  ) {
    let products = 0..<dimension
    for (k, move) in substitutions.enumerated() {
      guard products.contains(move.from), products.contains(move.to), move.from != move.to else {
        add(
          "substitution \(k) goes from \(move.from) to \(move.to)",
          "two different products from 0 to \(dimension - 1)")
        continue
      }
      if !(move.limit >= 0) || !move.cost.isFinite {
        add(
          "substitution \(k) from \(place(move.from)) to \(place(move.to)) has the limit "
            + "\(move.limit) and the cost \(move.cost)",
          "a limit of zero or more and a finite cost")
      }
    }
    for (product, limit) in replaceable.sorted(by: { $0.key < $1.key }) {
      if !products.contains(product) || !(limit >= 0 && limit.isFinite) {
        add(
          "what can be replaced of product \(product) is \(limit)",
          "a finite number of zero or more for a product from 0 to \(dimension - 1)")
      }
    }
  }

  mutating func dispensable(_ dispensable: [Int: [Int]]) {
    let products = 0..<dimension
    for (product, buyers) in dispensable.sorted(by: { $0.key < $1.key }) {
      if !products.contains(product) || !buyers.allSatisfy(products.contains)
        || Set(buyers).count != buyers.count
      {
        add(
          "product \(product) can be done without by \(buyers)",
          "different products from 0 to \(dimension - 1)")
      }
    }
  }
}
