"""What Gapscope is measured against. Usage: peers.py BENCHMARK PEER DATA COUNT DIMENSION; answers one JSON line for each line of standard input."""

import json
import resource
import sys
import time
import warnings

import numpy as np

warnings.filterwarnings("ignore")

benchmark, peer, path, count, dimension = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5])
points = np.fromfile(path, dtype=np.float32 if path.endswith(".f32") else np.float64).reshape(count, dimension)


def subset_weights(sizes):
    """C(M - k, n - 1) / C(M, n) for ranks k = 1 ... M, by log-gamma."""
    from scipy.special import gammaln

    m = count - 1
    k = np.arange(1, m + 1)
    columns = []
    for n in sizes:
        rest = np.maximum(m - k - n + 1, 0)
        log = gammaln(m - k + 1) - gammaln(n) - gammaln(rest + 1)
        log -= gammaln(m + 1) - gammaln(n + 1) - gammaln(m - n + 1)
        columns.append(np.where(m - k >= n - 1, np.exp(log), 0))
    return np.stack(columns, 1)


def curve_numpy(sizes):
    weights = subset_weights(sizes)
    centred = points - points.mean(0)
    norms = (centred * centred).sum(1)
    sums = np.zeros(count - 1)
    for start in range(0, count, 1000):
        stop = min(count, start + 1000)
        block = centred[start:stop] @ centred.T
        block *= -2
        block += norms[start:stop, None]
        block += norms[None, :]
        block[np.arange(stop - start), np.arange(start, stop)] = np.inf
        block.sort(1)
        sums += np.maximum(block[:, : count - 1], 0).sum(0, dtype=np.float64)
    return (sums @ weights / count).tolist()


def neighbours_faiss(k):
    import faiss

    index = faiss.IndexFlatL2(dimension)
    index.add(points)
    distances, _ = index.search(points, k + 1)
    return [float(distances[:, 1].mean())]


def estimators_scikit_dimension():
    import skdim

    mle = skdim.id.MLE().fit(points, n_neighbors=20).dimension_
    two_nn = skdim.id.TwoNN(method="mle").fit(points).dimension_
    return [float(mle), float(two_nn)]


def distances_scikit_dimension():
    import skdim.id as estimators

    found = [
        estimators.CorrInt().fit(points),
        estimators.GRIDE(n1=2).fit(points),
        estimators.MADA().fit(points),
        estimators.MLE().fit(points),
        estimators.MOM().fit(points, n_neighbors=20),
        estimators.MiND_ML(D=30).fit(points),
        estimators.KNN(k=5).fit(points),
        estimators.TLE().fit(points),
        estimators.TwoNN(method="mle").fit(points),
    ]
    return [float(estimator.dimension_) for estimator in found]


def tree_scipy(k):
    from scipy.spatial import cKDTree

    distances, _ = cKDTree(points).query(points, k + 1)
    return [float((distances[:, 1:] ** 2).mean())]


runs = {
    ("curve", "numpy"): curve_numpy,
    ("curve", "faiss"): neighbours_faiss,
    ("estimators", "scikit-dimension"): estimators_scikit_dimension,
    ("distances", "scikit-dimension"): distances_scikit_dimension,
    ("tree", "scipy"): tree_scipy,
}

for line in sys.stdin:
    arguments = json.loads(line)
    start = time.perf_counter()
    before = resource.getrusage(resource.RUSAGE_SELF)
    results = runs[benchmark, peer](*arguments)
    after = resource.getrusage(resource.RUSAGE_SELF)
    seconds = time.perf_counter() - start
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    peak = after.ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "processorSeconds": processor, "peakMebibytes": peak, "results": results}), flush=True)
