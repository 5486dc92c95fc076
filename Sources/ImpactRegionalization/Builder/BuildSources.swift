package import Foundation

/// Where a build finds its sources.
package struct BuildSources: Sendable {
  /// Folder with the published tables (`wiod-2016-niot`, `eurostat`, `nuts` …).
  package let data: URL
  /// Parameter files as text: their names and contents.
  package let parameters: [(file: String, text: String)]
  /// Plant register.
  package let plants: SourceTable
  /// Territories as text.
  package let territories: (file: String, text: String)

  package init(
    data: URL, parameters: [(file: String, text: String)], plants: SourceTable,
    territories: (file: String, text: String)
  ) {
    self.data = data
    self.parameters = parameters
    self.plants = plants
    self.territories = territories
  }

  package func folder(_ name: String) -> URL { data.appending(path: name) }
}
