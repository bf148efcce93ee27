using System.Reflection;
using Forecast.Core.Features;
using Forecast.Core.Margin;
using Forecast.Core.Measures;
using Forecast.Core.Models;
using Forecast.Learning;
using Forecast.Pipeline.Backtest;
using Forecast.Pipeline.Steps;
using Forecast.Sources;
using Forecast.Storage.Export;
using Xunit;

namespace Forecast.ArchitectureTests;

public sealed class CatalogueIdTests
{
    [Theory]
    [MemberData(nameof(Catalogues))]
    public void Ids_are_unique_and_lower_case(string catalogue, string[] ids, char separator)
    {
        Assert.True(ids.Length > 0, $"{catalogue} is empty");
        Assert.Empty(CatalogueIds.Violations(ids, separator));
    }

    [Fact]
    public void Every_catalogue_is_looked_at()
    {
        var written = new[] { typeof(ModelCatalog), typeof(LearnedModelCatalog), typeof(SourceCatalog), typeof(StepCatalog) }.SelectMany(t => t.Assembly.GetExportedTypes())
            .Where(t => t.Name.EndsWith("Catalog", StringComparison.Ordinal) && t.GetProperty("All", BindingFlags.Public | BindingFlags.Static) is not null).Select(t => t.Name);

        Assert.Empty(written.Except(Catalogues.Select(c => c.Data.Item1)));
    }

    [Fact]
    public void A_rule_is_in_one_place()
    {
        var rules = typeof(CleaningRuleCatalog).Assembly.GetExportedTypes().Where(t => t.Name.EndsWith("RuleCatalog", StringComparison.Ordinal))
            .SelectMany(t => (IEnumerable<CleaningRule>)t.GetProperty("All", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!).Distinct(ReferenceEqualityComparer.Instance).Cast<CleaningRule>();

        Assert.Empty(CatalogueIds.Violations([.. rules.Select(r => r.Id)]));
    }

    [Theory]
    [InlineData("log-har", "log-har")]
    [InlineData("har", "HAR")]
    [InlineData("log_har")]
    [InlineData("log--har")]
    [InlineData("-har")]
    [InlineData("har\n")]
    [InlineData("")]
    public void A_planted_id_is_reported(params string[] ids) => Assert.NotEmpty(CatalogueIds.Violations(ids));

    public static TheoryData<string, string[], char> Catalogues => new()
    {
        { nameof(ModelCatalog), [.. ModelCatalog.All.Select(m => m.Id)], '-' },
        { nameof(LearnedModelCatalog), [.. LearnedModelCatalog.All.Select(m => m.Id)], '-' },
        { nameof(BacktestModelCatalog), [.. BacktestModelCatalog.All.Select(m => m.Id)], '-' },
        { nameof(SeriesModelCatalog), [.. SeriesModelCatalog.All.Select(m => m.Id)], '-' },
        { nameof(ErrorDistributionCatalog), [.. ErrorDistributionCatalog.All.Select(d => d.Id)], '-' },
        { nameof(MarginRuleCatalog), [.. MarginRuleCatalog.All.Select(r => r.Id)], '-' },
        { nameof(SourceCatalog), [.. SourceCatalog.All.Select(s => s.Id)], '-' },
        { nameof(CleaningRuleCatalog), [.. CleaningRuleCatalog.All.Select(r => r.Id)], '-' },
        { nameof(FactRuleCatalog), [.. FactRuleCatalog.All.Select(r => r.Id).Concat(CleaningRuleCatalog.All.Select(r => r.Id)).Concat(TimeRuleCatalog.All.Select(r => r.Id))], '-' },
        { nameof(FactFormatCatalog), [.. FactFormatCatalog.All.Select(f => f.Id)], '-' },
        { nameof(VenueCatalog), [.. VenueCatalog.All.Select(v => v.Venue)], '-' },
        { nameof(TimeRuleCatalog), [.. TimeRuleCatalog.All.Select(r => r.Id)], '-' },
        { nameof(TradeRuleCatalog), [.. TradeRuleCatalog.All.Select(r => r.Id)], '-' },
        { nameof(TradeFormatCatalog), [.. TradeFormatCatalog.Ids], '-' },
        { nameof(FileRuleCatalog), [.. FileRuleCatalog.All.Select(r => r.Id)], '-' },
        { nameof(FeedVenueCatalog), [.. FeedVenueCatalog.All.Select(v => v.Name)], '-' },
        { nameof(StepCatalog), [.. StepCatalog.All.Select(s => s.Name)], '-' },
        { nameof(MeasureCatalog), [.. MeasureCatalog.All.Select(m => m.Name)], '_' },
        { nameof(FeatureCatalog), [.. FeatureCatalog.All.Select(f => f.Name)], '_' },
        { nameof(ExportFormatCatalog), [.. ExportFormatCatalog.All.Select(f => f.Name)], '-' },
        { nameof(BookFeatureCatalog), [.. BookFeatureCatalog.All.Select(f => f.Name)], '_' },
    };
}
