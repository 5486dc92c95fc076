import ImpactDiagnostics

/// Shares of the children in every region, made from the weights of a recipe.
struct SplitShares {
  /// Share of child k in region r at `[r][k]`; each row sums to 1.
  let output: [[Double]]
  /// The same for accounts with shares of their own.
  let satellites: [String: [[Double]]]

  /// Throws a `ProblemReport` with every unknown code, every weight that is negative, and every region
  /// without weights.
  init(_ recipe: SplitRecipe, table: AccountTable) throws {
    var problems = Self.unknownCodes(recipe, table)
    let byRegion = Dictionary(grouping: recipe.weights, by: \.region)
    func shares(_ account: String?, _ value: (SplitRecipe.Weight) -> Double?) -> [[Double]] {
      table.regions.map { region in
        let weights = byRegion[region.code] ?? byRegion[nil] ?? []
        let what = account ?? "output"
        let values = recipe.children.map { child in
          weights.filter { $0.child == child.code }.reduce(0.0) { $0 + (value($1) ?? 0) }
        }
        let sum = values.reduce(0, +)
        guard sum > 0, values.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
          problems.append(
            Problem(
              at: nil, path: "weights of \(region.code)",
              weights.isEmpty
                ? "there are none" : "the weights by \(what) are \(values), sum \(sum)",
              expected:
                "numbers that are not negative, one of them positive; rows without a region "
                + "stand for all others"))
          return recipe.children.map { _ in 0 }
        }
        return values.map { $0 / sum }
      }
    }
    output = shares(nil) { $0.output }
    let accounts = Set(recipe.weights.flatMap(\.satellites.keys)).sorted()
    satellites = accounts.reduce(into: [:]) { all, account in
      all[account] = shares(account) { $0.satellites[account] }
    }
    guard problems.isEmpty else { throw ProblemReport(problems) }
  }

  private static func unknownCodes(_ recipe: SplitRecipe, _ table: AccountTable) -> [Problem] {
    var problems: [Problem] = []
    func require(_ code: String, _ what: String, among known: [String]) {
      guard !known.contains(code) else { return }
      let near = NearestName.nearest(to: code, among: known).map { "`\($0)`, or " } ?? ""
      problems.append(
        Problem(
          at: nil, path: "recipe", "`\(code)` is no \(what)", expected: "\(near)a \(what)"))
    }
    let industries = table.industries.map(\.code)
    let children = recipe.children.map(\.code)
    require(recipe.industry, "industry of the table", among: industries)
    for region in Set(recipe.weights.compactMap(\.region)).sorted() {
      require(region, "region of the table", among: table.regions.map(\.code))
    }
    for child in Set(recipe.weights.map(\.child) + recipe.inputs.map(\.child)).sorted() {
      require(child, "child of the recipe", among: children)
    }
    for account in Set(recipe.weights.flatMap(\.satellites.keys)).sorted() {
      require(account, "satellite account", among: table.satellites.map(\.code))
    }
    let inputs = industries + table.primaryRows.map(\.code)
    for input in Set(recipe.inputs.flatMap { [$0.input, $0.movedTo].compactMap(\.self) }).sorted() {
      require(input, "industry or primary input of the table", among: inputs)
    }
    return problems + takenChildren(recipe, industries) + wrongInputs(recipe)
  }

  /// Children that are too few, stand twice or have the code of another industry.
  private static func takenChildren(_ recipe: SplitRecipe, _ industries: [String]) -> [Problem] {
    let children = recipe.children.map(\.code)
    var problems: [Problem] = []
    if children.count < 2 || Set(children).count < children.count {
      problems.append(
        Problem(
          at: nil, path: "recipe", "the children are \(children)",
          expected: "two or more, each once"))
    }
    for child in children where child != recipe.industry && industries.contains(child) {
      problems.append(
        Problem(
          at: nil, path: "recipe", "the child `\(child)` is an industry of the table already",
          expected: "a new code"))
    }
    return problems
  }

  /// Factors that are no shares, and inputs that cannot be changed.
  private static func wrongInputs(_ recipe: SplitRecipe) -> [Problem] {
    var problems: [Problem] = []
    for item in recipe.inputs {
      if !(item.factor >= 0 && item.factor.isFinite) {
        problems.append(
          Problem(
            at: nil, path: "inputs",
            "the factor of `\(item.input)` in `\(item.child)` is \(item.factor)",
            expected: "a number of zero or more"))
      }
      let isOwn = item.input == recipe.industry || item.movedTo == recipe.industry
      if isOwn || item.input == item.movedTo {
        problems.append(
          Problem(
            at: nil, path: "inputs", "`\(item.input)` in `\(item.child)` cannot be changed so",
            expected: "an input other than the split industry, made up by a third one"))
      }
    }
    return problems
  }
}
