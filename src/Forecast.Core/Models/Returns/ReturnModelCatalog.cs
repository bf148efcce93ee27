using System.Globalization;

namespace Forecast.Core.Models;

/// <summary>Every variance equation by its id, so that a stored state can name its own; adding one is one line here.</summary>
public static class ReturnModelCatalog
{
    private static readonly Dictionary<string, Func<IReadOnlyList<int>, IVarianceEquation>> Equations = new()
    {
        ["aparch"] = static orders => orders is [var p, var o, var q] ? new Aparch(p, o, q) : throw new ArgumentException($"aparch needs the orders p, o, q; there are {orders.Count}"),
        ["component-garch"] = static orders => Without(orders, "component-garch", new ComponentGarchEquation()),
        ["egarch"] = static orders => orders is [var p, var o, var q] ? new Egarch(p, o, q) : throw new ArgumentException($"egarch needs the orders p, o, q; there are {orders.Count}"),
        ["ewma"] = static orders => Without(orders, "ewma", new EwmaEquation()),
        ["figarch"] = static orders => orders.Count == 2 ? new FigarchEquation(orders[0], orders[1]) : throw new ArgumentException($"figarch needs the orders p and q; there are {orders.Count}"),
        ["garch"] = static orders => Power("garch", orders, 0, 2),
        ["garch-x"] = static orders => orders is [var count] ? new GarchX(Columns(count)) : throw new ArgumentException($"garch-x needs its number of regressors; there are {orders.Count} orders"),
        ["gjr"] = static orders => Power("gjr", orders, 1, 2),
        ["harch"] = static lags => new HarchEquation(lags),
        ["riskmetrics2006"] = static orders => Without(orders, "riskmetrics2006", new RiskMetrics2006Equation()),
        ["tarch"] = static orders => Power("tarch", orders, 1, 1),
    };

    /// <summary>The ids.</summary>
    public static IReadOnlyCollection<string> Ids => Equations.Keys;

    /// <summary>The variance equation named <paramref name="id"/> with its orders, or with its lags where it has those.</summary>
    /// <exception cref="ArgumentException">There is none, or it has no such orders.</exception>
    public static IVarianceEquation Equation(string id, IReadOnlyList<int> orders) =>
        Equations.TryGetValue(id, out var create) ? create(orders) : throw new ArgumentException($"there is no variance equation '{id}'; there are {string.Join(", ", Equations.Keys)}");

    private static PowerGarch Power(string id, IReadOnlyList<int> orders, int asymmetric, int power) => orders switch
    {
        [var p, var q] => new PowerGarch(p, asymmetric, q, power),
        [var p, var o, var q] => new PowerGarch(p, o, q, power),
        _ => throw new ArgumentException($"{id} needs the orders p, q or p, o, q; there are {orders.Count}"),
    };

    // What is known of the columns is in the state's memory. The number comes from outside: it is judged before there are so many.
    private static Regressor[] Columns(int count) => GarchX.Refusal(count) is { } refusal
        ? throw new ArgumentException(refusal)
        : [.. Enumerable.Range(1, count).Select(k => new Regressor(string.Create(CultureInfo.InvariantCulture, $"x{k}"), [], 0, 0))];

    private static IVarianceEquation Without(IReadOnlyList<int> orders, string id, IVarianceEquation equation) =>
        orders.Count == 0 ? equation : throw new ArgumentException($"{id} has no orders; there are {orders.Count}");
}
