import ArgumentParser

@main
struct Tia: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tia",
    abstract: "Territorial impact assessment for Europe's automotive regions.")
}
