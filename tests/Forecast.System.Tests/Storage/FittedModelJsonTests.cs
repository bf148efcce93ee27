using System.Text;
using CsCheck;
using Forecast.Core.Models;
using Forecast.Storage.Artifacts;
using Xunit;

namespace Forecast.SystemTests.Storage;

public sealed class FittedModelJsonTests
{
    private static readonly Gen<double> Finite = Gen.Double.Where(double.IsFinite);

    private static readonly Gen<FittedModel> Models = Gen.Select(
        Gen.String, Gen.Int[1, 20_000], Gen.Long[-10_000_000_000_000_000, 10_000_000_000_000_000], Gen.Int[0, 1_000_000], Gen.Int[0, 2].Select(s => (FitStatus)s),
        Gen.Select(Gen.String, Finite, (n, v) => new Parameter(n, v)).List[0, 8],
        (id, minutes, origin, n, status, parameters) => new FittedModel(id, TimeSpan.FromMinutes(minutes), origin, n, status, parameters));

    [Fact]
    public void A_model_comes_back_bit_for_bit_and_is_written_the_same_again() => Models.Sample(model =>
    {
        var text = FittedModelJson.Write(model);
        var read = FittedModelJson.Read(text);
        Assert.Equal(model, read);
        Assert.Equal(model.Parameters.Select(p => BitConverter.DoubleToInt64Bits(p.Value)), read.Parameters.Select(p => BitConverter.DoubleToInt64Bits(p.Value)));
        Assert.Equal(text, FittedModelJson.Write(read));
    });

    [Fact]
    public void The_form_is_this()
    {
        var model = new FittedModel("log-har", TimeSpan.FromHours(24), Forecast.Core.Market.Instant.Parse("2024-01-01"), 700, FitStatus.IterationLimit, [new("c", -0.5), new("d", 1e-7)]);

        Assert.Equal(
            """{"format":1,"model":"log-har","horizon":"1d","origin":"2024-01-01T00:00:00Z","observations":700,"status":"iteration-limit","parameters":[{"name":"c","value":-0.5},{"name":"d","value":1E-07}]}""",
            Encoding.UTF8.GetString(FittedModelJson.Write(model)));
    }

    [Theory]
    [InlineData("""{"format":2}""", "format 2")]
    [InlineData("""{"format":1,"model":"har"}""", "cannot be read")]
    [InlineData("""{"format":1,"model":"har","horizon":"1d","origin":"2024-01-01","observations":7,"status":"failed","parameters":[]}""", "failed")]
    [InlineData("""{"format":1,"model":"har","horizon":"1d","origin":"2024-01-01","observations":7,"status":"converged","parameters":[{"name":"c","value":1e999}]}""", "finite")]
    [InlineData("[]", "cannot be read")]
    [InlineData("", "cannot be read")]
    public void What_is_no_model_of_this_version_is_refused(string text, string says) =>
        Assert.Contains(says, Assert.Throws<FormatException>(() => FittedModelJson.Read(Encoding.UTF8.GetBytes(text))).Message);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_parameter_that_is_not_finite_is_not_written(double value) => Assert.Throws<ArgumentException>(() =>
        FittedModelJson.Write(new FittedModel("har", TimeSpan.FromDays(1), 0, 1, FitStatus.Converged, [new("c", value)])));
}
