using System.Text.Json;
using Forecast.Storage.Db;
using Forecast.Storage.Db.Entities;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Forecast.SystemTests.Storage;

public sealed class EntityTests(PostgresCluster cluster) : IDisposable
{
    private const long Noon = 1_704_110_400_000_001;
    private readonly TestDatabases _databases = new(cluster);

    public void Dispose() => _databases.Dispose();

    [Theory, MemberData(nameof(TestDatabases.Both), MemberType = typeof(TestDatabases))]
    public void Every_entity_comes_back_as_it_went(DatabaseProvider provider)
    {
        var database = _databases.Create(provider);
        object[] rows =
        [
            Item(1), new PipelineRun { Id = 7, Kind = "nightly", AsOf = Noon, Source = "sample", SettingsHash = "s", CodeVersion = "c", StartedAt = Noon, FinishedAt = Noon + 1, Outcome = "done" },
            new InstrumentRow { Venue = "v", Symbol = "BTC", Class = "crypto-perpetual", QuoteCurrency = "USDT", Tick = 0.10m, Lot = 0.000_000_000_000_000_001m, ContractMultiplier = 79_228_162_514_264_337_593_543_950_335m, Listed = new(2019, 9, 8), Delisted = null, MarginClass = "major" },
            new VenueParameter { Venue = "v", Symbol = "BTC", EffectiveAt = Noon, InitialMarginPpm = 50_000, MaintenanceMarginPpm = 25_000, MaximumLeverage = 20, ImportedAt = Noon + 5, SourceSha256 = "ab" },
            new SourceFile { Sha256 = "ab", Venue = "v", Symbol = "BTC", Interval = "15m", FileName = "ünïcode \u65e5.csv", Rows = 10, Good = 9, Quarantined = 1, Outcome = "done", Error = null, IngestedAt = Noon },
            new ModelFit { WorkItemId = 1, HorizonMinutes = 1440, Model = "har", ArtifactSha256 = null, Status = "failed", Reason = "too short", Observations = 3 },
            Forecast(Math.PI * 1e-9), new LossTailForecast { WorkItemId = 1, HorizonMinutes = 1440, Model = "har", Side = "long", Quantile95 = 0.01, Shortfall95 = 0.02, Quantile99 = 0.03, Shortfall99 = 0.04, Quantile995 = 0.05, Shortfall995 = 0.06, Quantile999 = 0.07, Shortfall999 = 0.1 + 0.2 }, Line(double.BitIncrement(-8.1)), new MarginRate { WorkItemId = 1, MporMinutes = 1440, ConfidencePpm = 990_000, Target = "initial", Side = "long", Method = "fhs", Rate = 0.1 + 0.2, Scenarios = 750 },
            Recommended(1), new ModelAlias { Scope = "market", Alias = "champion", Number = 2, Model = "har", EffectiveAt = Noon + 1, DecidedAt = Noon, DecidedBy = "Ann Ü", Reason = "better", Evidence = "{\"p\":0.01}" },
            new ForecastOutcome { PublishedItemId = 1, HorizonMinutes = 1440, Model = "har", WorkItemId = 1, RealizedVariance = Math.E * 1e-9, Qlike = double.BitIncrement(0.1), Inside80 = false, Inside90 = false, Inside95 = true, Shock = true },
            new MarginOutcome { PublishedItemId = 1, MporMinutes = 1440, ConfidencePpm = 990_000, Side = "long", Method = "in-force", WorkItemId = 1, Rate = 0.1 + 0.2, LossRate = -0.4 },
            new DriftReading { WorkItemId = 1, Kind = "feature", Subject = "volume", HorizonMinutes = 0, N = 720, Statistic = 0.1 + 0.2, Threshold = 0.25, Shift = -1.5, Alarm = true },
        ];
        using (var context = database.CreateContext())
        {
            context.AddRange(rows);
            context.SaveChanges();
        }
        using (var context = database.CreateContext())
        {
            object[] read = [context.WorkItems.Single(), context.PipelineRuns.Single(), context.Instruments.Single(), context.VenueParameters.Single(), context.SourceFiles.Single(), context.ModelFits.Single(),
                context.VolatilityForecasts.Single(), context.LossTails.Single(), context.Scorecards.Single(), context.MarginRates.Single(), context.Recommendations.Single(),
                context.ModelAliases.Single(a => a.Number > 1), context.ForecastOutcomes.Single(), context.MarginOutcomes.Single(), context.DriftReadings.Single()];

            Assert.Equal(rows.Select(Text), read.Select(Text));
            Assert.Equal(context.Model.GetEntityTypes().Select(e => e.ClrType.Name).Order(), rows.Select(r => r.GetType().Name).Order());
        }
    }

    public static TheoryData<DatabaseProvider, double> BadVariances()
    {
        var data = new TheoryData<DatabaseProvider, double>();
        foreach (var provider in new[] { DatabaseProvider.Sqlite, DatabaseProvider.Postgres })
            foreach (var bad in new[] { double.NaN, 0, -1e-9, double.PositiveInfinity, double.NegativeInfinity }) data.Add(provider, bad);
        return data;
    }

    [Theory, MemberData(nameof(BadVariances))]
    public void A_variance_that_is_not_above_0_and_finite_is_refused(DatabaseProvider provider, double variance)
    {
        var database = _databases.Create(provider);
        using var context = database.CreateContext();
        context.Add(Item(1));
        context.SaveChanges();
        context.Add(Forecast(variance));

        Assert.ThrowsAny<Exception>(() => context.SaveChanges());
        using var after = database.CreateContext();
        Assert.False(after.VolatilityForecasts.Any());
    }

    [Theory, MemberData(nameof(TestDatabases.Both), MemberType = typeof(TestDatabases))]
    public void Rows_of_no_work_item_are_refused(DatabaseProvider provider)
    {
        using var context = _databases.Create(provider).CreateContext();
        context.Add(Forecast(1e-4));

        Assert.Throws<DbUpdateException>(() => context.SaveChanges());
    }

    [Theory, MemberData(nameof(TestDatabases.Both), MemberType = typeof(TestDatabases))]
    public void Of_two_who_change_a_recommendation_one_is_refused(DatabaseProvider provider)
    {
        var database = _databases.Create(provider);
        using (var context = database.CreateContext())
        {
            context.AddRange(Item(1), Recommended(1));
            context.SaveChanges();
        }
        using var first = database.CreateContext();
        using var second = database.CreateContext();
        foreach (var context in new[] { first, second })
        {
            var recommendation = context.Recommendations.Single();
            recommendation.State = "approved";
            recommendation.Version++;
        }

        first.SaveChanges();
        Assert.Throws<DbUpdateConcurrencyException>(() => second.SaveChanges());
    }

    [Theory, MemberData(nameof(TestDatabases.Both), MemberType = typeof(TestDatabases))]
    public void Texts_sort_by_their_bytes(DatabaseProvider provider)
    {
        using var context = _databases.Create(provider).CreateContext();
        string[] symbols = ["aave", "BTC", "Zec", "_x", "eth", "Ärger"];
        context.AddRange(symbols.Select(s => new InstrumentRow { Venue = "v", Symbol = s, Class = "c", QuoteCurrency = "q", Tick = 1, Lot = 1, ContractMultiplier = 1, MarginClass = "m" }));
        context.SaveChanges();

        Assert.Equal(symbols.Order(StringComparer.Ordinal), context.Instruments.OrderBy(i => i.Symbol).Select(i => i.Symbol).ToList());
    }

    internal static WorkItem Item(long id) => new()
    {
        Id = id, RunKind = "nightly", Step = "score", Venue = "v", Symbol = "BTC", AsOf = Noon + id, DataVersion = "d", SettingsHash = "s", CodeVersion = "c", Status = WorkStatus.Running, Fence = 2,
        Attempts = 2, Owner = "h/1/2", LeaseUntil = Noon, StartedAt = Noon, FinishedAt = null, Error = "before", ResultHash = null,
    };

    internal static VolatilityForecast Forecast(double variance) => new()
    {
        WorkItemId = 1, HorizonMinutes = 1440, Model = "har", Venue = "v", Symbol = "BTC", Origin = Noon, KnownAt = Noon, Variance = variance, Lower90 = 1e-12, Upper90 = null,
    };

    private static ScorecardRow Line(double qlike) => new()
    {
        WorkItemId = 1, HorizonMinutes = 60, Model = "har", N = 100, Qlike = qlike, Mse = 1e-9, RatioToLogHar = 0.98, DmT = -2.5, DmP = null, InMcs90 = true, MeanYOverF = 1.01, Coverage90 = 0.9,
    };

    private static Recommendation Recommended(long item) => new()
    {
        Id = "r1", WorkItemId = item, Venue = "v", Symbol = "BTC", AsOf = Noon, State = "proposed", Version = 1, Simulated = true, PolicyHash = "p", CurrentInitialPpm = 1, CurrentMaintenancePpm = null,
        CurrentMaximumLeverage = 3, ProposedInitialPpm = 50_000, ProposedMaintenancePpm = 25_000, ProposedMaximumLeverage = 20, Content = "{\"a\": 1.0,\"b\":\"ü\"}", ContentSha256 = "h", CreatedAt = Noon,
    };

    private static string Text(object row) => row.GetType().Name + JsonSerializer.Serialize(row);
}
