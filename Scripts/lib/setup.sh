# Shared by the scripts: finds or installs what the build needs. Sourced, never run.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root" || exit 1

say() { printf '==> %s\n' "$*" >&2; }

# Runs a command as root: directly, or through sudo when it asks for no password.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  else
    sudo -n "$@"
  fi
}

can_be_root() {
  [ "$(id -u)" -eq 0 ] || { command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; }
}

# Whether the C compiler of the Swift toolchain finds the three headers that the package includes.
has_libraries() {
  printf '#include <cblas.h>\n#include <lapacke.h>\n#include <zlib.h>\n' |
    clang -fsyntax-only -x c $(pkg-config --cflags openblas lapacke zlib 2>/dev/null) - 2>/dev/null
}

install_libraries() {
  has_libraries && return 0
  local packages="libopenblas-dev liblapacke-dev zlib1g-dev"
  if ! command -v apt-get >/dev/null 2>&1; then
    say "OpenBLAS, LAPACKE or zlib is missing. Install them with their C headers, then run this again."
    exit 1
  fi
  if ! can_be_root; then
    say "OpenBLAS, LAPACKE or zlib is missing. Install them, then run this again:"
    say "  sudo apt-get update && sudo apt-get install -y $packages"
    exit 1
  fi
  say "Installing $packages with apt"
  as_root apt-get update -qq >&2 || say "apt-get update failed; trying with the lists at hand"
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends $packages >&2 || {
    say "apt could not install $packages"
    exit 1
  }
  has_libraries || {
    say "The headers of OpenBLAS, LAPACKE and zlib are still not found"
    exit 1
  }
}

check_swift() {
  command -v swift >/dev/null 2>&1 || {
    say "Swift is missing. Install Swift 6.2 or newer from https://www.swift.org/install/"
    exit 1
  }
}

setup() {
  check_swift
  install_libraries
}
