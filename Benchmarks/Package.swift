// swift-tools-version: 6.1
import PackageDescription

// A package of its own, so that users of the library do not fetch the benchmark tools.
let package = Package(
  name: "TerritorialImpactBenchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "TerritorialImpact", path: ".."),
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.0", traits: []),
  ],
  targets: [
    .target(
      name: "BenchmarkSubjects",
      dependencies: [
        .product(name: "TerritorialImpact", package: "TerritorialImpact"),
        .product(name: "ImpactNumerics", package: "TerritorialImpact"),
      ]),
    .executableTarget(name: "Compare", dependencies: ["BenchmarkSubjects"]),
    .executableTarget(
      name: "Engine",
      dependencies: [
        "BenchmarkSubjects", .product(name: "Benchmark", package: "benchmark"),
      ],
      path: "Benchmarks/Engine",
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
  ],
  swiftLanguageModes: [.v6]
)
