using Forecast.Core.Models;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Models.Returns;

/// <summary>Equations with parameters of a usual size for residuals of unit variance, on which the contract tests run.</summary>
internal static class VarianceEquationCases
{
    private static readonly Dictionary<string, (string Id, int[] Orders, double[] Parameters)> Cases = new()
    {
        ["component-garch"] = ("component-garch", [], [0.012, 0.06, 0.75, 0.985, 0.04]),
        ["ewma"] = ("ewma", [], [0.93]),
        ["figarch(1,1)"] = ("figarch", [1, 1], [0.04, 0.09, 0.45, 0.48]),
        ["figarch(0,1)"] = ("figarch", [0, 1], [0.06, 0.4, 0.3]),
        ["figarch(1,0)"] = ("figarch", [1, 0], [0.2, 0.15, 0.3]),
        ["figarch(0,0)"] = ("figarch", [0, 0], [0.2, 0.3]),
        ["harch"] = ("harch", [1, 5, 22], [0.1, 0.15, 0.3, 0.4]),
        ["harch(2,3)"] = ("harch", [2, 3], [0.2, 0.35, 0.3]),
        ["riskmetrics2006"] = ("riskmetrics2006", [], []),
    };

    private static readonly Dictionary<string, (string Id, int[] Orders, double[] Parameters)> OtherCases = new()
    {
        ["aparch"] = ("aparch", [1, 1, 1], [0.03, 0.08, 0.4, 0.88, 1.3]),
        ["egarch"] = ("egarch", [1, 1, 1], [0.01, 0.15, -0.08, 0.95]),
        ["garch"] = ("garch", [1, 1], [0.03, 0.08, 0.89]),
        ["garch(2,2)"] = ("garch", [2, 2], [0.03, 0.05, 0.06, 0.4, 0.45]),
        ["gjr"] = ("gjr", [1, 1, 1], [0.03, 0.02, 0.1, 0.89]),
        ["tarch"] = ("tarch", [1, 1, 1], [0.04, 0.03, 0.1, 0.88]),
    };

    /// <summary>Equations in which the past enters through e² and h alone, whatever the sign of e.</summary>
    public static TheoryData<string> Names { get; } = [.. Cases.Keys];

    /// <summary>These and the rest of the family.</summary>
    public static TheoryData<string> AllNames { get; } = [.. Cases.Keys, .. OtherCases.Keys];

    public static (IVarianceEquation Equation, double[] Parameters) Of(string name) => (ReturnModelCatalog.Equation(Named(name).Id, Named(name).Orders), Named(name).Parameters);

    public static (string Id, int[] Orders, double[] Parameters) Named(string name) => Cases.TryGetValue(name, out var found) ? found : OtherCases[name];

    /// <summary>Normal residuals with a spread that swings, and one large shock.</summary>
    public static double[] Residuals(int length, ulong seed = 3)
    {
        var random = Xoshiro256.Stream(seed, "residuals");
        double[] residuals = [.. Enumerable.Range(0, length).Select(t => random.NextNormal() * (1 + (0.5 * Math.Sin(t / 20.0))))];
        residuals[length / 3] = -6;
        return residuals;
    }
}
