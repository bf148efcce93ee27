using System.Globalization;
using System.Text.Json;
using Forecast.Core.Models;
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
        async Task<string> Parameters(params string[] columns)
        {
            var (_, output, _) = await forecast.Run(["fit", "--model", "harqj", "--input", "days.csv", "--column", "rv", .. columns, "--json"]);
            using var fit = JsonDocument.Parse(output);
            return fit.RootElement.GetProperty("parameters").GetRawText();
        }
        var named = await Parameters("--quarticity", "rq", "--bipower", "bv");
        foreach (var loose in (string[][])[["--realized", "rq", "--exog", "bv"], ["--exog", "rq,bv"], ["--bipower", "bv", "--exog", "rq"]]) Assert.Equal(named, await Parameters(loose));
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
    }

    [Theory]
    [InlineData("--model har --orders 1,1", 2, "har does not take --orders; those that do are garch")]
    [InlineData("--model garch --orders 1,x", 2, "--orders 1,x are not whole numbers; write 1,1")]
    [InlineData("--model garch --distribution cauchy", 2, "--distribution cauchy: there are normal, t, skewt, ged")]
    [InlineData("--model harq", 2, "harq needs a realised quarticity: --quarticity COLUMN")]
    [InlineData("--model garch-x", 2, "garch-x needs columns of their own effect: --exog COLUMN,COLUMN")]
    [InlineData("--model garch --realized r", 2, "garch does not read the column of --realized")]
    [InlineData("--model garch --exog r", 2, "garch does not read the column r")]
    [InlineData("--model garch --scale 0", 2, "--scale must be above 0")]
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
