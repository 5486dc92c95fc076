#include "CImpactShipped.h"

static const unsigned char parameters[] = {
#embed "catalogue/parameters.csv"
};

static const impact_shipped_file files[] = {
  {"catalogue/parameters.csv", parameters, sizeof parameters},
};

size_t impact_shipped_count(void) { return sizeof files / sizeof files[0]; }
impact_shipped_file impact_shipped_at(size_t index) { return files[index]; }
