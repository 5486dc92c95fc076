#include "CImpactShipped.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

// The shipped data, compiled in by name. The files of an economy are listed in the order of its
// layout; one that is not there is left out, and the reader says which are missing. The build sees
// changes of these files, but not that one appears for the first time: touch this file then.

static const unsigned char catalogue_parameters_csv[] = {
#embed "catalogue/parameters.csv"
};

static const unsigned char catalogue_build_csv[] = {
#embed "catalogue/build.csv"
};

static const unsigned char catalogue_plants_csv[] = {
#embed "catalogue/plants.csv"
};

static const unsigned char catalogue_territories_csv[] = {
#embed "catalogue/territories.csv"
};

static const unsigned char catalogue_component_groups_csv[] = {
#embed "catalogue/component-groups.csv"
};

static const unsigned char catalogue_local_content_baskets_csv[] = {
#embed "catalogue/local-content-baskets.csv"
};

static const unsigned char catalogue_trade_elasticities_csv[] = {
#embed "catalogue/trade-elasticities.csv"
};

static const unsigned char catalogue_nuts2_versions_csv[] = {
#embed "catalogue/nuts2-versions.csv"
};

static const unsigned char catalogue_gdp_per_head_csv[] = {
#embed "catalogue/gdp-per-head.csv"
};

static const unsigned char catalogue_value_added_2014_csv[] = {
#embed "catalogue/value-added-2014.csv"
};

static const unsigned char catalogue_concordances_a64_to_a10_csv[] = {
#embed "catalogue/concordances/a64-to-a10.csv"
};

static const unsigned char catalogue_concordances_a64_to_a21_csv[] = {
#embed "catalogue/concordances/a64-to-a21.csv"
};

static const unsigned char catalogue_concordances_a64_to_a38_csv[] = {
#embed "catalogue/concordances/a64-to-a38.csv"
};

static const unsigned char catalogue_concordances_exiobase_3_to_nace1_divisions_csv[] = {
#embed "catalogue/concordances/exiobase-3-to-nace1-divisions.csv"
};

static const unsigned char catalogue_concordances_isic4_divisions_to_sections_csv[] = {
#embed "catalogue/concordances/isic4-divisions-to-sections.csv"
};

static const unsigned char catalogue_concordances_nace_divisions_to_a10_csv[] = {
#embed "catalogue/concordances/nace-divisions-to-a10.csv"
};

static const unsigned char catalogue_concordances_nace_divisions_to_a21_csv[] = {
#embed "catalogue/concordances/nace-divisions-to-a21.csv"
};

static const unsigned char catalogue_concordances_nace_divisions_to_a38_csv[] = {
#embed "catalogue/concordances/nace-divisions-to-a38.csv"
};

static const unsigned char catalogue_concordances_nace_divisions_to_a64_csv[] = {
#embed "catalogue/concordances/nace-divisions-to-a64.csv"
};

static const unsigned char catalogue_concordances_oecd_icio_to_a10_csv[] = {
#embed "catalogue/concordances/oecd-icio-to-a10.csv"
};

static const unsigned char catalogue_concordances_oecd_icio_to_sections_csv[] = {
#embed "catalogue/concordances/oecd-icio-to-sections.csv"
};

static const unsigned char catalogue_concordances_wiod_2013_to_nace1_sections_csv[] = {
#embed "catalogue/concordances/wiod-2013-to-nace1-sections.csv"
};

static const unsigned char catalogue_concordances_wiod_2016_to_a10_csv[] = {
#embed "catalogue/concordances/wiod-2016-to-a10.csv"
};

static const unsigned char catalogue_concordances_wiod_2016_to_sections_csv[] = {
#embed "catalogue/concordances/wiod-2016-to-sections.csv"
};

#if __has_embed("eu-nuts2/datapackage.json") == __STDC_EMBED_FOUND__
#define HAS_DATAPACKAGE_JSON 1
static const unsigned char eu_nuts2_datapackage_json[] = {
#embed "eu-nuts2/datapackage.json"
};
#endif

#if __has_embed("eu-nuts2/regions.csv") == __STDC_EMBED_FOUND__
#define HAS_REGIONS_CSV 1
static const unsigned char eu_nuts2_regions_csv[] = {
#embed "eu-nuts2/regions.csv"
};
#endif

#if __has_embed("eu-nuts2/industries.csv") == __STDC_EMBED_FOUND__
#define HAS_INDUSTRIES_CSV 1
static const unsigned char eu_nuts2_industries_csv[] = {
#embed "eu-nuts2/industries.csv"
};
#endif

#if __has_embed("eu-nuts2/countries.csv") == __STDC_EMBED_FOUND__
#define HAS_COUNTRIES_CSV 1
static const unsigned char eu_nuts2_countries_csv[] = {
#embed "eu-nuts2/countries.csv"
};
#endif

#if __has_embed("eu-nuts2/territories.csv") == __STDC_EMBED_FOUND__
#define HAS_TERRITORIES_CSV 1
static const unsigned char eu_nuts2_territories_csv[] = {
#embed "eu-nuts2/territories.csv"
};
#endif

#if __has_embed("eu-nuts2/satellites.csv") == __STDC_EMBED_FOUND__
#define HAS_SATELLITES_CSV 1
static const unsigned char eu_nuts2_satellites_csv[] = {
#embed "eu-nuts2/satellites.csv"
};
#endif

#if __has_embed("eu-nuts2/technology-mix.csv") == __STDC_EMBED_FOUND__
#define HAS_TECHNOLOGY_MIX_CSV 1
static const unsigned char eu_nuts2_technology_mix_csv[] = {
#embed "eu-nuts2/technology-mix.csv"
};
#endif

#if __has_embed("eu-nuts2/quality.csv") == __STDC_EMBED_FOUND__
#define HAS_QUALITY_CSV 1
static const unsigned char eu_nuts2_quality_csv[] = {
#embed "eu-nuts2/quality.csv"
};
#endif

#if __has_embed("eu-nuts2/technology_own.npy") == __STDC_EMBED_FOUND__
#define HAS_TECHNOLOGY_OWN_NPY 1
static const unsigned char eu_nuts2_technology_own_npy[] = {
#embed "eu-nuts2/technology_own.npy"
};
#endif

#if __has_embed("eu-nuts2/technology_imported.npy") == __STDC_EMBED_FOUND__
#define HAS_TECHNOLOGY_IMPORTED_NPY 1
static const unsigned char eu_nuts2_technology_imported_npy[] = {
#embed "eu-nuts2/technology_imported.npy"
};
#endif

#if __has_embed("eu-nuts2/own_share_shift.npy") == __STDC_EMBED_FOUND__
#define HAS_OWN_SHARE_SHIFT_NPY 1
static const unsigned char eu_nuts2_own_share_shift_npy[] = {
#embed "eu-nuts2/own_share_shift.npy"
};
#endif

#if __has_embed("eu-nuts2/final_demand_own.npy") == __STDC_EMBED_FOUND__
#define HAS_FINAL_DEMAND_OWN_NPY 1
static const unsigned char eu_nuts2_final_demand_own_npy[] = {
#embed "eu-nuts2/final_demand_own.npy"
};
#endif

#if __has_embed("eu-nuts2/final_demand_imported.npy") == __STDC_EMBED_FOUND__
#define HAS_FINAL_DEMAND_IMPORTED_NPY 1
static const unsigned char eu_nuts2_final_demand_imported_npy[] = {
#embed "eu-nuts2/final_demand_imported.npy"
};
#endif

#if __has_embed("eu-nuts2/own_region_use.npy") == __STDC_EMBED_FOUND__
#define HAS_OWN_REGION_USE_NPY 1
static const unsigned char eu_nuts2_own_region_use_npy[] = {
#embed "eu-nuts2/own_region_use.npy"
};
#endif

#if __has_embed("eu-nuts2/exports_to_world.npy") == __STDC_EMBED_FOUND__
#define HAS_EXPORTS_TO_WORLD_NPY 1
static const unsigned char eu_nuts2_exports_to_world_npy[] = {
#embed "eu-nuts2/exports_to_world.npy"
};
#endif

#if __has_embed("eu-nuts2/attraction.npy") == __STDC_EMBED_FOUND__
#define HAS_ATTRACTION_NPY 1
static const unsigned char eu_nuts2_attraction_npy[] = {
#embed "eu-nuts2/attraction.npy"
};
#endif

#if __has_embed("eu-nuts2/pair_factors.npy") == __STDC_EMBED_FOUND__
#define HAS_PAIR_FACTORS_NPY 1
static const unsigned char eu_nuts2_pair_factors_npy[] = {
#embed "eu-nuts2/pair_factors.npy"
};
#endif

#define SHIPPED(path, bytes) {path, bytes, sizeof bytes},

static const impact_shipped_file files[] = {
  SHIPPED("catalogue/parameters.csv", catalogue_parameters_csv)
  SHIPPED("catalogue/build.csv", catalogue_build_csv)
  SHIPPED("catalogue/plants.csv", catalogue_plants_csv)
  SHIPPED("catalogue/territories.csv", catalogue_territories_csv)
  SHIPPED("catalogue/component-groups.csv", catalogue_component_groups_csv)
  SHIPPED("catalogue/local-content-baskets.csv", catalogue_local_content_baskets_csv)
  SHIPPED("catalogue/trade-elasticities.csv", catalogue_trade_elasticities_csv)
  SHIPPED("catalogue/nuts2-versions.csv", catalogue_nuts2_versions_csv)
  SHIPPED("catalogue/gdp-per-head.csv", catalogue_gdp_per_head_csv)
  SHIPPED("catalogue/value-added-2014.csv", catalogue_value_added_2014_csv)
  SHIPPED("catalogue/concordances/a64-to-a10.csv", catalogue_concordances_a64_to_a10_csv)
  SHIPPED("catalogue/concordances/a64-to-a21.csv", catalogue_concordances_a64_to_a21_csv)
  SHIPPED("catalogue/concordances/a64-to-a38.csv", catalogue_concordances_a64_to_a38_csv)
  SHIPPED("catalogue/concordances/exiobase-3-to-nace1-divisions.csv", catalogue_concordances_exiobase_3_to_nace1_divisions_csv)
  SHIPPED("catalogue/concordances/isic4-divisions-to-sections.csv", catalogue_concordances_isic4_divisions_to_sections_csv)
  SHIPPED("catalogue/concordances/nace-divisions-to-a10.csv", catalogue_concordances_nace_divisions_to_a10_csv)
  SHIPPED("catalogue/concordances/nace-divisions-to-a21.csv", catalogue_concordances_nace_divisions_to_a21_csv)
  SHIPPED("catalogue/concordances/nace-divisions-to-a38.csv", catalogue_concordances_nace_divisions_to_a38_csv)
  SHIPPED("catalogue/concordances/nace-divisions-to-a64.csv", catalogue_concordances_nace_divisions_to_a64_csv)
  SHIPPED("catalogue/concordances/oecd-icio-to-a10.csv", catalogue_concordances_oecd_icio_to_a10_csv)
  SHIPPED("catalogue/concordances/oecd-icio-to-sections.csv", catalogue_concordances_oecd_icio_to_sections_csv)
  SHIPPED("catalogue/concordances/wiod-2013-to-nace1-sections.csv", catalogue_concordances_wiod_2013_to_nace1_sections_csv)
  SHIPPED("catalogue/concordances/wiod-2016-to-a10.csv", catalogue_concordances_wiod_2016_to_a10_csv)
  SHIPPED("catalogue/concordances/wiod-2016-to-sections.csv", catalogue_concordances_wiod_2016_to_sections_csv)
#if HAS_DATAPACKAGE_JSON
  SHIPPED("eu-nuts2/datapackage.json", eu_nuts2_datapackage_json)
#endif
#if HAS_REGIONS_CSV
  SHIPPED("eu-nuts2/regions.csv", eu_nuts2_regions_csv)
#endif
#if HAS_INDUSTRIES_CSV
  SHIPPED("eu-nuts2/industries.csv", eu_nuts2_industries_csv)
#endif
#if HAS_COUNTRIES_CSV
  SHIPPED("eu-nuts2/countries.csv", eu_nuts2_countries_csv)
#endif
#if HAS_TERRITORIES_CSV
  SHIPPED("eu-nuts2/territories.csv", eu_nuts2_territories_csv)
#endif
#if HAS_SATELLITES_CSV
  SHIPPED("eu-nuts2/satellites.csv", eu_nuts2_satellites_csv)
#endif
#if HAS_TECHNOLOGY_MIX_CSV
  SHIPPED("eu-nuts2/technology-mix.csv", eu_nuts2_technology_mix_csv)
#endif
#if HAS_QUALITY_CSV
  SHIPPED("eu-nuts2/quality.csv", eu_nuts2_quality_csv)
#endif
#if HAS_TECHNOLOGY_OWN_NPY
  SHIPPED("eu-nuts2/technology_own.npy", eu_nuts2_technology_own_npy)
#endif
#if HAS_TECHNOLOGY_IMPORTED_NPY
  SHIPPED("eu-nuts2/technology_imported.npy", eu_nuts2_technology_imported_npy)
#endif
#if HAS_OWN_SHARE_SHIFT_NPY
  SHIPPED("eu-nuts2/own_share_shift.npy", eu_nuts2_own_share_shift_npy)
#endif
#if HAS_FINAL_DEMAND_OWN_NPY
  SHIPPED("eu-nuts2/final_demand_own.npy", eu_nuts2_final_demand_own_npy)
#endif
#if HAS_FINAL_DEMAND_IMPORTED_NPY
  SHIPPED("eu-nuts2/final_demand_imported.npy", eu_nuts2_final_demand_imported_npy)
#endif
#if HAS_OWN_REGION_USE_NPY
  SHIPPED("eu-nuts2/own_region_use.npy", eu_nuts2_own_region_use_npy)
#endif
#if HAS_EXPORTS_TO_WORLD_NPY
  SHIPPED("eu-nuts2/exports_to_world.npy", eu_nuts2_exports_to_world_npy)
#endif
#if HAS_ATTRACTION_NPY
  SHIPPED("eu-nuts2/attraction.npy", eu_nuts2_attraction_npy)
#endif
#if HAS_PAIR_FACTORS_NPY
  SHIPPED("eu-nuts2/pair_factors.npy", eu_nuts2_pair_factors_npy)
#endif
};

size_t impact_shipped_count(void) { return sizeof files / sizeof files[0]; }
impact_shipped_file impact_shipped_at(size_t index) { return files[index]; }
