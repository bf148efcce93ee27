using Forecast.Core.Evaluation;
using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Core.Models;
using Xunit;

namespace Forecast.Core.Tests.Models;

/// <summary>One estimation that fails leaves no instrument without a forecast.</summary>
public sealed class RefitScheduleTests
{
    private static readonly HourlySeries Series = HourlySeries.From(SyntheticBars.Make(days: 200));
    private static readonly TimeSpan Horizon = TimeSpan.FromDays(1);
    private static readonly long Origin = SyntheticBars.Start + (171 * Duration.Day);
    private static readonly EwmaModel Sound = new();

    [Fact]
    public void A_failed_estimation_leaves_the_parameters_of_the_one_before_and_says_so()
    {
        var due = RefitSchedule.Last(Origin, Sound.RefitEvery);
        var fit = RefitSchedule.Fit(new Failing(at => at == due), Series.At(Origin), Horizon);
        Assert.Equal(due - (7 * Duration.Day), fit.Model!.Origin);
        Assert.Equal($"the optimiser burst; its parameters are those of {Instant.Format(due - (7 * Duration.Day))}", fit.Reason);
    }

    [Fact]
    public void The_walk_goes_on_through_a_failed_estimation()
    {
        var due = RefitSchedule.Last(Origin, Sound.RefitEvery);
        var failing = new Failing(at => at == due);
        var table = WalkForward.Run(Series, [failing, Sound], Horizon, due - (3 * Duration.Day), due + (3 * Duration.Day));
        Assert.Equal(7, table.Count);
        Assert.Equal(table.Of(Sound.Id), table.Of(failing.Id));
    }

    [Fact]
    public void A_model_that_failed_for_weeks_is_refused_with_its_first_reason()
    {
        var fit = RefitSchedule.Fit(new Failing(_ => true), Series.At(Origin), Horizon);
        Assert.Null(fit.Model);
        Assert.Equal("the optimiser burst", fit.Reason);
    }

    [Fact]
    public void The_combination_says_whose_parameters_are_old_and_who_is_missing()
    {
        var due = RefitSchedule.Last(Origin, Sound.RefitEvery);
        var fit = Combination(new Failing(at => at == due), new Failing(_ => true, "broken"), new LogHarModel()).Fit(Series.At(Origin), Horizon);
        Assert.NotNull(fit.Model);
        Assert.StartsWith("without the optimiser burst; with the optimiser burst; its parameters are those of", fit.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_can_be_estimated_the_moving_average_is_left()
    {
        // Thirty days and a half of history, in the middle of a week: no model was due since there was a month.
        var origin = Enumerable.Range(0, 200).Select(d => SyntheticBars.Start + (d * Duration.Day)).First(t => t - RefitSchedule.Last(t, Sound.RefitEvery) == 3 * Duration.Day && t > SyntheticBars.Start + (40 * Duration.Day));
        var bars = SyntheticBars.Make(days: 200);
        var young = HourlySeries.From(bars.Pick([.. Enumerable.Range(0, bars.Count).Where(i => bars.OpenTime[i] >= origin - (31 * Duration.Day))])).At(origin);
        Assert.Null(RefitSchedule.Fit(Sound, young, Horizon).Model);
        var combination = (CombinationModel)ModelCatalog.Get(ModelCatalog.Champion);
        var fit = combination.Fit(young, Horizon);
        Assert.Equal("ewma:lambda", Assert.Single(fit.Model!.Parameters).Name);
        Assert.StartsWith("without ", fit.Reason, StringComparison.Ordinal);
        Assert.Equal(Sound.Filter(Sound.Fit(young, Horizon).Model!, young).Forecast, combination.Filter(fit.Model, young).Forecast, 1e-15);
    }

    [Fact]
    public void An_estimation_that_takes_too_long_leaves_the_parameters_of_the_one_before_and_says_so()
    {
        var due = RefitSchedule.Last(Origin, Sound.RefitEvery);
        var fit = RefitSchedule.Fit(new Endless(at => at == due), Series.At(Origin), Horizon, Short);
        Assert.Equal(due - (7 * Duration.Day), fit.Model!.Origin);
        Assert.Equal($"endless did not finish within 0.02 s; its parameters are those of {Instant.Format(due - (7 * Duration.Day))}", fit.Reason);
    }

    [Fact]
    public void A_model_that_never_ends_is_refused_and_the_combination_goes_on_without_it()
    {
        var endless = new Endless(_ => true);
        Assert.Equal(FitResult.Refused("endless did not finish within 0.02 s"), RefitSchedule.Fit(endless, Series.At(Origin), Horizon, Short));
        var combination = Combination(endless, new LogHarModel());
        var fit = RefitSchedule.Fit(combination, Series.At(Origin), Horizon, Short);
        Assert.All(fit.Model!.Parameters, p => Assert.StartsWith("log-har:", p.Name, StringComparison.Ordinal));
        Assert.Equal("without endless did not finish within 0.02 s", fit.Reason);
        Assert.Equal(0, WalkForward.Run(Series, [endless], Horizon, Origin, Origin, Short).Count);
    }

    [Fact]
    public void Where_nothing_ends_in_time_the_moving_average_is_left()
    {
        // A clock that has run out before it starts: nothing that looks at its token gets anywhere.
        var fit = RefitSchedule.Fit(ModelCatalog.Get(ModelCatalog.Champion), Series.At(Origin), Horizon, new FitLimit(TimeSpan.Zero, Over));
        Assert.Equal("ewma:lambda", Assert.Single(fit.Model!.Parameters).Name);
        Assert.Equal($"without {string.Join("; ", ModelCatalog.Members.Select(m => $"{m.Model.Id} did not finish within 0 s"))}", fit.Reason);

        static CancellationTokenSource Over()
        {
            var source = new CancellationTokenSource();
            source.Cancel();
            return source;
        }
    }

    [Fact]
    public void Who_wants_no_result_gets_none_and_no_refusal()
    {
        using var source = new CancellationTokenSource(20);
        var endless = new Endless(_ => true);
        var patient = new FitLimit(TimeSpan.FromHours(1), () => new CancellationTokenSource(TimeSpan.FromHours(1)));
        Assert.Equal(source.Token, Assert.Throws<OperationCanceledException>(() => RefitSchedule.Fit(endless, Series.At(Origin), Horizon, patient, source.Token)).CancellationToken);
        Assert.Throws<OperationCanceledException>(() => WalkForward.Run(Series, [endless], Horizon, Origin, Origin, patient, source.Token));
        Assert.Throws<OperationCanceledException>(() => Combination(endless, Sound).Fit(Series.At(Origin), Horizon, null, patient, source.Token));
    }

    private static CombinationModel Combination(params IVolatilityModel[] members) => new("combination", "of a test", CombinationRules.Experts, [.. members.Select(m => new CombinationMember(m, 1))]);

    private static readonly FitLimit Short = new(TimeSpan.FromMilliseconds(20), () => new CancellationTokenSource(20));

    private sealed class Endless(Func<long, bool> isEndless) : IVolatilityModel
    {
        public string Id => "endless";

        public string Description => "A moving average whose estimation does not end at times";

        public TimeSpan RefitEvery => Sound.RefitEvery;

        public FitResult Fit(MarketHistory history, TimeSpan horizon, CancellationToken stop = default)
        {
            while (isEndless(history.Origin)) stop.ThrowIfCancellationRequested();
            return Sound.Fit(history, horizon, stop);
        }

        public IVolatilityFilter Filter(FittedModel model, MarketHistory history) => Sound.Filter(model, history);
    }

    private sealed class Failing(Func<long, bool> fails, string id = "failing") : IVolatilityModel
    {
        public string Id => id;

        public string Description => "A moving average whose estimation fails at times";

        public TimeSpan RefitEvery => Sound.RefitEvery;

        public FitResult Fit(MarketHistory history, TimeSpan horizon, CancellationToken stop = default) =>
            fails(history.Origin) ? FitResult.Refused("the optimiser burst") : Sound.Fit(history, horizon, stop) is { Model: { } m } ? FitResult.Of(m with { ModelId = id }) : FitResult.Refused("too short");

        public IVolatilityFilter Filter(FittedModel model, MarketHistory history) => Sound.Filter(model, history);
    }
}
