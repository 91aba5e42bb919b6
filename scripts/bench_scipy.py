"""Times the stages of `gyre bench` with scipy on the same sizes, on 2 threads where scipy has threads.

Prints one JSON object: milliseconds by stage, the fastest of up to ten runs after one to warm up, and the versions.
"""

import json
import os
import sys
import time

os.environ.setdefault("OMP_NUM_THREADS", "2")

import numpy as np
import scipy
from scipy import fft, ndimage, optimize

N = 128
FITTED = 200  # voxels fitted one after the other; the time is scaled to all
STRUCTURES = 30
BINS = 4096
TIMES_H = np.array([4.0, 24.0, 96.0, 168.0])
TIMES_BI_H = np.array([1.0, 4.0, 24.0, 96.0, 168.0])
SLOWEST = np.log(2) / 159.5  # per h, physical decay of Lu-177: the bounds are those of the program's own fits
FASTEST_SLOW = np.log(20) / TIMES_H[0]
FASTEST_SLOW_BI = np.log(20) / TIMES_BI_H[0]
FASTEST = 60 * np.log(2)
LARGEST_SHARE = 20
WORKERS = 2
MOST_RUNS = 10
ENOUGH_MS = 6000


def fastest_ms(run):
    run()
    times = []
    while len(times) < MOST_RUNS and sum(times) < ENOUGH_MS:
        start = time.perf_counter()
        run()
        times.append(1e3 * (time.perf_counter() - start))
    return min(times)


def main():
    random = np.random.default_rng(1)
    volume = random.random((N, N, N), dtype=np.float32)
    other = random.random((N, N, N), dtype=np.float32)
    ms = {
        "resample": fastest_ms(lambda: resample(volume)),
        "direct": fastest_ms(lambda: ndimage.convolve(volume, short_kernel(), mode="constant")),
        "dvh": dvh_ms(volume),
        **fit_times("fitMono", mono, mono_readings(random), TIMES_H, (0.01,), MONO_BOUNDS),
        **fit_times("fitBi", bi, bi_readings(random), TIMES_BI_H, (-0.5, 0.01, 0.5), BI_BOUNDS),
    }
    convolve = cached_convolution()
    ms["fftOne"] = fastest_ms(lambda: convolve(volume))
    ms["fftTwo"] = fastest_ms(lambda: (convolve(volume), convolve(other)))
    json.dump({"scipy": scipy.__version__, "numpy": np.__version__, "ms": ms}, sys.stdout)


def resample(volume):
    """A turn by 5 degrees about the axis of the slices and a shift, trilinear."""
    c, s = np.cos(np.pi / 36), np.sin(np.pi / 36)
    matrix = np.array([[1, 0, 0], [0, c, s], [0, -s, c]])
    return ndimage.affine_transform(volume, matrix, offset=(0.5, 1.5, -2.5), order=1)


def short_kernel():
    r = np.indices((7, 7, 7)) - 3
    return np.exp(-np.sqrt((r**2).sum(axis=0))).astype(np.float32)


def cached_convolution():
    """Linear convolution with an even kernel of 255 voxels along each axis, its spectrum made once."""
    length = fft.next_fast_len(2 * N - 1, real=True)  # what wraps around falls outside the N kept
    offsets = np.minimum(np.arange(length), length - np.arange(length))
    r2 = sum(np.square(o) for o in np.ix_(offsets, offsets, offsets))
    kernel = np.where(r2 < N * N, 1 / (1 + r2), 0).astype(np.float32)
    spectrum = fft.rfftn(kernel, workers=WORKERS)

    def convolve(volume):
        transformed = fft.rfftn(volume, s=(length,) * 3, workers=WORKERS)
        return fft.irfftn(transformed * spectrum, s=(length,) * 3, workers=WORKERS)[:N, :N, :N]

    return convolve


def dvh_ms(dose):
    centres = np.linspace(20, N - 20, STRUCTURES)
    grid = np.indices((N, N, N))
    masks = [np.flatnonzero(((grid - c) ** 2).sum(axis=0) < 16**2) for c in centres]
    flat = dose.ravel()
    return fastest_ms(lambda: [np.histogram(flat[m], bins=BINS, range=(0, flat[m].max())) for m in masks])


def mono(t, a, rate):
    return a * np.exp(-rate * t)


def bi(t, a, share, rate, gap):
    """A slow phase and a fast one of `share` times its amplitude, faster by `gap`; negative for uptake."""
    return a * (np.exp(-rate * t) + share * np.exp(-(rate + gap) * t))


MONO_BOUNDS = ([0, SLOWEST], [np.inf, FASTEST_SLOW])
BI_BOUNDS = ([0, -1, SLOWEST, SLOWEST * np.exp(-7)], [np.inf, LARGEST_SHARE, FASTEST_SLOW_BI, FASTEST])


def mono_readings(random):
    amplitudes = 1e4 * (1 + random.random(FITTED))
    rates = np.log(2) / (30 + 60 * random.random(FITTED))
    return noisy(random, amplitudes[:, None] * np.exp(-rates[:, None] * TIMES_H))


def bi_readings(random):
    amplitudes = 1e4 * (1 + random.random(FITTED))
    slow = np.log(2) / (30 + 60 * random.random(FITTED))
    fast = np.log(2) / (0.5 + random.random(FITTED))
    decays = np.exp(-slow[:, None] * TIMES_BI_H) - 0.9 * np.exp(-fast[:, None] * TIMES_BI_H)
    return noisy(random, amplitudes[:, None] * decays)


def noisy(random, readings):
    return readings * (1 + 0.05 * random.standard_normal(readings.shape))


def fit_times(name, curve, readings, times, start, bounds):
    """One voxel after the other, with bounds (trust region) and without (Levenberg-Marquardt); a fit that gives up counts by its time."""

    def fit(y, **how):
        try:
            optimize.curve_fit(curve, times, y, p0=(y.max(), *start), **how)
        except RuntimeError:
            pass

    scale = N**3 / FITTED
    return {
        name: scale * fastest_ms(lambda: [fit(y, bounds=bounds) for y in readings]),
        f"{name}Unbounded": scale * fastest_ms(lambda: [fit(y) for y in readings]),
    }


main()
