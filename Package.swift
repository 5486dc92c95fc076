// swift-tools-version: 6.2
import PackageDescription

let swiftSettings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

/// A room of the house: see `Documentation/Architecture.md` for what lives where.
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: swiftSettings)
}

func tests(
  _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = [],
  resources: [Resource] = []
) -> Target {
  .testTarget(
    name: name, dependencies: dependencies, exclude: exclude, resources: resources,
    swiftSettings: swiftSettings)
}

let package = Package(
  name: "TerritorialImpact",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "TerritorialImpact", targets: ["TerritorialImpact"]),
    .library(name: "ImpactNumerics", targets: ["ImpactNumerics"]),
    .executable(name: "tia", targets: ["tia"]),
  ],
  traits: [
    .trait(
      name: "ResultDatabase",
      description: "`tia results`: many runs in a SQLite file. Needs the headers of SQLite.")
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    // Fetched and built only with the trait ResultDatabase.
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CImpactOpenBLAS", pkgConfig: "openblas lapacke",
      providers: [.apt(["libopenblas-dev", "liblapacke-dev"])]),
    .systemLibrary(
      name: "CImpactZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "CImpactKernels"),
    .target(name: "CImpactText"),
    .target(name: "CImpactShipped", exclude: ["eu-nuts2", "catalogue"]),

    room("ImpactDiagnostics"),
    room("ImpactNumerics", ["CImpactOpenBLAS", "CImpactKernels", "ImpactDiagnostics"]),
    room("ImpactAxes", ["ImpactDiagnostics"]),
    room(
      "ImpactDocuments",
      ["ImpactDiagnostics", "ImpactAxes", .product(name: "Yams", package: "Yams")]),
    room("ImpactEconomies", ["ImpactDiagnostics", "ImpactAxes", "ImpactNumerics"]),
    room(
      "ImpactEconomyFiles",
      [
        "ImpactDiagnostics", "ImpactAxes", "ImpactDocuments", "ImpactEconomies", "ImpactNumerics",
        "CImpactShipped", "CImpactText", "CImpactZlib",
      ]),
    room(
      "ImpactRegionalization",
      [
        "ImpactDiagnostics", "ImpactAxes", "ImpactDocuments", "ImpactEconomies",
        "ImpactEconomyFiles", "ImpactNumerics",
      ]),
    room("ImpactModels", ["ImpactDiagnostics", "ImpactAxes", "ImpactNumerics", "ImpactEconomies"]),
    room(
      "ImpactLevers",
      [
        "ImpactDiagnostics", "ImpactAxes", "ImpactDocuments", "ImpactEconomies", "ImpactModels",
        "ImpactNumerics",
      ]),
    room(
      "ImpactSimulation",
      [
        "ImpactDiagnostics", "ImpactAxes", "ImpactNumerics", "ImpactEconomies", "ImpactModels",
        "ImpactLevers", "ImpactDocuments",
      ]),
    room(
      "ImpactReports",
      [
        "ImpactDiagnostics", "ImpactAxes", "ImpactDocuments", "ImpactModels", "ImpactNumerics",
        "ImpactSimulation",
      ]),
    room(
      "ImpactResultStore",
      [
        "ImpactDiagnostics", "ImpactDocuments", "ImpactEconomyFiles",
        .product(
          name: "GRDB", package: "GRDB.swift", condition: .when(traits: ["ResultDatabase"])),
      ]),
    room(
      "TerritorialImpact",
      [
        "ImpactDiagnostics", "ImpactAxes", "ImpactEconomies", "ImpactEconomyFiles", "ImpactLevers",
        "ImpactModels", "ImpactSimulation", "ImpactReports", "ImpactDocuments", "ImpactNumerics",
      ]),
    .executableTarget(
      name: "tia",
      dependencies: [
        "TerritorialImpact", "ImpactAxes", "ImpactDiagnostics", "ImpactDocuments",
        "ImpactEconomies", "ImpactEconomyFiles", "ImpactLevers", "ImpactModels", "ImpactNumerics",
        "ImpactRegionalization", "ImpactReports", "ImpactResultStore", "ImpactSimulation",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: swiftSettings),

    .target(
      name: "ImpactTestSupport",
      dependencies: ["ImpactAxes", "ImpactEconomies", "ImpactNumerics"],
      path: "Tests/ImpactTestSupport", swiftSettings: swiftSettings),

    tests("ImpactNumericsTests", ["ImpactNumerics", "CImpactKernels"]),
    tests("ImpactDocumentsTests", ["ImpactDocuments", "ImpactDiagnostics", "ImpactAxes"]),
    tests(
      "ImpactEconomiesTests",
      [
        "ImpactEconomies", "ImpactEconomyFiles", "ImpactNumerics", "ImpactDocuments",
        "ImpactDiagnostics", "ImpactAxes", "ImpactTestSupport", "CImpactZlib",
      ]),
    tests(
      "ImpactRegionalizationTests",
      [
        "ImpactRegionalization", "ImpactDocuments", "ImpactDiagnostics", "ImpactAxes",
        "ImpactEconomies", "ImpactEconomyFiles", "ImpactNumerics", "ImpactTestSupport",
      ],
      exclude: ["References"]),
    tests(
      "ImpactModelsTests",
      [
        "ImpactModels", "ImpactNumerics", "ImpactDiagnostics", "ImpactDocuments",
        "ImpactTestSupport", "ImpactEconomies", "ImpactEconomyFiles", "ImpactAxes",
      ],
      exclude: ["References"]),
    tests(
      "ImpactLeversTests",
      [
        "ImpactLevers", "ImpactDocuments", "ImpactEconomies", "ImpactEconomyFiles",
        "ImpactDiagnostics", "ImpactAxes", "ImpactModels", "ImpactTestSupport",
      ],
      resources: [.copy("Broken"), .copy("Valid")]),
    tests(
      "ImpactSimulationTests",
      [
        "TerritorialImpact", "ImpactSimulation", "ImpactNumerics", "ImpactTestSupport",
        "ImpactLevers", "ImpactDocuments", "ImpactEconomyFiles", "ImpactEconomies", "ImpactAxes",
        "ImpactDiagnostics",
      ]),
    tests(
      "ImpactReportsTests",
      [
        "ImpactReports", "ImpactDocuments", "ImpactSimulation", "ImpactAxes", "ImpactDiagnostics",
        "ImpactEconomyFiles", "ImpactModels", "TerritorialImpact", "ImpactTestSupport", "tia",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      exclude: ["References"]),
  ],
  swiftLanguageModes: [.v6]
)
