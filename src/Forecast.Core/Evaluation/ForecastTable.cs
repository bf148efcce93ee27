using Forecast.Core.Models;

namespace Forecast.Core.Evaluation;

/// <summary>
/// Forecasts of several models for one instrument and horizon over the same origins, with what was realised.
/// <para>Units: variances of log returns over the horizon; origins in Unix microseconds, increasing.</para>
/// <para>Shapes: <see cref="Realized"/> has one value an origin (null while the target is not complete), <see cref="Forecasts"/> one array a model; NaN where a walk that does not need all models
/// has none of it: <see cref="Common"/> is the table to compare or to read on.</para>
/// </summary>
public sealed class ForecastTable
{
    public required string Symbol { get; init; }

    public required TimeSpan Horizon { get; init; }

    public required long[] Origins { get; init; }

    public required double?[] Realized { get; init; }

    public required string[] Models { get; init; }

    public required double[][] Forecasts { get; init; }

    /// <summary>What was known of the members' losses at the walk's last origin, by combination.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<MemberRecord>> Records { get; init; } = new Dictionary<string, IReadOnlyList<MemberRecord>>();

    public int Count => Origins.Length;

    /// <summary>The forecasts of <paramref name="model"/>.</summary>
    /// <exception cref="ArgumentException">The table has none of that model.</exception>
    public double[] Of(string model) =>
        Array.IndexOf(Models, model) is >= 0 and var i ? Forecasts[i] : throw new ArgumentException($"the table has no model '{model}'; it has {string.Join(", ", Models)}");

    /// <summary>The instant at which the target of row <paramref name="row"/> is complete.</summary>
    public long Matures(int row) => Origins[row] + Market.Duration.Microseconds(Horizon);

    /// <summary>The table of some of the models, at the origins at which each of them has a forecast.</summary>
    /// <exception cref="ArgumentException">The table has none of one of them.</exception>
    public ForecastTable Common(params IReadOnlyList<string> models)
    {
        var forecasts = models.Select(Of).ToArray();
        int[] rows = [.. Enumerable.Range(0, Count).Where(r => forecasts.All(f => !double.IsNaN(f[r])))];
        return new ForecastTable
        {
            Symbol = Symbol,
            Horizon = Horizon,
            Models = [.. models],
            Origins = [.. rows.Select(r => Origins[r])],
            Realized = [.. rows.Select(r => Realized[r])],
            Forecasts = [.. forecasts.Select(f => rows.Select(r => f[r]).ToArray())],
        };
    }

    /// <summary>The table of some of the rows.</summary>
    public ForecastTable Rows(IReadOnlyList<int> rows) => new()
    {
        Symbol = Symbol,
        Horizon = Horizon,
        Models = Models,
        Origins = [.. rows.Select(r => Origins[r])],
        Realized = [.. rows.Select(r => Realized[r])],
        Forecasts = [.. Forecasts.Select(f => rows.Select(r => f[r]).ToArray())],
    };
}
