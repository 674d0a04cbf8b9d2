"""Labels the data sets of `data-sets.ts` by the reference implementation (printed by `print.ts`): JSON on standard input and output.

Needs scikit-learn-contrib's hdbscan; README.md says which version, and what was changed in it. The spanning tree is exact, as ours is.
"""

import json
import sys

import hdbscan
import numpy as np

ALGORITHM = sys.argv[1] if len(sys.argv) > 1 else "best"
answers = {}
for data_set in json.load(sys.stdin):
    options = data_set["options"]
    clusterer = hdbscan.HDBSCAN(
        min_cluster_size=options["minClusterSize"],
        min_samples=options.get("minSamples"),
        cluster_selection_method=options.get("method", "eom"),
        algorithm=ALGORITHM,
        approx_min_span_tree=False,
        core_dist_n_jobs=1,
    )
    answers[data_set["name"]] = clusterer.fit_predict(np.array(data_set["vectors"], dtype=float)).tolist()
json.dump(answers, sys.stdout, separators=(",", ":"))
