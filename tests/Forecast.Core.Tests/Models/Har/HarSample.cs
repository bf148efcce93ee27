using Forecast.Core.Models;
using Forecast.Core.Numerics;

namespace Forecast.Core.Tests.Models.Har;

/// <summary>Simulated realised variances with every companion.</summary>
internal static class HarSample
{
    /// <summary>Persistent variances of a size near 1e-4 and measures that go with them.</summary>
    public static SeriesSample Of(ulong seed, int length, bool exogenous)
    {
        var random = Xoshiro256.Stream(seed, "har");
        var (v, q, b, d, x) = (new double[length], new double[length], new double[length], new double[length], new double[length]);
        var (fast, slow) = (0.0, 0.0);
        for (var t = 0; t < length; t++)
        {
            (fast, slow) = ((0.5 * fast) + (0.4 * random.NextNormal()), (0.97 * slow) + (0.1 * random.NextNormal()));
            v[t] = 1e-4 * Math.Exp(fast + slow);
            b[t] = v[t] * (0.7 + (0.35 * random.NextUniform()));
            q[t] = v[t] * v[t] * Math.Exp(0.5 * random.NextNormal());
            d[t] = v[t] * random.NextUniform();
            x[t] = fast;
        }
        return new SeriesSample(v) { Quarticity = q, Bipower = b, DownSemivariance = d, Exogenous = exogenous ? [("x", x)] : [] };
    }

    /// <summary>The sample for a variant.</summary>
    public static SeriesSample Of(HarVariant variant, ulong seed, int length) => Of(seed, length, variant.TakesExogenous);

    /// <summary>The first rows of a sample.</summary>
    public static SeriesSample First(SeriesSample sample, int count) => new(sample.Values[..count])
    {
        Quarticity = sample.Quarticity![..count],
        Bipower = sample.Bipower![..count],
        DownSemivariance = sample.DownSemivariance![..count],
        Exogenous = [.. sample.Exogenous.Select(c => (c.Name, c.Values[..count]))],
    };

    public static HarObservations Observations(HarVariant variant, SeriesSample sample) => HarObservations.Of(variant, sample).Rows!;

    public static HarDesign Design(HarVariant variant, SeriesSample sample)
    {
        var rows = Observations(variant, sample);
        return HarDesign.Of(rows, new HarRungs(variant.Lags, null, rows.Exogenous));
    }
}
