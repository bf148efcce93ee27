using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Numerics;

public sealed class PenaltyChoiceTests
{
    [Theory, InlineData(0.0), InlineData(1.0)]
    public void Noise_is_penalised_and_a_clear_relation_is_not(double mixing)
    {
        var random = Xoshiro256.Stream(7, "penalty");
        var columns = Enumerable.Range(0, 12).Select(_ => Draws(random, 400)).ToArray();
        var noise = Draws(random, 400);
        double[] clear = [.. columns[0].Zip(noise, (x, e) => x + (0.01 * e))];
        Assert.True(Choose(columns, noise, mixing) >= 0.05);
        Assert.True(Choose(columns, clear, mixing) <= 0.01);
    }

    [Fact]
    public void One_fold_is_what_it_says()
    {
        var random = Xoshiro256.Stream(8, "penalty");
        double[][] columns = [Draws(random, 100), Draws(random, 100)];
        double[] y = [.. columns[0].Zip(Draws(random, 100), (x, e) => x + e)];
        var choice = PenaltyChoice.WalkForward(columns, y, [0.5], [0], 1, 3, PenaltyLoss.Squared)!;
        var b = RidgeRegression.Solve([.. columns.Select(c => c[..47])], y.AsSpan(0, 47), 0.5)!;
        var expected = Enumerable.Range(50, 50).Average(i => Math.Pow(y[i] - b[0] - (b[1] * columns[0][i]) - (b[2] * columns[1][i]), 2));
        Assert.Equal(expected, choice.Losses[0], 1e-12);
    }

    // A forecast of a log is judged by QLIKE after the factor that its training rows ask for, so adding a constant to the log changes nothing.
    [Fact]
    public void Qlike_of_logs_has_no_unit()
    {
        var random = Xoshiro256.Stream(9, "penalty");
        double[][] columns = [Draws(random, 200)];
        double[] y = [.. columns[0].Zip(Draws(random, 200), (x, e) => x + e)];
        var choice = PenaltyChoice.WalkForward(columns, y, [1, 0.1], [0.5], 4, 1, PenaltyLoss.QlikeOfLogs)!;
        var shifted = PenaltyChoice.WalkForward(columns, [.. y.Select(v => v - 11)], [1, 0.1], [0.5], 4, 1, PenaltyLoss.QlikeOfLogs)!;
        Assert.All(choice.Losses.Zip(shifted.Losses), l => Assert.Equal(l.First, l.Second, 1e-10));
    }

    // One absurd residual must not set the level of the forecasts that are judged.
    [Fact]
    public void Qlike_of_logs_takes_the_smearing_of_the_fit()
    {
        var random = Xoshiro256.Stream(10, "penalty");
        double[][] columns = [Draws(random, 400)];
        double[] y = [.. columns[0].Zip(Draws(random, 400), (x, e) => x + e)];
        y[50] += 20;
        var choice = PenaltyChoice.WalkForward(columns, y, [0.5], [0], 1, 3, PenaltyLoss.QlikeOfLogs)!;
        var b = RidgeRegression.Solve([.. columns.Select(c => c[..197])], y.AsSpan(0, 197), 0.5)!;
        double Error(int i) => y[i] - b[0] - (b[1] * columns[0][i]);
        var factor = Smearing.Factor([.. Enumerable.Range(0, 197).Select(Error)]);
        var expected = Enumerable.Range(200, 200).Average(i => (Math.Exp(Error(i)) / factor) - (Error(i) - Math.Log(factor)) - 1);
        Assert.Equal(expected, choice.Losses[0], 1e-12);
    }

    [Fact]
    public void Mixings_compete()
    {
        // Among many columns two matter: a lasso drops the others, a ridge cannot. Where all matter a little, it is the other way round.
        var random = Xoshiro256.Stream(10, "penalty");
        var columns = Enumerable.Range(0, 30).Select(_ => Draws(random, 240)).ToArray();
        double[] noise = Draws(random, 240), sparse = [.. noise.Select((e, t) => columns[0][t] - columns[1][t] + (2 * e))], dense = [.. noise.Select((e, t) => (0.3 * columns.Sum(c => c[t])) + (2 * e))];
        double[] grid = [.. PenaltyChoice.Grid];
        foreach (var (y, expected) in (ReadOnlySpan<(double[], double)>)[(sparse, 1), (dense, 0)])
        {
            var both = PenaltyChoice.WalkForward(columns, y, grid, [0, 1], 5, 1, PenaltyLoss.Squared)!;
            var alone = PenaltyChoice.WalkForward(columns, y, grid, [expected], 5, 1, PenaltyLoss.Squared)!;
            Assert.Equal((expected, alone.Penalty, alone.Losses.Min()), (both.Mixing, both.Penalty, both.Losses.Min()));
            Assert.Equal(2 * grid.Length, both.Losses.Count);
        }
    }

    [Fact]
    public void A_lead_within_its_error_is_luck()
    {
        var random = Xoshiro256.Stream(11, "penalty");
        double[] grid = [.. PenaltyChoice.Grid];
        var (leads, wins) = (0, 0);
        for (var i = 0; i < 30; i++)
        {
            var columns = Enumerable.Range(0, 4).Select(_ => Draws(random, 120)).ToArray();
            var choice = PenaltyChoice.WalkForward(columns, [.. columns[0].Zip(Draws(random, 120), (x, e) => (0.3 * x) + e)], grid, [0, 1], 5, 1, PenaltyLoss.Squared)!;
            if (choice.Losses.Skip(grid.Length).Min() < choice.Losses.Take(grid.Length).Min()) leads++;
            if (choice.Mixing == 1) wins++;
        }
        Assert.InRange(wins, 1, leads - 1);
    }

    [Fact]
    public void Too_few_rows_have_no_choice() => Assert.Null(PenaltyChoice.WalkForward([new double[50]], new double[50], [1], [0], 2, 0, PenaltyLoss.Squared));

    private static double Choose(double[][] columns, double[] y, double mixing) =>
        PenaltyChoice.WalkForward(columns, y, [.. PenaltyChoice.Grid], [mixing], 5, 1, PenaltyLoss.Squared)!.Penalty;

    private static double[] Draws(Xoshiro256 random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextNormal())];
}
