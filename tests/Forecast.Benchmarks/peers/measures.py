# Realised variance, and the measures of pandas' own, per 5-minute bar: reads raw columns (int64 time, float64 price, float64 quantity, int8 side) from the folder named,
# writes the variance and the counts of returns for comparison, and prints seconds of the variance alone and of the set, one pair per line of standard input.
import sys, time
import numpy as np, pandas as pd
folder = sys.argv[1]
t, p, q, s = (np.fromfile(f"{folder}/{name}", dtype=kind) for name, kind in (("time", "i8"), ("price", "f8"), ("quantity", "f8"), ("side", "i1")))
trades = pd.DataFrame({"time": t, "price": p, "quantity": q, "side": s})
STEP = 300_000_000

def returns():
    ticks = trades.loc[trades.time.ne(trades.time.shift(-1)), ["time", "price"]]
    bar = ticks.time // STEP
    z = ticks.price.diff() / (ticks.price + ticks.price.shift())
    r = 2 * np.arctanh(z)
    return bar, r.where(bar - bar.shift() <= 1)

def variance():
    bar, r = returns()
    return (r * r).groupby(bar).sum()

def measures():
    bar, r = returns()
    r2 = r * r
    before = r.shift().where(bar == bar.shift())
    of = pd.DataFrame({"bar": bar, "rv": r2, "bpv": (r * before).abs(), "down": r2.where(r < 0), "up": r2.where(r > 0), "r3": r2 * r, "r4": r2 * r2}).groupby("bar").sum()
    n = r.groupby(bar).count()
    of["bpv"] *= np.pi / 2
    of["rq"], of["skew"], of["kurt"] = n / 3 * of.r4, np.sqrt(n) * of.r3 / of.rv ** 1.5, n * of.r4 / of.rv ** 2
    signed = trades.quantity * trades.side
    flow = trades.assign(bar=trades.time // STEP, signed=signed).groupby("bar").agg(open=("price", "first"), high=("price", "max"), low=("price", "min"), close=("price", "last"),
        volume=("quantity", "sum"), signed=("signed", "sum"), trades=("price", "size"), largest=("quantity", "max"))
    return of.join(flow)

measures()[["rv", "bpv", "rq", "volume", "signed"]].to_numpy(dtype="f8").tofile(f"{folder}/pandas")
for line in sys.stdin:
    a = time.perf_counter(); variance(); b = time.perf_counter(); measures(); c = time.perf_counter()
    print(b - a, c - b, flush=True)
