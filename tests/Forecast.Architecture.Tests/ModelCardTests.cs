using Forecast.Core.Models;
using Forecast.Pipeline.Backtest;
using Xunit;

namespace Forecast.ArchitectureTests;

public sealed class ModelCardTests
{
    private static readonly string[] Models = [.. BacktestModelCatalog.All.Select(m => m.Id).Union(SeriesModelCatalog.All.Select(m => m.Id))];

    private static IReadOnlyList<SourceText> Cards => Repository.Files("*.md", "models/cards");

    [Fact]
    public void Every_model_has_its_card_and_every_card_its_model() => Assert.Empty(ModelCards.Violations(Models, Cards));

    [Fact]
    public void A_planted_model_without_a_card_is_reported() => Assert.Contains("planted has no card", Assert.Single(ModelCards.Violations([.. Models, "planted"], Cards)));

    [Fact]
    public void A_planted_card_without_a_model_is_reported() => Assert.Contains("models/cards/ewma.md has no model", Assert.Single(ModelCards.Violations([.. Models.Except(["ewma"])], Cards)));

    [Theory]
    [InlineData("**Limits.**", "**Borders.**")]
    [InlineData("**Reference.**", "See also")]
    public void A_planted_card_without_a_heading_is_reported(string heading, string instead)
    {
        var cards = Cards.Select(c => c.Path.EndsWith("ewma.md", StringComparison.Ordinal) ? c with { Text = c.Text.Replace(heading, instead, StringComparison.Ordinal) } : c).ToArray();

        Assert.Contains("ewma.md lacks", Assert.Single(ModelCards.Violations(Models, cards)));
    }
}
