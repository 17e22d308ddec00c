"""Trains XGBoost's rank:pairwise on the ranking tasks that `npm run bench -- learn --json` leaves in a folder,
and prints its accuracy on the same held-out pairs. Needs Python's xgboost; without it nothing is compared.

    npm run bench -- learn --tasks DIR
    python3 scripts/compare-xgboost.py DIR
"""
import json
import sys
from pathlib import Path

try:
    import numpy as np
    import xgboost as xgb
except ImportError:
    print("skipped: Python's xgboost is not installed")
    sys.exit(0)


def margins_right(scores, pairs):
    difference = scores[pairs[:, 0]] - scores[pairs[:, 1]]
    return float(np.mean(np.where(difference > 0, 1.0, np.where(difference == 0, 0.5, 0.0))))


def matrix(part):
    # a group of two rows for each pair, the preferred one first
    pairs = np.array(part["pairs"])
    rows = np.array(part["rows"], dtype=np.float32)[pairs.reshape(-1)]
    data = xgb.DMatrix(rows, label=np.tile([1, 0], len(pairs)))
    data.set_group(np.full(len(pairs), 2))
    return data


for path in sorted(Path(sys.argv[1]).glob("*.json")):
    task = json.loads(path.read_text())
    settings = {
        "objective": "rank:pairwise",
        "max_depth": task["settings"]["depth"],
        "eta": task["settings"]["learningRate"],
        "lambda": task["settings"]["l2"],
        "max_bin": task["settings"]["bins"],
        "colsample_bytree": task["settings"]["featureShare"],
        "seed": 1,
        # of a group of two: whether the preferred one comes first
        "eval_metric": "ndcg@1",
        "nthread": 1,
    }
    model = xgb.train(
        settings,
        matrix(task["train"]),
        num_boost_round=task["settings"]["trees"],
        evals=[(matrix(task["stop"]), "stop")],
        early_stopping_rounds=task["settings"]["patience"],
        verbose_eval=False,
    )
    test = np.array(task["test"]["rows"], dtype=np.float32)
    scores = model.predict(xgb.DMatrix(test), iteration_range=(0, model.best_iteration + 1))
    theirs = margins_right(scores, np.array(task["test"]["pairs"]))
    print(f"{task['name']:24s} ours {task['ours']:.4f}  xgboost {theirs:.4f}  bound {task['bound']:.4f}")
