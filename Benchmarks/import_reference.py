"""Times `tia economy import --dry-run` against pandas on the same CSV file, turn by turn in one run.

Called by Benchmarks/import. The file has the shape and labels of a FIGARO table: 46 regions with 65 codes of industries,
five final uses each, and six primary inputs; numbers carry four decimals or six significant digits, half and half.
"""

import argparse
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time

READ = """
import resource, sys, time
start = time.perf_counter()
import pandas
ready = time.perf_counter()
table = pandas.read_csv(sys.argv[1], index_col=0, engine="c")
done = time.perf_counter()
print(ready - start, done - ready, table.shape, float(table.to_numpy()[:, 0].sum()))
"""


def write_table(path, regions, industries):
    draw = random.Random(20190101)

    def number():
        if draw.random() < 0.5:
            return "%.4f" % 10 ** draw.uniform(-3, 4)
        return "%.6g" % 10 ** draw.uniform(-3, 5)

    countries = ["R%02d" % k for k in range(regions - 1)] + ["FIGW1"]
    codes = ["C10T12"] + ["I%02d" % k for k in range(industries - 1)]
    cells = ["%s_%s" % (r, c) for r in countries for c in codes]
    finals = ["P3_S13", "P3_S14", "P3_S15", "P51G", "P5M"]
    columns = cells + ["%s_%s" % (r, c) for r in countries for c in finals]
    # Flows come from a pool, which is long enough that no row repeats another.
    pool = [number() for _ in range(400_000)]
    primary = ["D21X31", "OP_RES", "OP_NRES", "D29X39", "B2A3G"]
    with open(path, "w") as file:
        file.write("rowLabels," + ",".join(columns) + "\n")
        for label in cells + ["W2_" + code for code in primary]:
            at = draw.randrange(len(pool) - len(columns))
            file.write(label + "," + ",".join(pool[at : at + len(columns)]) + "\n")
    return len(cells) + len(primary), len(columns)


def timed(command):
    """Wall seconds, processor seconds, the most memory in MB and the text of a process."""
    with tempfile.TemporaryFile() as text:
        start = time.perf_counter()
        child = subprocess.Popen(command, stdout=text, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        text.seek(0)
        output = text.read().decode()
    if child.returncode != 0:
        sys.exit("%s failed:\n%s" % (command[0], output))
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tia", required=True)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    repeats = 3 if options.quick else 7
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "matrix_2019.csv")
        rows, columns = write_table(path, 5 if options.quick else 46, 60 if options.quick else 65)
        size = os.path.getsize(path) / 1e6
        ours, theirs = [], []
        for _ in range(repeats):
            seconds, processor, memory, text = timed([options.tia, "economy", "import", path, "--dry-run"])
            ours.append((seconds, float(re.search(r"read in ([0-9.]+) s", text).group(1)), processor, memory))
            seconds, processor, memory, text = timed([sys.executable, "-c", READ, path])
            theirs.append((seconds, float(text.split()[1]), processor, memory))
    best = [min(values) for values in zip(*ours)]
    other = [min(values) for values in zip(*theirs)]
    names = ["whole process", "reading", "processor time", "most memory"]
    figures = [
        {"name": name, "value": value, "pandas": reference, "unit": unit, "ratio": reference / value}
        for name, value, reference, unit in zip(names, best, other, ["s", "s", "s", "MB"])
    ]
    middle = statistics.median(a[1] for a in theirs) / statistics.median(a[1] for a in ours)
    figures.append({"name": "reading, medians", "value": middle, "pandas": 1.0, "unit": "times", "ratio": middle})
    if options.json:
        print(json.dumps({"rows": rows, "columns": columns, "megabytes": size, "figures": figures}))
        return
    print("%d x %d numbers, %.0f MB; best of %d turns" % (rows, columns, size, repeats))
    for figure in figures[:4]:
        print(
            "%-14s tia %8.3f %-3s pandas %8.3f %-3s ratio %.1f"
            % (figure["name"], figure["value"], figure["unit"], figure["pandas"], figure["unit"], figure["ratio"])
        )
    print("ratio of the medians of the reading: %.1f" % middle)


main()
