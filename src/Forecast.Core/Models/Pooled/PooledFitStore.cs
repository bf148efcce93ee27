using Forecast.Core.Measures;

namespace Forecast.Core.Models;

/// <summary>
/// Where fits of pooled models outlive the process that made them. A fit is a function of its key, so one that is found is the one that would be made.
/// </summary>
/// <param name="find">The fit that was kept for a key; null where there is none.</param>
/// <param name="keep">Keeps a fit.</param>
public sealed class PooledFitStore(Func<PooledFitKey, FitResult?> find, Action<PooledFitKey, FitResult> keep)
{
    private static readonly PooledFitStore Nothing = new(_ => null, (_, _) => { });

    /// <summary>Lets the models of a panel find and keep their fits here; once, before the first of them is fitted.</summary>
    public void Attach(HourlyPanel panel)
    {
        if (panel.Kept(typeof(PooledFitStore), _ => this) != this) throw new InvalidOperationException("the panel has a store, or fits, already");
    }

    internal static FitResult FindOrMake(HourlyPanel panel, string model, TimeSpan horizon, long origin, Func<FitResult> make)
    {
        var store = panel.Kept(typeof(PooledFitStore), _ => Nothing);
        if (ReferenceEquals(store, Nothing)) return make();
        var key = new PooledFitKey(model, horizon, origin, panel.Digest(origin));
        if (store.Find(key) is { } found) return found;
        var made = make();
        // A refusal costs nothing to repeat.
        if (made.Model is not null) store.Keep(key, made);
        return made;
    }

    /// <summary>The fit that was kept for a key; null where there is none.</summary>
    public FitResult? Find(PooledFitKey key) => find(key);

    /// <summary>Keeps a fit.</summary>
    public void Keep(PooledFitKey key, FitResult fit) => keep(key, fit);
}
