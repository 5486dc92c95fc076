// The shipped data, compiled in: a table of files by name.
#pragma once
#include <stddef.h>

typedef struct {
  /// Path inside the shipped folder, for example "eu-nuts2/regions.csv".
  const char *path;
  const unsigned char *bytes;
  size_t count;
} impact_shipped_file;

/// Number of shipped files.
size_t impact_shipped_count(void);
/// The file at an index below the count.
impact_shipped_file impact_shipped_at(size_t index);
