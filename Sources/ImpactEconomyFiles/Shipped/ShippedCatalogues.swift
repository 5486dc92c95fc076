import ImpactDiagnostics
public import ImpactDocuments

extension ParameterCatalogue {
  /// The catalogue compiled into the program.
  ///
  /// Throws `ProblemReport` only when the build is faulty.
  public static func shipped() throws -> ParameterCatalogue {
    let file = try catalogueFile("parameters.csv")
    return try ParameterCatalogue(csv: file.bytes, file: file.name)
  }
}

extension ComponentGroups {
  /// The component groups compiled into the program.
  ///
  /// Throws `ProblemReport` only when the build is faulty.
  public static func shipped() throws -> ComponentGroups {
    let file = try catalogueFile("component-groups.csv")
    return try ComponentGroups(csv: file.bytes, file: file.name)
  }
}

extension ContentBaskets {
  /// The content baskets compiled into the program.
  ///
  /// Throws `ProblemReport` only when the build is faulty.
  public static func shipped() throws -> ContentBaskets {
    let file = try catalogueFile("local-content-baskets.csv")
    return try ContentBaskets(csv: file.bytes, file: file.name)
  }
}

extension RegionalWealth {
  /// GDP per head of the regions of the Union, compiled into the program.
  ///
  /// Throws `ProblemReport` only when the build is faulty.
  public static func shipped() throws -> RegionalWealth {
    let file = try catalogueFile("gdp-per-head.csv")
    return try RegionalWealth(csv: file.bytes, file: file.name)
  }
}

extension TradeElasticities {
  /// The sets of trade elasticities compiled into the program.
  ///
  /// Throws `ProblemReport` only when the build is faulty.
  public static func shipped() throws -> TradeElasticities {
    let file = try catalogueFile("trade-elasticities.csv")
    return try TradeElasticities(csv: file.bytes, file: file.name)
  }
}

/// The files of the catalogue as text, for the builder of economies.
package enum ShippedCatalogue {
  /// Text of a catalogue file such as `plants.csv`, with its name for problems.
  package static func text(_ name: String) throws -> (file: String, text: String) {
    let file = try catalogueFile(name)
    return (file.name, String(decoding: file.bytes, as: UTF8.self))
  }
}

private func catalogueFile(_ name: String) throws -> (bytes: [UInt8], name: String) {
  let path = "catalogue/" + name
  guard let view = ShippedFiles.view(path) else {
    throw ProblemReport([
      Problem(
        at: Location(file: path), "the file is not compiled into this program",
        expected: "a build with the shipped catalogue")
    ])
  }
  return (Array(view), path)
}
