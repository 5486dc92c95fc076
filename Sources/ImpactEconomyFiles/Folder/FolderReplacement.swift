import Foundation
import ImpactDiagnostics

/// Puts a set of files in the place of a folder, all or nothing.
struct FolderReplacement {
  let target: URL
  private var manager: FileManager { .default }

  init(target: URL) { self.target = target.standardizedFileURL }

  func write(_ files: [String: [UInt8]]) throws {
    let exists = manager.fileExists(atPath: target.path)
    if exists { try checkReplaceable() }
    let parent = target.deletingLastPathComponent()
    let mark = UUID().uuidString
    let fresh = parent.appendingPathComponent(".\(target.lastPathComponent).new-\(mark)")
    let old = parent.appendingPathComponent(".\(target.lastPathComponent).old-\(mark)")
    do {
      try manager.createDirectory(at: fresh, withIntermediateDirectories: true)
      for (name, bytes) in files.sorted(by: { $0.key < $1.key }) {
        try Data(bytes).write(to: fresh.appendingPathComponent(name))
      }
      if exists { try manager.moveItem(at: target, to: old) }
      try moveIntoPlace(fresh, old: exists ? old : nil)
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

  /// Only an empty folder, or an economy folder that holds nothing else, may go.
  private func checkReplaceable() throws {
    let names: [String]
    do {
      names = try manager.contentsOfDirectory(atPath: target.path)
    } catch {
      throw fault("this is not a folder", "a new path, or an economy folder to replace")
    }
    let known = Set(EconomyLayout.files + [".gitkeep", ".DS_Store"])
    let foreign = names.filter { !known.contains($0) }.sorted()
    guard foreign.isEmpty else {
      throw fault(
        "the folder holds other files: \(foreign.prefix(5).joined(separator: ", "))",
        "a new path, or an economy folder without other files")
    }
    guard names.contains(where: { !$0.hasPrefix(".") }), !isEconomyFolder() else { return }
    throw fault(
      "the folder is not an economy folder", "a new path, or an economy folder to replace")
  }

  private func isEconomyFolder() -> Bool {
    let source = FolderFiles.directory(target)
    guard let bytes = try? source.bytes(EconomyLayout.package),
      let package = try? JSONReader.read(bytes, file: EconomyLayout.package)
    else { return false }
    return package["format"]?.text == EconomyLayout.format
  }

  private func fault(_ message: String, _ expected: String) -> ProblemReport {
    ProblemReport([Problem(at: Location(file: target.path), message, expected: expected)])
  }
}
