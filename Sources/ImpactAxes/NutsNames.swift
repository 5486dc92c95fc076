/// A region of level 1 of the NUTS classification: all regions of level 2 whose code begins with its own.
package struct NutsGroup: Sendable, Hashable {
  /// Three characters, such as `BE3`.
  package let code: String
  /// As the classification writes it.
  package let name: String
  /// Other names in use, such as the English one.
  package let otherNames: [String]

  /// Indices of its regions of level 2.
  package func regions(in codes: [String]) -> [Int] {
    codes.indices.filter { codes[$0].count == 4 && codes[$0].hasPrefix(code) }
  }
}

/// Names of regions beside those of an economy: NUTS-1 regions, and other names of NUTS-2 regions in use.
///
/// Names of NUTS 2021: Commission Delegated Regulation (EU) 2019/1755, Annex; codes and names of level 1 are
/// the same in NUTS 2016 (Regulation (EU) 2016/2066). English names are those in common use.
package enum NutsNames {
  /// Every NUTS-1 region of the Union.
  package static let groups: [NutsGroup] = lines(level1)
    .map { NutsGroup(code: $0[0], name: $0[1], otherNames: Array($0.dropFirst(2))) }

  /// The NUTS-1 region of a code or a name, without regard to case and accents.
  package static func group(named name: String) -> NutsGroup? {
    groupsByName[PlaceName.folded(name)]
  }

  /// What a name stands for among regions with some codes; nil where none of them is among the codes.
  ///
  /// A NUTS-2 region by another name in use, where `group` is nil, or all of a NUTS-1 region.
  package static func place(
    named name: String, among codes: [String]
  ) -> (group: NutsGroup?, members: [Int])? {
    if let code = regionsByName[PlaceName.folded(name)], let index = codes.firstIndex(of: code) {
      return (nil, [index])
    }
    guard let group = group(named: name) else { return nil }
    let members = group.regions(in: codes)
    return members.isEmpty ? nil : (group, members)
  }

  private static let groupsByName: [String: NutsGroup] = Dictionary(
    groups.flatMap { group in
      ([group.code, group.name] + group.otherNames).map { (PlaceName.folded($0), group) }
    }, uniquingKeysWith: { first, _ in first })

  private static let regionsByName: [String: String] = Dictionary(
    lines(level2).flatMap { line in line.dropFirst().map { (PlaceName.folded($0), line[0]) } },
    uniquingKeysWith: { first, _ in first })

  /// Code and names of each line.
  private static func lines(_ text: String) -> [[String]] {
    text.split(separator: "\n").map { $0.split(separator: "|").map(String.init) }
  }

  private static let level1 = """
    AT1|Ostösterreich|Eastern Austria
    AT2|Südösterreich|Southern Austria
    AT3|Westösterreich|Western Austria
    BE1|Région de Bruxelles-Capitale/Brussels Hoofdstedelijk Gewest|Brussels|Bruxelles|Brussel
    BE2|Vlaams Gewest|Flanders|Vlaanderen|Flemish Region
    BE3|Région wallonne|Wallonia|Wallonie|Walloon Region
    BG3|Severna i Yugoiztochna Bulgaria
    BG4|Yugozapadna i Yuzhna tsentralna Bulgaria
    CY0|Kýpros
    CZ0|Česko
    DE1|Baden-Württemberg
    DE2|Bayern|Bavaria
    DE3|Berlin
    DE4|Brandenburg
    DE5|Bremen
    DE6|Hamburg
    DE7|Hessen|Hesse
    DE8|Mecklenburg-Vorpommern|Mecklenburg-Western Pomerania
    DE9|Niedersachsen|Lower Saxony
    DEA|Nordrhein-Westfalen|North Rhine-Westphalia|NRW
    DEB|Rheinland-Pfalz|Rhineland-Palatinate
    DEC|Saarland
    DED|Sachsen|Saxony
    DEE|Sachsen-Anhalt|Saxony-Anhalt
    DEF|Schleswig-Holstein
    DEG|Thüringen|Thuringia
    DK0|Danmark
    EE0|Eesti
    EL3|Attiki|Attica
    EL4|Nisia Aigaiou, Kriti
    EL5|Voreia Elláda|Northern Greece
    EL6|Kentriki Elláda|Central Greece
    ES1|Noroeste
    ES2|Noreste
    ES3|Comunidad de Madrid
    ES4|Centro (ES)
    ES5|Este
    ES6|Sur
    ES7|Canarias
    FI1|Manner-Suomi|Mainland Finland
    FI2|Åland
    FR1|Île-de-France
    FRB|Centre — Val de Loire
    FRC|Bourgogne-Franche-Comté
    FRD|Normandie|Normandy
    FRE|Hauts-de-France
    FRF|Grand Est
    FRG|Pays de la Loire
    FRH|Bretagne|Brittany
    FRI|Nouvelle-Aquitaine
    FRJ|Occitanie|Occitania
    FRK|Auvergne-Rhône-Alpes
    FRL|Provence-Alpes-Côte d’Azur
    FRM|Corse|Corsica
    FRY|RUP FR — Régions Ultrapériphériques Françaises
    HR0|Hrvatska
    HU1|Közép-Magyarország|Central Hungary
    HU2|Dunántúl|Transdanubia
    HU3|Alföld és Észak
    IE0|Ireland
    ITC|Nord-Ovest
    ITF|Sud
    ITG|Isole
    ITH|Nord-Est
    ITI|Centro (IT)
    LT0|Lietuva
    LU0|Luxembourg
    LV0|Latvija
    MT0|Malta
    NL1|Noord-Nederland|Northern Netherlands
    NL2|Oost-Nederland|Eastern Netherlands
    NL3|West-Nederland|Western Netherlands
    NL4|Zuid-Nederland|Southern Netherlands
    PL2|Makroregion południowy
    PL4|Makroregion północno-zachodni
    PL5|Makroregion południowo-zachodni
    PL6|Makroregion północny
    PL7|Makroregion centralny
    PL8|Makroregion wschodni
    PL9|Makroregion województwo mazowieckie|Mazowieckie|Masovia
    PT1|Continente
    PT2|Região Autónoma dos Açores
    PT3|Região Autónoma da Madeira
    RO1|Macroregiunea Unu
    RO2|Macroregiunea Doi
    RO3|Macroregiunea Trei
    RO4|Macroregiunea Patru
    SE1|Östra Sverige|Eastern Sweden
    SE2|Södra Sverige|Southern Sweden
    SE3|Norra Sverige|Northern Sweden
    SI0|Slovenija
    SK0|Slovensko
    """

  private static let level2 = """
    AT12|Lower Austria
    AT13|Vienna
    AT21|Carinthia
    AT22|Styria
    AT31|Upper Austria
    AT33|Tyrol
    BE21|Antwerpen|Antwerp
    BE23|Oost-Vlaanderen|East Flanders
    BE24|Vlaams-Brabant|Flemish Brabant
    BE25|West-Vlaanderen|West Flanders
    BE31|Brabant wallon|Walloon Brabant
    BE32|Hainaut
    BE33|Liège
    BE35|Namur
    CZ01|Prague
    CZ02|Central Bohemia
    CZ08|Moravia-Silesia|Moravian-Silesian Region
    DE21|Upper Bavaria
    DE22|Lower Bavaria
    DE23|Upper Palatinate
    DE24|Upper Franconia
    DE25|Middle Franconia
    DE26|Lower Franconia
    DE27|Swabia
    DE91|Brunswick
    DE92|Hanover
    DEA2|Cologne
    DK02|Zealand
    DK03|Southern Denmark
    DK04|Central Denmark
    DK05|North Denmark
    EL41|Northern Aegean
    EL42|Southern Aegean
    EL43|Crete
    EL52|Central Macedonia
    EL53|Western Macedonia
    EL54|Epirus
    EL61|Thessaly
    EL62|Ionian Islands
    EL63|Western Greece
    EL65|Peloponnese
    ES12|Asturias
    ES21|Basque Country|Euskadi
    ES22|Navarra|Navarre
    ES30|Madrid
    ES41|Castile and León
    ES42|Castile-La Mancha
    ES51|Catalonia|Catalunya
    ES52|Valencian Community|Comunidad Valenciana
    ES53|Balearic Islands|Islas Baleares
    ES61|Andalusia
    ES62|Murcia
    ES63|Ceuta
    ES64|Melilla
    ES70|Canary Islands
    FRB0|Centre-Val de Loire
    FRC1|Burgundy
    FRD1|Lower Normandy
    FRD2|Upper Normandy
    FRE1|Nord-Pas-de-Calais
    FRE2|Picardy
    HR02|Pannonian Croatia
    HR03|Adriatic Croatia
    HR05|Zagreb|City of Zagreb
    HR06|Northern Croatia
    ITC1|Piedmont
    ITC2|Aosta Valley
    ITC4|Lombardy
    ITF4|Apulia
    ITG1|Sicily
    ITG2|Sardinia
    ITH1|South Tyrol|Südtirol|Alto Adige
    ITH2|Trentino
    ITI1|Tuscany
    NL12|Friesland|Fryslân
    NL32|North Holland
    NL33|South Holland
    NL41|North Brabant
    PL21|Lesser Poland
    PL22|Silesia
    PL41|Greater Poland
    PL42|West Pomerania
    PL51|Lower Silesia
    PL63|Pomerania
    PT17|Lisbon
    PT20|Azores|Açores
    PT30|Madeira
    RO32|Bucharest-Ilfov
    SI03|Eastern Slovenia
    SI04|Western Slovenia
    SK01|Bratislava|Bratislava Region
    SK02|Western Slovakia
    SK03|Central Slovakia
    SK04|Eastern Slovakia
    """
}
