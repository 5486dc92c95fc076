"""Times numpy, scipy and pymrio on a dense table that the comparison wrote.

usage: reference.py FILE N [thousand] [inverse] [pymrio]
FILE holds A column by column as numbers of eight bytes, FILE.b a right-hand side. Prints a JSON object.
"""

import json
import resource
import sys
import time

import numpy as np


def timed(work):
    start = time.perf_counter()
    value = work()
    return value, time.perf_counter() - start


def main():
    path, n = sys.argv[1], int(sys.argv[2])
    wanted = set(sys.argv[3:])
    a = np.fromfile(path).reshape((n, n)).T
    b = np.fromfile(path + ".b")
    numbers, versions = {}, {"numpy": np.__version__}
    i_a = np.eye(n) - a
    try:
        import scipy
        import scipy.linalg

        x, numbers["scipy_solve"] = timed(lambda: scipy.linalg.lu_solve(scipy.linalg.lu_factor(i_a), b))
        versions["scipy"] = scipy.__version__
    except ImportError:
        x, numbers["scipy_solve"] = timed(lambda: np.linalg.solve(i_a, b))
    x.tofile(path + ".x")
    if "thousand" in wanted:
        many = np.random.default_rng(3).random((n, 1000))
        try:
            _, numbers["scipy_thousand"] = timed(
                lambda: scipy.linalg.lu_solve(scipy.linalg.lu_factor(i_a), many)
            )
        except NameError:
            _, numbers["scipy_thousand"] = timed(lambda: np.linalg.solve(i_a, many))
        del many
    if "inverse" in wanted:
        inverse, numbers["numpy_inverse"] = timed(lambda: np.linalg.inv(i_a))
        del inverse
    if "pymrio" in wanted:
        try:
            import pandas as pd
            import pymrio

            frame = pd.DataFrame(a)
            stressor = pd.DataFrame(b[None, :])

            def multipliers():
                return pymrio.calc_M(stressor, pymrio.calc_L(frame))

            _, numbers["pymrio_multipliers"] = timed(multipliers)
            versions["pymrio"] = pymrio.__version__
        except ImportError:
            pass
    numbers["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    json.dump({"numbers": numbers, "versions": versions}, sys.stdout)


main()
