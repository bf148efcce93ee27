using Forecast.Core.Evaluation;
using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Core.Models;
using Xunit;

namespace Forecast.Core.Tests.Models;

public sealed class CombinationModelTests
{
    private static readonly HourlySeries Series = HourlySeries.From(SyntheticBars.Make(days: 300));
    private static readonly CombinationModel Champion = (CombinationModel)ModelCatalog.Get(ModelCatalog.Champion);

    // Cheap, unlike each other, and able from the same day on.
    private static readonly CombinationModel Cheap = new("cheap", "of a test", CombinationRules.Experts, [new(new HarModel(), 0.5), new(new LogHarModel(), 0.5)]);

    [Fact]
    public void A_fit_equals_combining_the_members_in_the_walk()
    {
        var (origin, horizon) = (SyntheticBars.Start + (171 * Duration.Day), TimeSpan.FromDays(1));
        var table = WalkForward.Run(Series, ModelCatalog.Nightly, horizon, origin - (3 * Duration.Day), origin);
        var fit = Champion.Fit(Series.At(origin), horizon, table.Records[Champion.Id], null, TestContext.Current.CancellationToken);
        Assert.Equal(table.Of(Champion.Id)[^1], Champion.Filter(fit.Model!, Series.At(origin)).Forecast);
    }

    [Theory]
    [InlineData("1h", 3)]
    [InlineData("1d", 30)]
    public void Weights_do_not_depend_on_where_the_walk_begins(string horizon, int days)
    {
        var end = SyntheticBars.Start + (250 * Duration.Day);
        var late = WalkForward.Run(Series, [Cheap], Duration.Parse(horizon), end - Duration.Day, end);
        var early = WalkForward.Run(Series, [Cheap], Duration.Parse(horizon), end - (days * Duration.Day), end);
        Assert.Equal(late.Records[Cheap.Id], early.Records[Cheap.Id]);
        Assert.Equal(late.Of(Cheap.Id), early.Of(Cheap.Id)[^late.Count..]);
        Assert.NotEqual(0, late.Records[Cheap.Id][0].Excess);
    }

    [Fact]
    public void Records_are_the_discounted_sums_of_the_losses_that_had_matured()
    {
        var (end, horizon) = (SyntheticBars.Start + (250 * Duration.Day), TimeSpan.FromDays(2));
        var table = WalkForward.Run(Series, [Cheap, .. Cheap.Members.Select(m => m.Model)], horizon, long.MinValue, end);
        var (excess, own, all, targets) = (0.0, 0.0, 0.0, 0.0);
        for (var r = 0; r < table.Count; r++)
        {
            if (table.Matures(r) > end || table.Matures(r) <= end - (365 * Duration.Day)) continue;
            double[] losses = [.. Cheap.Members.Select(m => Math.Min(Loss.Qlike(table.Realized[r]!.Value, table.Of(m.Model.Id)[r]), 4))];
            var d = Math.Pow(0.5, 3.0 * (end - table.Matures(r)) / (365 * Duration.Day)) / 2;
            excess += d * Math.Clamp(losses[0] - losses.Average(), -1, 1);
            own += d * losses[0];
            all += d * losses.Average();
            targets += d;
        }
        var record = table.Records[Cheap.Id][0];
        Assert.Equal(excess, record.Excess, 1e-10);
        Assert.Equal(own / all, record.Ratio, 1e-10);
        Assert.Equal(targets, record.Targets, 1e-10);
    }

    [Fact]
    public void A_member_that_misbehaves_is_left_out_until_it_does_not_and_never_the_last()
    {
        MemberRecord good = new(0, 0.9, 50), bad = new(30, 1.6, 50), early = new(3, 1.6, 5);
        Assert.Equal(2, Cheap.Combine([2, 8], [good, bad])!.Value, 1e-14);
        Assert.InRange(Cheap.Combine([2, 8], [good, early])!.Value, 3.5, 4);
        Assert.Equal(8, Cheap.Combine([double.NaN, 8], [good, bad])!.Value, 1e-14);
        Assert.Null(Cheap.Combine([double.NaN, double.PositiveInfinity], [good, good]));
    }

    [Fact]
    public void A_walk_goes_on_without_a_member()
    {
        var silent = new CombinationModel("silent", "of a test", CombinationRules.Experts, [new(new Silent(), 0.9), new(new LogHarModel(), 0.1)]);
        var (from, to) = (SyntheticBars.Start + (200 * Duration.Day), SyntheticBars.Start + (210 * Duration.Day));
        var table = WalkForward.Run(Series, [silent, new LogHarModel()], TimeSpan.FromDays(1), from, to);
        Assert.Equal(11, table.Count);
        Assert.Equal(table.Of("log-har"), table.Of("silent"), (a, b) => Math.Abs(a - b) <= 1e-14 * a);
    }

    private sealed class Silent : IVolatilityModel
    {
        public string Id => "silent-member";

        public string Description => "Refuses";

        public TimeSpan RefitEvery => TimeSpan.FromDays(7);

        public FitResult Fit(MarketHistory history, TimeSpan horizon, CancellationToken stop = default) => FitResult.Refused("it refuses");

        public IVolatilityFilter Filter(FittedModel model, MarketHistory history) => throw new InvalidOperationException("there is no fit");
    }
}
