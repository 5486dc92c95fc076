import ArgumentParser
import Foundation

/// Finds options that take one value and are given several times, and values that look like options.
///
/// Of repeated options the argument parser takes the last without a word, so that a question about two places
/// would be answered for one. A value that begins with a hyphen it does not see at all.
enum RepeatedOptions {
  /// What the argument parser says of commands, as far as it is read here.
  private struct Dump: Decodable {
    let command: Command
  }

  private struct Command: Decodable {
    let commandName: String
    let subcommands: [Command]?
    let arguments: [Option]?
  }

  private struct Option: Decodable {
    struct Name: Decodable {
      let kind: String
      let name: String
    }

    let kind: String
    let isRepeating: Bool
    let names: [Name]?
    let abstract: String?
  }

  /// A message about the first such option; nil where there is none.
  ///
  /// Everything behind `--` is a value, and so is what follows an option that takes one: the parser itself
  /// takes no word with two hyphens for a value.
  static func fault(in arguments: [String]) -> ValidationError? {
    let words = Array(arguments.prefix { $0 != "--" })
    if let fault = hyphen(in: words) { return fault }
    let given = words.filter { $0.hasPrefix("--") }
      .map { String($0.dropFirst(2).prefix { $0 != "=" }) }
    // Help and version answer whatever else stands there.
    guard given.count > 1, !given.contains("help"), !given.contains("version"),
      let dump = try? JSONDecoder().decode(Dump.self, from: Data(Tia._dumpHelp().utf8))
    else { return nil }
    for option in command(of: arguments, in: dump.command).arguments ?? []
    where option.kind == "option" && !option.isRepeating {
      let names = Set((option.names ?? []).filter { $0.kind == "long" }.map(\.name))
      let found = given.filter(names.contains)
      if found.count > 1 { return fault(found, option.abstract ?? "") }
    }
    return nil
  }

  /// `--draws -3`: a negative number behind an option.
  private static func hyphen(in words: [String]) -> ValidationError? {
    for (option, value) in zip(words, words.dropFirst())
    where option.hasPrefix("--") && !option.contains("=") && value.first == "-" {
      guard value.dropFirst().first?.isNumber == true else { continue }
      return ValidationError(
        "\(option) is followed by \(value). A value that begins with a hyphen is written "
          + "\(option)=\(value).")
    }
    return nil
  }

  private static func fault(_ found: [String], _ help: String) -> ValidationError {
    let isOne = Set(found).count == 1
    let what =
      isOne
      ? "--\(found[0]) is given \(found.count) times, but takes one value."
      : Set(found).sorted().map { "--\($0)" }.joined(separator: " and ")
        + " are the same option, which takes one value."
    let group =
      help.contains("NAME=")
      ? " Several places together are --\(found[0]) NAME=CODE,CODE; places side by side are "
        + "`tia territories`." : ""
    return ValidationError(what + group)
  }

  /// The command that the arguments name.
  private static func command(of arguments: [String], in root: Command) -> Command {
    var found = root
    for argument in arguments {
      guard let next = found.subcommands?.first(where: { $0.commandName == argument }) else {
        break
      }
      found = next
    }
    return found
  }
}
