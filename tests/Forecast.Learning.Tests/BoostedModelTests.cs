using Forecast.Core.Evaluation;
using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Core.Models;
using Forecast.Core.Tests;
using Forecast.Core.Tests.Models;
using Forecast.Core.Tests.Models.Pooled;
using Forecast.Learning;
using Forecast.Storage.Artifacts;
using Forecast.SystemTests;
using Microsoft.ML;
using Xunit;

namespace Forecast.LearningTests;

/// <summary>What the contract of models asks of every learnt one, through the engine that runs the others.</summary>
[Collection(Cancellation.Alone)]
public sealed class BoostedModelTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1), Day = TimeSpan.FromDays(1);
    private static readonly BarSeries First = PooledPanels.Bars("A", 200, 1), Second = PooledPanels.Bars("B", 200, 2, deviation: 0.02);
    private static readonly HourlySeries[] Panel = PooledPanels.Series(First, Second);

    // An estimation is due here: walks that end here have it in them.
    private static readonly long Origin = RefitSchedule.Last(SyntheticBars.Start + (199 * Duration.Day), TimeSpan.FromDays(84));

    public static TheoryData<string> Ids => [.. LearnedModelCatalog.All.Select(m => m.Id)];

    [Theory, MemberData(nameof(Ids))]
    public void Forecasts_are_positive_and_finite_and_no_regression_alone(string id)
    {
        foreach (var h in (TimeSpan[])[Hour, Day])
        {
            var table = WalkForward.Run(Panel[0], [Model(id), new PooledGammaModel()], h, Origin, Origin + (10 * Duration.Day));
            Assert.True(table.Count >= 10);
            Assert.All(table.Of(id), f => Assert.True(f > 0 && double.IsFinite(f), $"{f}"));
            // A day of so short a panel has too few rows for a leaf.
            if (h == Hour) Assert.Contains(Enumerable.Range(0, table.Count), r => Math.Abs(Math.Log(table.Forecasts[0][r] / table.Forecasts[1][r])) > 0.01);
        }
    }

    [Theory, MemberData(nameof(Ids))]
    public void What_any_member_does_after_the_origin_changes_no_bit_and_what_it_did_before_does(string id)
    {
        var whole = Walk(Panel[0], id);
        Assert.Equal(whole, Walk(PooledPanels.Series(First.Until(Origin), Second.Until(Origin))[0], id));
        Assert.Equal(whole, Walk(PooledPanels.Series(First, PooledPanels.Named("B", SyntheticBars.AlterAfter(Second, Origin)))[0], id));
        Assert.NotEqual(whole, Walk(PooledPanels.Series(First, PooledPanels.Named("B", SyntheticBars.AlterAfter(Second, Origin - (2 * Duration.Day))))[0], id));
    }

    // A target of a day that is not complete at the origin is no row: a day earlier there are as many fewer as the grid has in a day, of both members.
    [Theory, MemberData(nameof(Ids))]
    public void Targets_are_learnt_when_they_are_complete(string id)
    {
        var fit = Fit(id, Panel, Day);
        var rows = fit.Observations;
        Assert.Equal(rows, Fit(id, PooledPanels.Series(First.Until(Origin), Second.Until(Origin)), Day).Observations);
        Assert.Equal(rows - (2 * 6), Model(id).Fit(Panel[0].At(Origin - Duration.Day), Day).Model!.Observations);
    }

    [Theory, MemberData(nameof(Ids))]
    public void Fitted_twice_gives_the_same_bits_for_every_member(string id)
    {
        var fitted = Fit(id, Panel, Hour);
        Assert.Equal(fitted, Fit(id, PooledPanels.Series(First, Second), Hour));
        Assert.Same(fitted, Model(id).Fit(Panel[1].At(Origin), Hour).Model);
    }

    [Theory, MemberData(nameof(Ids))]
    public void Saved_and_loaded_gives_an_equal_model_and_the_same_forecasts(string id)
    {
        using var folder = new TemporaryFolder();
        var store = new ArtifactStore(folder.Path);
        var fitted = Fit(id, Panel, Hour);
        var name = store.Put(FittedModelArtifact.Write(fitted));
        var read = FittedModelArtifact.Read(store.Get(name));
        Assert.Equal(fitted, read);
        Assert.Equal(name, store.Put(FittedModelArtifact.Write(read)));
        Assert.Equal(Bits(Model(id).Filter(fitted, Panel[0].At(Origin)).Forecast), Bits(Model(id).Filter(read, Panel[0].At(Origin)).Forecast));
    }

    [Theory, MemberData(nameof(Ids))]
    public void Appending_equals_filtering_anew(string id)
    {
        var fitted = Fit(id, Panel, Hour);
        var filter = Model(id).Filter(fitted, Panel[0].At(Origin));
        for (var t = Origin + Duration.Hour; t <= Origin + Duration.Day; t += Duration.Hour)
        {
            filter.Append(Panel[0].At(t));
            Assert.Equal(Bits(Model(id).Filter(fitted, Panel[0].At(t)).Forecast), Bits(filter.Forecast));
        }
    }

    [Theory, MemberData(nameof(Ids))]
    public void Targets_over_forecasts_are_one_where_trees_were_grown(string id)
    {
        var fitted = Fit(id, Panel, Hour);
        var (squares, ratios, first) = (PooledPanels.Squares(Panel[0].At(Origin)), new List<double>(), 60 * 24);
        IVolatilityFilter? filter = null;
        for (var hour = first; hour < squares.Length; hour++)
        {
            var history = Panel[0].At(Panel[0].FirstEnd + (hour * Duration.Hour));
            if (filter is null) filter = Model(id).Filter(fitted, history);
            else filter.Append(history);
            // The first return ends an hour after the first close.
            ratios.Add(squares[hour] / filter.Forecast);
        }
        Assert.InRange(ratios.Average(), 0.9, 1.1);
    }

    [Theory, MemberData(nameof(Ids))]
    public void Other_regressors_another_horizon_or_missing_trees_are_refused(string id)
    {
        var fitted = Fit(id, Panel, Hour);
        void Refused(FittedModel model, string says) => Assert.Contains(says, Assert.Throws<ArgumentException>(() => Model(id).Filter(model, Panel[0].At(Origin))).Message, StringComparison.Ordinal);
        Refused(fitted with { Ensemble = fitted.Ensemble! with { SchemaHash = new string('0', 64) } }, "train the model again");
        Refused(fitted with { Horizon = TimeSpan.FromHours(4) }, "over 4 hours by ML.NET 5.");
        Refused(fitted with { Ensemble = null }, "no trees");
    }

    [Theory, MemberData(nameof(Ids))]
    public void A_short_or_constant_panel_is_refused_with_a_reason(string id)
    {
        Assert.Contains("needs", Model(id).Fit(Panel[0].At(SyntheticBars.Start + (20 * Duration.Day)), Hour).Reason, StringComparison.Ordinal);
        var flat = PooledPanels.Series(SyntheticBars.FromCloses([.. Enumerable.Repeat(100.0, (100 * 24) + 1)], 60));
        var fit = Model(id).Fit(flat[0].All(), Hour);
        Assert.Null(fit.Model);
        Assert.False(string.IsNullOrWhiteSpace(fit.Reason));
    }

    [Fact]
    public void Rows_that_are_all_older_than_trees_look_back_are_refused_with_a_reason()
    {
        const int Gap = 5 * 365;
        var bars = SyntheticBars.Without(PooledPanels.Bars("A", Gap + 63, 1), SyntheticBars.Start + (60 * Duration.Day), SyntheticBars.Start + ((Gap + 60) * Duration.Day));
        var fit = new LightGbmModel().Fit(PooledPanels.Series(bars)[0].All(), Hour);
        Assert.Null(fit.Model);
        Assert.Contains("of the last 4 years", fit.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_the_library_cannot_be_loaded_the_reason_says_what_to_install()
    {
        var fit = new Unloadable().Fit(Panel[0].At(Origin), Hour);
        Assert.Null(fit.Model);
        Assert.Contains("apt-get install libgomp1", fit.Reason, StringComparison.Ordinal);
    }

    // Regressors are compared in single precision: a scale that rounds moves few of them across a split.
    [Theory, MemberData(nameof(Ids))]
    public void Returns_times_k_give_variance_times_k_squared_to_a_thousandth(string id)
    {
        const double K = 3.7;
        var scaled = PooledPanels.Series(PooledPanels.Scaled(First, K), PooledPanels.Scaled(Second, K));
        var (one, other) = (Fit(id, Panel, Hour), Fit(id, scaled, Hour));
        Assert.Equal(1, Model(id).Filter(other, scaled[0].At(Origin)).Forecast / Model(id).Filter(one, Panel[0].At(Origin)).Forecast / (K * K), 1e-3);
    }

    [Theory, MemberData(nameof(Ids))]
    public void A_fit_stops_within_100_ms(string id)
    {
        var history = Panel[0].At(Origin - Duration.Hour);
        Cancellation.IsHonoured(id, stop => Model(id).Fit(history, Hour, stop));
        Assert.NotNull(Model(id).Fit(history, Hour).Model);
    }

    private static IVolatilityModel Model(string id) => LearnedModelCatalog.All.Single(m => m.Id == id);

    private static FittedModel Fit(string id, HourlySeries[] panel, TimeSpan horizon)
    {
        var fit = Model(id).Fit(panel[0].At(Origin), horizon);
        return fit.Model ?? throw new InvalidOperationException(fit.Reason);
    }

    private static double[] Walk(HourlySeries series, string id)
    {
        var table = WalkForward.Run(series, [Model(id)], Hour, Origin - Duration.Day, Origin);
        Assert.Equal(25, table.Count);
        return table.Of(id);
    }

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);

    private sealed class Unloadable : BoostedModel
    {
        public override string Id => "unloadable";

        public override string Description => "A model whose library is not there";

        internal override int MostRows => PooledRows.Most;

        internal override BoostSettings Settings(int h) => BoostSettings.Overlapping(h);

        internal override IEstimator<ITransformer> Trainer(MLContext context, BoostSettings settings, string label, string regressors) => throw new DllNotFoundException("Unable to load shared library");

        internal override double LogMean(double sum) => sum;
    }
}
