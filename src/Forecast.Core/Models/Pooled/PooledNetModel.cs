using System.Globalization;
using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// The pooled model whose function is log-linear plus the mean of three small nets, learnt together by a loss that no single shock can rule.
/// <code>ln g(x) = c + b·z + net(z),   z = x standardised and kept inside ±8   (<see cref="NetRegression"/>)</code>
/// <para>Shocks are carried by the linear part; the net's is bounded by construction (<see cref="FeedForwardNet"/>). x are those of <see cref="PooledGammaModel"/> without the shape of the last hour, with semivariances and with returns of up to 30 days.</para>
/// <para>Estimated every twelfth Monday. Reference: that of <see cref="NetRegression"/>.</para>
/// </summary>
public sealed class PooledNetModel() : PooledModel(PooledRecipe.Net)
{
    private const string Mean = "mean_";

    public override string Id => "pooled-net";

    public override string Description => "A log-linear function and small neural nets, learnt together from all instruments, relative to each one's own level and season";

    public override TimeSpan RefitEvery => TimeSpan.FromDays(84);

    protected override FitResult Learn(PooledRows rows, TimeSpan horizon, long origin, CancellationToken stop)
    {
        if (NetRegression.Fit(rows.Columns, rows.Target, stop) is not { } fit) return FitResult.Refused($"{Id} finds no function: its steps led nowhere");
        string[] names = ["const", .. rows.Names.Select(name => Mean + name), .. rows.Names.Select(name => "sd_" + name)];
        return FitResult.Of(new FittedModel(Id, horizon, origin, rows.Count, FitStatus.Converged,
            [.. fit.Values.Select((v, i) => new Parameter(i < names.Length ? names[i] : string.Create(CultureInfo.InvariantCulture, $"net_{i - names.Length}"), v))]));
    }

    protected override Func<ReadOnlySpan<double>, double> LogRatio(FittedModel model)
    {
        // By place: a look-up by name goes through thousands of them.
        double[] values = [.. model.Parameters.Select(q => q.Value)];
        return new NetRegression(model.Parameters.Count(q => q.Name.StartsWith(Mean, StringComparison.Ordinal)), values).LogMean;
    }
}
