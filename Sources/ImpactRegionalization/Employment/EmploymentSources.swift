package import Foundation

/// Where the files stand that the estimate of regional employment reads.
package struct EmploymentSources: Sendable {
  /// Persons employed by NUTS-2 region and NACE division, 2015 (Eurostat `sbs_r_nuts06_r2`).
  package let businessStatistics: URL
  /// Persons by region and broad group, 2013 to 2018 (Eurostat `nama_10r_3empers`).
  package let employmentTable: URL
  /// Gross domestic product by region (Eurostat `nama_10r_3gdp`).
  package let domesticProduct: URL
  /// Conversion weights between NUTS versions (JRC).
  package let crosswalk: URL
  /// Names, longitudes and latitudes of the NUTS-2 regions of 2024.
  package let centroids: URL
  /// Register of vehicle, powertrain and battery plants with a column `persons`.
  package let plants: SourceTable
  /// Codes of the industries, one for each row (column `code`).
  package let industries: URL
  /// Three-letter codes of the countries of the national tables (column `code`).
  package let countries: URL
  /// Names of the primary rows of the national tables (column `code`, one of them `VA`).
  package let primaryRows: URL
  /// Primary inputs: countries × primary rows × (industries, then final uses), million USD.
  package let primaryInputs: URL
  /// Socio-economic accounts with employment in thousand persons (columns `country`, `code`, `EMP`).
  package let socioEconomicAccounts: URL

  /// The usual layout below one data folder, with the plant register beside it.
  package init(folder: URL, plants: SourceTable) {
    func file(_ path: String) -> URL { folder.appending(path: path) }
    businessStatistics = file("eurostat/sbs_r_nuts06_r2_2015.csv")
    employmentTable = file("eurostat/nama_10r_3empers_nuts0-2_2013-2018.csv")
    domesticProduct = file("eurostat/nama_10r_3gdp_nuts0-2.csv")
    crosswalk = file("nuts/crosswalk_nuts2.csv")
    centroids = file("nuts/nuts2_2024_centroids.csv")
    self.plants = plants
    industries = file("wiod-2016-niot/industries.csv")
    countries = file("wiod-2016-niot/countries.csv")
    primaryRows = file("wiod-2016-niot/primary-rows.csv")
    primaryInputs = file("wiod-2016-niot/primary_2014.npy")
    socioEconomicAccounts = file("wiod-2016-niot/socio-economic-accounts_2014.csv")
  }
}
