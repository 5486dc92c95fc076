import ArgumentParser
import Foundation
import ImpactEconomyFiles
import ImpactTestSupport
import Testing

@testable import tia

/// The commands of content and trade, run in this process on a synthetic economy.
@Suite final class TradeCommandTests {
  private let folder: TestFolder
  private var base: URL { folder.url }
  private var economy: String { base.appending(path: "old").path }
  private var other: String { base.appending(path: "new").path }

  init() throws {
    folder = try TestFolder()
    for (name, seed) in [("old", 1), ("new", 2)] as [(String, UInt64)] {
      try folder.write(SyntheticEconomy.make(seed: seed, unknowns: true), to: name)
    }
  }

  private func code(_ arguments: [String]) async -> Int32 { await ProgramRun.code(arguments) }

  @Test(arguments: ["content", "paths", "decompose", "origin"])
  func helpIsTheReference(name: String) throws {
    let commands: [String: any ParsableCommand.Type] = [
      "content": ContentCommand.self, "paths": PathsCommand.self,
      "decompose": DecomposeCommand.self, "origin": OriginCommand.self,
    ]
    let command = try #require(commands[name])
    try ProgramRun.expectHelp(name, of: command)
  }

  /// Cells that sell nothing but rounding to final users do not stop a search over all industries.
  @Test func pathsOfAWholeRegionAreFound() async {
    #expect(await code(["paths", "--region", "DE11", "--top", "3"]) == 0)
  }

  @Test(arguments: [
    ["content", "--region", "DE", "--industry", "C29-VEH"],
    ["content", "--by", "stage", "--tiers", "2", "--indicator", "employment"],
    ["content", "--by", "zone", "--format", "json"],
    ["content", "--of", "purchases", "--region", "UK", "--by", "industry", "--top", "3"],
    ["content", "--of", "exports", "--territory", "two-clusters", "--by", "region"],
    ["content", "--measures"], ["content", "--measures", "--by", "region", "--format", "csv"],
    ["content", "--measures", "--by", "industry", "--industry", "AUTO"],
    ["content", "--matrix"], ["content", "--matrix", "--industry", "AUTO", "--format", "csv"],
    ["paths", "--region", "DE11", "--industry", "C29-VEH", "--top", "3"],
    ["paths", "--indicator", "employment", "--longest", "2"],
  ])
  func runs(arguments: [String]) async throws {
    #expect(await code(arguments + ["--economy", economy]) == 0)
  }

  @Test func decomposes() async throws {
    #expect(await code(["decompose", economy, other, "--by", "region"]) == 0)
    #expect(await code(["decompose", economy, other, "--format", "json"]) == 0)
    #expect(await code(["decompose", economy, "eu-nuts2"]) == 65)
  }

  @Test func originOfARecipe() async throws {
    let file = base.appending(path: "recipe.yaml")
    try Data("product: car\ncurrency: EUR\nprice: 10\nprocessing: 2\nmaterials: []\n".utf8)
      .write(to: file)
    #expect(await code(["origin", file.path]) == 65)
    let text = """
      product: car
      currency: EUR
      price: 10
      processing: 2
      materials:
        - {name: parts, value: 5, non-originating: 2}
      """
    try Data(text.utf8).write(to: file)
    #expect(await code(["origin", file.path]) == 0)
  }

  @Test(
    arguments: [
      (["content", "--region", "XX"], 65), (["content", "--industry", "C29-VHE"], 65),
      (["content", "--territory", "two-cluster"], 65),
      // British electric drives are not made.
      (["content", "--region", "UK", "--industry", "C27-EDR"], 65),
      (["paths", "--region", "UK", "--industry", "C27-EDR"], 65),
      (["content", "--measures", "--matrix"], 64), (["content", "--by", "continent"], 64),
      (["content", "--matrix", "--by", "stage"], 64), (["content", "--tiers", "-1"], 64),
      (["paths", "--top", "0"], 64), (["paths", "--longest", "0"], 64),
      (["paths", "--smallest-share", "2"], 64),
    ] as [([String], Int32)])
  func refuses(arguments: [String], expected: Int32) async throws {
    #expect(await code(arguments + ["--economy", economy]) == expected)
  }
}
