using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace Forecast.SystemTests.Cli;

/// <summary><c>margin tier</c> as a user runs it, on the examples of its page.</summary>
public sealed partial class MarginTierVerbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_examples_of_the_page_give_what_it_says()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "margin-venues.md"));
        var blocks = Block().Matches(page).Select(m => m.Groups[1].Value).ToArray();
        string[] methods = ["dydx", "hyperliquid", "drift", "vega"];
        Assert.Equal(2 * methods.Length, blocks.Length);
        for (var i = 0; i < methods.Length; i++)
        {
            _folder.Write($"{methods[i]}.json", blocks[2 * i]);
            var (code, text, error) = await new ForecastProcess(_folder).Run("margin", "tier", "--method", methods[i], "--input", $"{methods[i]}.json", "--json");
            Assert.True(code == 0, error);
            using var actual = JsonDocument.Parse(text);
            using var expected = JsonDocument.Parse(blocks[(2 * i) + 1]);
            Assert.Equal(methods[i], actual.RootElement.GetProperty("method").GetString());
            foreach (var section in expected.RootElement.EnumerateObject())
                Assert.Equal(JsonSerializer.Serialize(section.Value), JsonSerializer.Serialize(actual.RootElement.GetProperty(section.Name)));
        }
        var people = await new ForecastProcess(_folder).Run("margin", "tier", "--method", "dydx", "--input", "dydx.json");
        Assert.Equal(0, people.Code);
        Assert.Matches(@"2\s+500000\s+28123456789123\s+271393\s+135697\s+50000", people.Out);
    }

    [Fact]
    public async Task Mistakes_of_the_command_line_are_usage_and_those_of_the_file_name_their_field()
    {
        var forecast = new ForecastProcess(_folder);
        _folder.Write("f.json", """{ "tiers": [ { "lowerBound": 0, "maxLeverage": 20 }, { "lowerBound": 5, "maxLeverage": 40 } ] }""");
        var bad = await forecast.Run("margin", "tier", "--method", "hyperliquid", "--input", "f.json", "--json");
        Assert.Equal((1, "", "forecast: f.json (tiers[1].maxLeverage): maxLeverage is 40; allowed: 1 to 20, that of the tier before"), (bad.Code, bad.Out, bad.Error.TrimEnd()));
        _folder.Write("f.json", """{ "risk_factors": { "long": 1, "short": 1 }, "positions": [ { "size": 1e20, "mark": 1e20 } ] }""");
        var large = await forecast.Run("margin", "tier", "--method", "vega", "--input", "f.json");
        Assert.Equal(1, large.Code);
        Assert.Contains("f.json: a position is so large", large.Error, StringComparison.Ordinal);
        var (code, _, error) = await forecast.Run("margin", "tier", "--method", "span", "--input", "f.json");
        Assert.Equal(2, code);
        Assert.Contains("--method span: there are dydx, hyperliquid, drift, vega", error, StringComparison.Ordinal);
    }

    [GeneratedRegex("^```json\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
