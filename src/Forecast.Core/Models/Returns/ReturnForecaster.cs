using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// The forecasts of a <see cref="ReturnState"/>. Paths are drawn pair by pair and only their sums per horizon are kept, with the quantiles in digests: memory does not grow with the paths.
/// </summary>
internal sealed class ReturnForecaster(ReturnProcess process, double[] memory, double[] past, ReturnForecastOptions options)
{
    private const int LeastPaths = 100, MostPaths = 10_000_000, LongestHorizon = 100_000;

    private readonly double[] _regressors = [.. options.Regressors];

    public ReturnForecast Forecast(IReadOnlyList<int> horizons, CancellationToken stop)
    {
        Check(horizons);
        var closed = options.Method is null or ForecastMethod.Analytic ? Expected(horizons) : null;
        if (closed is null && options.Method == ForecastMethod.Analytic) throw new ArgumentException("the variance has no closed form beyond one step; simulate it");
        var method = options.Method ?? (closed is null ? ForecastMethod.Simulation : ForecastMethod.Analytic);
        var sums = horizons.Select(_ => new HorizonSums(options.Probabilities.Count > 0)).ToArray();
        if (closed is null || options.Probabilities.Count > 0) Draw(horizons, sums, method, stop);
        double[] probabilities = [.. options.Probabilities];
        return new ReturnForecast
        {
            Method = method,
            Horizons = [.. horizons],
            Returns = Returns(horizons),
            Variances = closed ?? [.. sums.Select(s => s.Mean)],
            VarianceErrors = closed is null ? [.. sums.Select(s => s.Error)] : new double[horizons.Count],
            Probabilities = probabilities,
            ReturnQuantiles = [.. sums.Select(s => s.ReturnQuantiles(probabilities))],
            VarianceQuantiles = [.. sums.Select(s => s.VarianceQuantiles(probabilities))],
        };
    }

    private void Check(IReadOnlyList<int> horizons)
    {
        if (horizons.Count == 0 || horizons[0] < 1 || horizons[^1] > LongestHorizon || horizons.Zip(horizons.Skip(1)).Any(p => p.First >= p.Second))
            throw new ArgumentException($"horizons have to increase from 1 to at most {LongestHorizon} steps; they are {string.Join(", ", horizons)}", nameof(horizons));
        if (options.Probabilities.Any(p => !(p > 0 && p < 1))) throw new ArgumentException($"probabilities lie between 0 and 1; they are {string.Join(", ", options.Probabilities)}");
        Guard.InRange(options.Paths, LeastPaths, MostPaths, nameof(options.Paths));
        if (options.Paths % 2 != 0) throw new ArgumentException($"paths come in pairs; {options.Paths} is odd");
    }

    /// <summary>Expected sums in closed form; null where there is none.</summary>
    private double[]? Expected(IReadOnlyList<int> horizons)
    {
        var steps = new double[horizons[^1]];
        if (steps.Length == 1) steps[0] = process.Variance.Next(process.VarianceParameters, memory);
        else if (!process.Variance.Expect(process.VarianceParameters, memory, process.Moments, steps)) return null;
        var (sum, done, sums) = (0.0, 0, new double[horizons.Count]);
        for (var i = 0; i < sums.Length; i++)
        {
            while (done < horizons[i]) sum += steps[done++];
            sums[i] = sum;
        }
        return double.IsFinite(sum) ? sums : throw new InvalidOperationException($"the expected variance of {horizons[^1]} steps is beyond what a number can hold");
    }

    private double[] Returns(IReadOnlyList<int> horizons)
    {
        var (sum, done, sums) = (0.0, 0, new double[horizons.Count]);
        double[] values = [.. past];
        for (var i = 0; i < sums.Length; i++)
        {
            for (; done < horizons[i]; done++)
            {
                var mean = process.Mean.Mean(values, process.MeanParameters);
                ReturnProcess.Remember(values, mean);
                sum += mean;
            }
            sums[i] = sum;
        }
        return sums;
    }

    private void Draw(IReadOnlyList<int> horizons, HorizonSums[] sums, ForecastMethod method, CancellationToken stop)
    {
        var errors = new StandardisedErrors(process, method == ForecastMethod.Bootstrap ? options.Residuals : null);
        var random = Xoshiro256.Stream(options.Seed, "paths");
        var (first, second) = (new Path(memory, past), new Path(memory, past));
        for (var pair = 0; pair < options.Paths / 2; pair++)
        {
            stop.ThrowIfCancellationRequested();
            first.Restart(memory, past);
            second.Restart(memory, past);
            for (var (i, t) = (0, 1); i < horizons.Count; t++)
            {
                var (z, opposite) = errors.Draw(random);
                first.Step(process, z, _regressors);
                second.Step(process, opposite, _regressors);
                if (t != horizons[i]) continue;
                sums[i].Add((first.Variance + second.Variance) / 2);
                sums[i].Add(first.Return, first.Squares);
                sums[i].Add(second.Return, second.Squares);
                i++;
            }
        }
    }

    private sealed class Path(double[] memory, double[] past)
    {
        private readonly double[] _memory = new double[memory.Length];
        private readonly double[] _past = new double[past.Length];

        public double Return { get; private set; }

        public double Variance { get; private set; }

        public double Squares { get; private set; }

        public void Restart(double[] memory, double[] past)
        {
            memory.CopyTo(_memory, 0);
            past.CopyTo(_past, 0);
            (Return, Variance, Squares) = (0, 0, 0);
        }

        public void Step(ReturnProcess process, double z, double[] regressors)
        {
            var (h, e, value) = process.Step(_memory, _past, z, regressors);
            Return += value;
            Variance += h;
            Squares += e * e;
        }
    }
}
