import Foundation
import ImpactDiagnostics

/// Puts a set of files in the place of a folder, all or nothing.
struct FolderReplacement {
  /// What a folder must be to be replaced.
  struct Kind {
    /// `format` in `datapackage.json`.
    let format: String
    /// With its article, as problems call it.
    let noun: String
    /// Every file that such a folder may hold.
    let files: [String]

    static let economy = Kind(
      format: EconomyLayout.format, noun: "an economy folder", files: EconomyLayout.files)
  }

  let target: URL
  let kind: Kind
  private var manager: FileManager { .default }

  init(target: URL, kind: Kind = .economy) {
    self.target = target.standardizedFileURL
    self.kind = kind
  }

  func write(_ files: [String: [UInt8]]) throws {
    try write { folder in
      for (name, bytes) in files.sorted(by: { $0.key < $1.key }) {
        try Data(bytes).write(to: folder.appendingPathComponent(name))
      }
    }
  }

  /// Lets `fill` write into a fresh folder, which then takes the place of the target.
  func write(_ fill: (URL) throws -> Void) throws {
    let exists = manager.fileExists(atPath: target.path)
    if exists { try checkReplaceable() }
    let parent = target.deletingLastPathComponent()
    let mark = UUID().uuidString
    let fresh = parent.appendingPathComponent(".\(target.lastPathComponent).new-\(mark)")
    let old = parent.appendingPathComponent(".\(target.lastPathComponent).old-\(mark)")
    do {
      try manager.createDirectory(at: fresh, withIntermediateDirectories: true)
      try fill(fresh)
      if exists { try manager.moveItem(at: target, to: old) }
      try moveIntoPlace(fresh, old: exists ? old : nil)
    } catch let report as ProblemReport {
      try? manager.removeItem(at: fresh)
      throw report
    } catch {
      try? manager.removeItem(at: fresh)
      throw fault(
        "the folder cannot be written: \(error.localizedDescription)", "a folder we may write to")
    }
    // A leftover of the old folder is hidden and harmless; the new one is complete.
    if exists { try? manager.removeItem(at: old) }
  }

  private func moveIntoPlace(_ fresh: URL, old: URL?) throws {
    do {
      try manager.moveItem(at: fresh, to: target)
    } catch {
      if let old { try manager.moveItem(at: old, to: target) }
      throw error
    }
  }

  /// Only an empty folder, or a folder of the kind that holds nothing else, may go.
  private func checkReplaceable() throws {
    let names: [String]
    do {
      names = try manager.contentsOfDirectory(atPath: target.path)
    } catch {
      throw fault("this is not a folder", "a new path, or \(kind.noun) to replace")
    }
    let known = Set(kind.files + [".gitkeep", ".DS_Store"])
    let foreign = names.filter { !known.contains($0) }.sorted()
    guard foreign.isEmpty else {
      throw fault(
        "the folder holds other files: \(foreign.prefix(5).joined(separator: ", "))",
        "a new path, or \(kind.noun) without other files")
    }
    guard names.contains(where: { !$0.hasPrefix(".") }), !isOfKind() else { return }
    throw fault(
      "the folder is not \(kind.noun)", "a new path, or \(kind.noun) to replace")
  }

  private func isOfKind() -> Bool {
    let source = FolderFiles.directory(target)
    guard let bytes = try? source.bytes(EconomyLayout.package),
      let package = try? JSONReader.read(bytes, file: EconomyLayout.package)
    else { return false }
    return package["format"]?.text == kind.format
  }

  private func fault(_ message: String, _ expected: String) -> ProblemReport {
    ProblemReport([Problem(at: Location(file: target.path), message, expected: expected)])
  }
}
