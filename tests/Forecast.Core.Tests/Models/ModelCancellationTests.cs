using Forecast.Core.Evaluation;
using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Core.Models;
using Xunit;

namespace Forecast.Core.Tests.Models;

/// <summary>Nights and back-tests end within 100 ms of being asked to, whichever model is being estimated: on four years of hours every one looks at its token often.</summary>
[Collection(Cancellation.Alone)]
public sealed class ModelCancellationTests
{
    private static readonly HourlySeries Series = HourlySeries.From(SyntheticBars.Make(days: 4 * 365));
    private static readonly long Origin = SyntheticBars.Start + ((4 * 365) - 1) * Duration.Day;

    public static TheoryData<string> Ids => [.. ModelCatalog.All.Select(m => m.Id)];

    [Theory, MemberData(nameof(Ids))]
    public void A_fit_stops_within_100_ms(string id)
    {
        var (model, history, span) = (ModelCatalog.Get(id), Series.At(Origin), TimeSpan.FromHours(1));
        // What a series derives from its bars it does once, whoever asks first.
        model.Fit(history, span);
        Cancellation.IsHonoured(id, stop => model.Fit(history, span, stop));
    }

    [Fact]
    public void A_walk_stops_within_100_ms()
    {
        IVolatilityModel[] models = [ModelCatalog.Get("garch"), ModelCatalog.Get("gjr"), ModelCatalog.Get(ModelCatalog.Champion)];
        Cancellation.IsHonoured("a walk", stop => WalkForward.Run(Series, models, TimeSpan.FromDays(1), Origin - (365 * Duration.Day), Origin, stop: stop));
    }
}
