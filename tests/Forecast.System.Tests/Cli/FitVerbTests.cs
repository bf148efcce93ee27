using System.Globalization;
using System.Text.Json;
using Forecast.Core.Models;
using Forecast.Web.Reports;
using Xunit;

namespace Forecast.SystemTests.Cli;

/// <summary><c>fit</c> as a user runs it: every kind of model, the page, and what it says of mistakes.</summary>
public sealed class FitVerbTests : IDisposable
{
    private static readonly string Vectors = Path.Combine(Repository.Root, "tests", "Forecast.Core.Tests", "Vectors", "garch");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_kind_of_model_can_be_fitted_from_a_file()
    {
        // Returns, and measures of each of their days that are worth reading: the file is made from a vector by a rule.
        var returns = (await File.ReadAllLinesAsync(Path.Combine(Vectors, "garch11n_2500.csv"), TestContext.Current.CancellationToken))[1..901].Select(l => double.Parse(l, CultureInfo.InvariantCulture)).ToArray();
        var level = 1.0;
        var rows = returns.Select((r, t) =>
        {
            level = (0.9 * level) + (0.1 * r * r) + 0.02;
            var wiggle = 1 + (0.3 * Math.Sin(7.0 * t));
            var (variance, down) = (level * wiggle, level * wiggle * (0.5 + (0.2 * Math.Cos(3.0 * t))));
            return string.Create(CultureInfo.InvariantCulture, $"{r:R},{variance:R},{Math.Sqrt(variance):R},{variance * (0.9 + (0.09 * Math.Sin(11.0 * t))):R},{down:R},{variance * variance * (1.5 + Math.Sin(5.0 * t)):R},{Math.Cos(2.0 * t):R}");
        });
        await File.WriteAllLinesAsync(_folder["days.csv"], ["r,rv,vol,bv,down,rq,flow", .. rows], TestContext.Current.CancellationToken);
        var forecast = new ForecastProcess(_folder);
        // One of each set of options and columns: what differs within a set is the arithmetic, which other tests hold.
        foreach (var model in SeriesModelCatalog.All.DistinctBy(m => (m.Takes, string.Join(',', m.Needs))))
        {
            var isVariance = model.Takes.HasFlag(SeriesOptionKinds.Lags) && !model.Takes.HasFlag(SeriesOptionKinds.Distribution) || model.Id == "ssa";
            string[] companions = [.. model.Needs.SelectMany<Companion, string>(n => n switch
            {
                Companion.RealizedMeasure => ["--realized", "vol"],
                Companion.RealizedVariance => ["--realized", "rv"],
                Companion.Quarticity => ["--quarticity", "rq"],
                Companion.Bipower => ["--bipower", "bv"],
                _ => ["--down-semivariance", "down"],
            })];
            string[] exogenous = model.Takes.HasFlag(SeriesOptionKinds.Exogenous) ? ["--exog", "flow"] : [];
            var (code, output, error) = await forecast.Run(["fit", "--model", model.Id, "--input", "days.csv", "--column", isVariance ? "rv" : "r", .. companions, .. exogenous, "--json"]);
            Assert.True(code == 0, $"{model.Id}: {error}{output}");
            using var fit = JsonDocument.Parse(output);
            Assert.Equal(5, fit.RootElement.GetProperty("forecast").GetArrayLength());
            Assert.All(fit.RootElement.GetProperty("forecast").EnumerateArray(), v => Assert.True(v.GetDouble() > 0));
            Assert.Contains(fit.RootElement.GetProperty("status").GetString(), new[] { "converged", "boundary" });
        }
        // What is not said by name is read in the order of the model's needs.
        async Task<string> Parameters(string model, params string[] columns)
        {
            var (_, output, _) = await forecast.Run(["fit", "--model", model, "--input", "days.csv", "--column", "rv", .. columns, "--json"]);
            using var fit = JsonDocument.Parse(output);
            return fit.RootElement.GetProperty("parameters").GetRawText();
        }
        var named = await Parameters("harqj", "--quarticity", "rq", "--bipower", "bv");
        foreach (var loose in (string[][])[["--realized", "rq", "--exog", "bv"], ["--exog", "rq,bv"], ["--bipower", "bv", "--exog", "rq"]]) Assert.Equal(named, await Parameters("harqj", loose));
        // No statistic is above 1: no jump is significant.
        Assert.Contains("\"jump[1]\": 0,", await Parameters("har-cj", "--bipower", "bv", "--jump-ratio", "flow"), StringComparison.Ordinal);
        Assert.DoesNotContain("\"jump[1]\": 0,", await Parameters("har-cj", "--bipower", "bv"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fit_prints_a_table_and_writes_a_page()
    {
        var (code, output, _) = await new ForecastProcess(_folder).Run("fit", "--model", "gjr", "--distribution", "t", "--input", Path.Combine(Vectors, "gjr111t_2500.csv"), "--column", "ret", "--report", "pages/fit.html");
        Assert.Equal(0, code);
        Assert.Matches(@"gamma\[1\]\s+0\.0641\d+\s+0\.018\d+\s+0\.0\d+\s+3\.\d+\s+0\.00\d\d", output);
        Assert.Contains("log-likelihood -2852.8333", output, StringComparison.Ordinal);
        var page = await File.ReadAllTextAsync(_folder["pages/fit.html"], TestContext.Current.CancellationToken);
        Assert.Contains("falls act more than rises", page, StringComparison.Ordinal);
        Assert.Contains("conditional volatility", page, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
        Assert.DoesNotContain("argin", page[page.IndexOf("<body>", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.Contains("gjr on 2,500 observations of ret", page, StringComparison.Ordinal);
        Assert.Contains("Made by: forecast fit --model gjr --distribution t", page, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"col\">HAC</th>", page, StringComparison.Ordinal);
        Assert.Contains("viewBox=\"0 0 960 340\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_estimation_that_lasts_too_long_is_given_up()
    {
        var (code, output, _) = await new ForecastProcess(_folder).Run("fit", "--model", "figarch", "--distribution", "t", "--input", Path.Combine(Vectors, "gjr111t_2500.csv"), "--column", "ret", "--time-limit", "0.001", "--json");
        Assert.Equal(1, code);
        using var fit = JsonDocument.Parse(output);
        Assert.Equal(("failed", "figarch did not finish within 0.001 s; give it more with --time-limit, or fit a shorter series"), (fit.RootElement.GetProperty("status").GetString(), fit.RootElement.GetProperty("reason").GetString()));
    }

    /// <summary>An estimate may stand whose paths grow beyond all numbers.</summary>
    [Fact]
    public void A_page_says_that_there_is_no_forecast()
    {
        double[] returns = [.. Enumerable.Range(0, 300).Select(t => Math.Sin(t * t) * (1 + (0.5 * Math.Cos(0.1 * t))))];
        var (model, sample) = (SeriesModelCatalog.Get("gjr"), new SeriesSample(returns));
        var page = FitReport.Render(model, sample, model.Fit(sample) with { Forecast = [] }, new FitSubject("r", "forecast fit", null));
        Assert.Contains("There is no forecast", page, StringComparison.Ordinal);
        Assert.DoesNotContain("; next", page, StringComparison.Ordinal);
    }

    /// <summary>A long series of five minutes: drawn over its times, and no point for each of them.</summary>
    [Fact]
    public async Task A_page_knows_the_times_and_stays_small()
    {
        var returns = (await File.ReadAllLinesAsync(Path.Combine(Vectors, "garch11n_2500.csv"), TestContext.Current.CancellationToken))[1..];
        var start = new DateTime(1999, 12, 31, 0, 0, 0, DateTimeKind.Utc);
        await File.WriteAllLinesAsync(
            _folder["long.csv"], ["Time,r", .. Enumerable.Range(0, 30_000).Select(t => $"{start.AddMinutes(5 * t).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)},{returns[t % 2500]}")], TestContext.Current.CancellationToken);
        var (code, _, error) = await new ForecastProcess(_folder).Run("fit", "--model", "garch", "--input", "long.csv", "--column", "r", "--report", "fit.html");
        Assert.True(code == 0, error);
        var page = await File.ReadAllTextAsync(_folder["fit.html"], TestContext.Current.CancellationToken);
        Assert.Contains("Observations from 1999-12-31 to 2000-04-13T03:55:00Z", page, StringComparison.Ordinal);
        Assert.Contains("Of every 10 neighbours the highest is drawn", page, StringComparison.Ordinal);
        Assert.InRange(page.Length, 10_000, 600_000);
    }

    [Theory]
    [InlineData("date,r\n2024-01-02,1\n2024-01-01,2\n", "", "r.csv:3: 2024-01-01T00:00:00Z is not later than the row before it, 2024-01-02T00:00:00Z; sort the file by date")]
    [InlineData("date,r\n2024-01-02,1\n2024-01-02,2\n", "", "r.csv:3: 2024-01-02T00:00:00Z is not later than the row before it")]
    [InlineData("date,r\n2024-01-02,1\nyesterday,2\n", "", "r.csv:3: column date holds 'yesterday', which is not a time")]
    [InlineData("day,r\nMonday,1\nTuesday,2\n", "", "garch needs 100 observations; there are 2")]
    [InlineData("date,r\n2024-01-02,1\nyesterday,2\n", "--time none", "garch needs 100 observations; there are 2")]
    [InlineData("when,r\n1704067200,1\n1704067100,2\n", "--time when", "r.csv:3: 2023-12-31T23:58:20Z is not later")]
    [InlineData("when,r\n1704067200,1\n", "--time date", "r.csv:1: there is no column 'date'; the columns are when, r")]
    [InlineData("date;r\n2024-01-02;0,5\n", "", "r.csv:1: there is no column 'r'; the header is 'date;r': separate the columns by commas")]
    [InlineData("r\n1\nn/a\n", "", "r.csv:3: column r holds 'n/a', which is not a finite number")]
    public async Task What_is_wrong_with_a_file_is_said_with_its_place(string text, string options, string says)
    {
        _folder.Write("r.csv", text);
        var (code, output, error) = await new ForecastProcess(_folder).Run(["fit", "--model", "garch", "--input", "r.csv", "--column", "r", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        Assert.True(code == 1, $"{code} {error}{output}");
        Assert.Contains(says, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--model har --orders 1,1", 2, "har does not take --orders; those that do are garch")]
    [InlineData("--model garch --orders 1,x", 2, "--orders 1,x are not whole numbers; write 1,1")]
    [InlineData("--model garch --distribution cauchy", 2, "--distribution cauchy: there are normal, t, skewt, ged")]
    [InlineData("--model harq", 2, "harq needs a realised quarticity: --quarticity COLUMN")]
    [InlineData("--model garch-x", 2, "garch-x needs columns of their own effect: --exog COLUMN,COLUMN")]
    [InlineData("--model garch --init fgarch", 2, "--init fgarch: there are arch, fcp, rugarch")]
    [InlineData("--model garch --mean median", 2, "--mean median: there are constant, zero, ar")]
    [InlineData("--model garch --lags 1,5", 2, "garch does not take --lags without --mean ar; those that do are harch")]
    [InlineData("--model garch --realized r", 2, "garch does not read the column of --realized")]
    [InlineData("--model har --jump-ratio r", 2, "har does not read the column of --jump-ratio")]
    [InlineData("--model garch --exog r", 2, "garch does not read the column r")]
    [InlineData("--model garch --scale 0", 2, "--scale must be above 0")]
    [InlineData("--model garch --time-limit 0", 2, "--time-limit must be seconds from 0.001 to 86400")]
    [InlineData("--model heavy --realized nothing", 1, "there is no column 'nothing'")]
    [InlineData("--model garch", 1, "garch needs")]
    public async Task Mistakes_are_named(string options, int expected, string says)
    {
        _folder.Write("r.csv", "r\n1\n2\n3\n");
        var (code, output, error) = await new ForecastProcess(_folder).Run(["fit", .. options.Split(' '), "--input", "r.csv", "--column", "r"]);
        Assert.True(code == expected, $"{code} {error}{output}");
        Assert.Contains(says, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }
}
