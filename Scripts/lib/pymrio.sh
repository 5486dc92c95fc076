# Finds or makes a Python with pymrio for the test that compares multipliers with it. Sourced, never run.
#
# Sets TIA_PYMRIO_PYTHON. Where no Python, no venv or no package index is at hand the test is skipped.

pymrio_folder="$root/.build-tests/pymrio"

pymrio_skipped() {
  unset TIA_PYMRIO_PYTHON
  say "SKIPPED: the comparison with pymrio ($*)"
}

setup_pymrio() {
  if [ -n "${TIA_PYMRIO_PYTHON:-}" ]; then
    "$TIA_PYMRIO_PYTHON" -c 'import pymrio' 2>/dev/null && return 0
    pymrio_skipped "$TIA_PYMRIO_PYTHON has no pymrio"
    return 0
  fi
  local python="$pymrio_folder/bin/python"
  if ! "$python" -c 'import pymrio' 2>/dev/null; then
    command -v python3 >/dev/null 2>&1 || { pymrio_skipped "there is no python3"; return 0; }
    say "Installing pymrio from PyPI into .build-tests/pymrio"
    rm -rf "$pymrio_folder"
    python3 -m venv "$pymrio_folder" >/dev/null 2>&1 ||
      { pymrio_skipped "python3 has no venv"; return 0; }
    timeout 300 "$python" -m pip install --quiet --disable-pip-version-check 'pymrio>=0.5,<1' \
      >/dev/null 2>&1 || { pymrio_skipped "PyPI cannot be reached"; return 0; }
    "$python" -c 'import pymrio' 2>/dev/null || { pymrio_skipped "pymrio does not load"; return 0; }
  fi
  export TIA_PYMRIO_PYTHON="$python"
}
