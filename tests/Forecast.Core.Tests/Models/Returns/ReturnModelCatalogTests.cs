using System.Text.Json;
using Forecast.Core.Models;
using Xunit;

namespace Forecast.Core.Tests.Models.Returns;

public sealed class ReturnModelCatalogTests
{
    // As many characters as a number takes.
    private const double LongNumber = -2.2250738585072014E-308;

    private static readonly Dictionary<string, int[]> Defaults = new()
    {
        ["aparch"] = [1, 1, 1],
        ["component-garch"] = [],
        ["egarch"] = [1, 1, 1],
        ["ewma"] = [],
        ["figarch"] = [1, 1],
        ["garch"] = [1, 1],
        ["garch-x"] = [1],
        ["gjr"] = [1, 1, 1],
        ["harch"] = [.. HarchEquation.UsualLags],
        ["riskmetrics2006"] = [],
        ["tarch"] = [1, 1, 1],
    };

    public static TheoryData<string, int[]> Orders
    {
        get
        {
            var data = new TheoryData<string, int[]>();
            foreach (var id in ReturnModelCatalog.Ids) data.Add(id, Defaults[id]);
            foreach (var (id, orders) in (ReadOnlySpan<(string, int[])>)
                [("aparch", [3, 2, 1]), ("egarch", [0, 1, 2]), ("egarch", [2, 0, 1]), ("figarch", [0, 1]), ("figarch", [1, 0]), ("figarch", [0, 0]), ("garch", [2, 1]), ("garch", [1, 2]), ("garch", [3, 0]),
                 ("garch-x", [4]), ("gjr", [0, 1, 1]), ("gjr", [1, 2, 1]), ("harch", [1, 6, 22]), ("harch", [2]), ("tarch", [1, 0, 1]), ("tarch", [2, 1, 2])])
            {
                data.Add(id, orders);
            }
            return data;
        }
    }

    public static TheoryData<string> Ids => [.. ReturnModelCatalog.Ids];

    [Fact]
    public void Every_equation_is_tested() => Assert.Equal(ReturnModelCatalog.Ids.Order(), Defaults.Keys.Order());

    [Theory, MemberData(nameof(Orders))]
    public void An_equation_knows_its_id_and_orders(string id, int[] orders)
    {
        var equation = ReturnModelCatalog.Equation(id, orders);
        Assert.Equal(id, equation.Id);
        Assert.Equal(orders, equation.Orders);
        var again = ReturnModelCatalog.Equation(equation.Id, equation.Orders);
        Assert.Equal((equation.GetType(), equation.MemoryLength), (again.GetType(), again.MemoryLength));
        Assert.Equal(equation.Names, again.Names);
    }

    /// <summary>What can be said in two ways has one name of its own, and is the same equation by it.</summary>
    [Theory]
    [InlineData("garch", new[] { 1, 2, 1 }, "gjr", new[] { 1, 2, 1 })]
    [InlineData("garch", new[] { 2, 0, 1 }, "garch", new[] { 2, 1 })]
    [InlineData("gjr", new[] { 1, 1 }, "gjr", new[] { 1, 1, 1 })]
    [InlineData("gjr", new[] { 1, 0, 1 }, "garch", new[] { 1, 1 })]
    [InlineData("tarch", new[] { 2, 1 }, "tarch", new[] { 2, 1, 1 })]
    public void Another_way_to_say_it_comes_back_as_the_usual_one(string id, int[] orders, string usual, int[] usualOrders)
    {
        var equation = ReturnModelCatalog.Equation(id, orders);
        Assert.Equal(usual, equation.Id);
        Assert.Equal(usualOrders, equation.Orders);
        Assert.Equal(equation.Names, ReturnModelCatalog.Equation(usual, usualOrders).Names);
    }

    /// <summary>These pairs have the same type, and as many parameters and as much memory.</summary>
    [Theory]
    [InlineData("tarch", new[] { 1, 1, 1 })]
    [InlineData("gjr", new[] { 1, 1, 1 })]
    [InlineData("garch", new[] { 2, 1 })]
    [InlineData("garch", new[] { 1, 2 })]
    [InlineData("harch", new[] { 1, 6, 22 })]
    [InlineData("harch", new[] { 1, 5, 22 })]
    public void The_state_of_a_fit_is_that_of_its_own_equation(string id, int[] orders)
    {
        var series = VarianceEquationCases.Residuals(300);
        var fit = ReturnEstimator.Fit(id, series, new ReturnModel(MeanEquation.Of(ConditionalMean.Zero), ReturnModelCatalog.Equation(id, orders), new NormalErrors(), PresampleVariance.Arch));
        var state = ReturnState.After(fit, series);
        Assert.Equal(id, state.Snapshot().Equation);
        Assert.Equal(orders, state.Snapshot().Orders);
        Assert.Equal(fit.Variances[^1], state.NextVariance);
    }

    /// <summary>Where the memory is finite; figarch's is cut off after 1000 lags.</summary>
    [Theory, MemberData(nameof(Ids))]
    public void At_its_default_orders_a_state_is_under_2_KB_of_json(string id)
    {
        var equation = ReturnModelCatalog.Equation(id, Defaults[id]);
        var state = ReturnState.Open(id, Defaults[id], MeanEquation.Of(ConditionalMean.Constant), "skewt", [0.05, .. equation.Starts[0], 6, -0.1], new(0.8, false));
        foreach (var r in VarianceEquationCases.Residuals(200)) state.Append(r);
        var length = JsonSerializer.Serialize(state.Snapshot()).Length;
        if (id == "figarch") Assert.InRange(length, 20_000, 60_000);
        else Assert.InRange(length, 1, 2047);
        if (id != "figarch") Assert.InRange(Longest(equation), 1, 2047);
    }

    /// <summary>The largest orders below 2 KB whatever the digits, and the next ones above; see <see cref="ReturnState"/>.</summary>
    [Theory]
    [InlineData("garch", new[] { 30, 4 }, new[] { 30, 5 })]
    [InlineData("gjr", new[] { 12, 10, 12 }, new[] { 12, 11, 12 })]
    [InlineData("tarch", new[] { 12, 10, 12 }, new[] { 12, 11, 12 })]
    [InlineData("egarch", new[] { 12, 11, 11 }, new[] { 12, 11, 12 })]
    [InlineData("aparch", new[] { 9, 9, 9 }, new[] { 10, 10, 10 })]
    [InlineData("garch-x", new[] { 15 }, new[] { 16 })]
    [InlineData("harch", new[] { 1, 5, 22, 44, 64 }, new[] { 1, 5, 22, 44, 65 })]
    public void From_which_orders_on_a_state_may_exceed_2_KB_of_json(string id, int[] below, int[] above)
    {
        Assert.InRange(Longest(ReturnModelCatalog.Equation(id, below)), 1, 2047);
        Assert.InRange(Longest(ReturnModelCatalog.Equation(id, above)), 2048, 4000);
    }

    // With a constant mean, two parameters of shape, and as many digits as there are.
    private static int Longest(IVarianceEquation equation) => JsonSerializer.Serialize(new ReturnStateSnapshot(
        ReturnStateSnapshot.CurrentVersion, equation.Id, [.. equation.Orders], "constant", [], "skewt", [.. Enumerable.Repeat(LongNumber, equation.Names.Count + 3)], [.. Enumerable.Repeat(LongNumber, equation.MemoryLength)], [])).Length;
}
