// zlib: streams of deflate, and CRC-32.
#include <zlib.h>
