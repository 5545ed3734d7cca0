"""Scikit-dimension's estimates of given points. Standard input: one JSON document {sets: {name: rows}, cases: [{set, call}]}; standard output: one JSON document
{answers: one a case, fixtures}. A call: {class, arguments, method, fit, answer}; lists among its arguments become arrays. Where `sets` holds no rows but null, the
points are those of the package's own reference fixtures, and are answered as `sets`."""

import json
import os
import sys
import warnings

import numpy as np
import skdim

warnings.filterwarnings("ignore")

reference = os.path.join(os.path.dirname(skdim.__file__), "tests", "reference")
sys.path.insert(0, reference)
from data import dup_datasets, id_datasets  # noqa: E402


def arrays(settings):
    return {name: np.array(value) if isinstance(value, list) else value for name, value in settings.items()}


def answer(points, call):
    estimator = getattr(skdim.id, call["class"])(**arrays(call["arguments"]))
    fitted = getattr(estimator, call["method"])(points, **arrays(call["fit"]))
    return np.asarray(getattr(fitted, call["answer"]), dtype=float).tolist()


asked = json.load(sys.stdin)
own = {**id_datasets(), **dup_datasets()}
sets = {name: own[name] if rows is None else np.array(rows) for name, rows in asked["sets"].items()}
answers = []
for case in asked["cases"]:
    try:
        answers.append({"value": answer(sets[case["set"]].copy(), case["call"])})
    except Exception as error:
        answers.append({"problem": f"{type(error).__name__}: {error}"})
with open(os.path.join(reference, "fixtures.json")) as file:
    fixtures = json.load(file)
given = {name: sets[name].tolist() for name, rows in asked["sets"].items() if rows is None}
json.dump({"answers": answers, "sets": given, "fixtures": fixtures}, sys.stdout)
