using System.IO.Compression;
using Forecast.Core.Models;
using Forecast.Storage.Artifacts;
using Xunit;

namespace Forecast.SystemTests.Storage;

public sealed class FittedModelArtifactTests
{
    private static readonly FittedModel Plain = new("lightgbm", TimeSpan.FromHours(1), 0, 700, FitStatus.Converged, [new("const", -0.5)]);
    private static readonly FittedModel Boosted = Plain with { Ensemble = new FittedEnsemble(new string('a', 64), new byte[] { 1, 2, 3 }) };

    [Fact]
    public void A_model_without_an_ensemble_is_its_JSON()
    {
        Assert.Equal(FittedModelJson.Write(Plain), FittedModelArtifact.Write(Plain));
        Assert.Equal(Plain, FittedModelArtifact.Read(FittedModelArtifact.Write(Plain)));
    }

    [Fact]
    public void A_model_with_one_comes_back_whole_and_is_written_the_same_again()
    {
        var bytes = FittedModelArtifact.Write(Boosted);
        Assert.Equal(Boosted, FittedModelArtifact.Read(bytes));
        Assert.Equal(bytes, FittedModelArtifact.Write(FittedModelArtifact.Read(bytes)));
        Assert.NotEqual(Plain, FittedModelArtifact.Read(bytes));
        Assert.NotEqual(Boosted, Boosted with { Ensemble = Boosted.Ensemble! with { Content = new byte[] { 1, 2, 4 } } });
        Assert.NotEqual(Boosted, Boosted with { Ensemble = Boosted.Ensemble! with { SchemaHash = new string('b', 64) } });
    }

    [Fact]
    public void JSON_alone_would_lose_the_ensemble() => Assert.Contains("ensemble", Assert.Throws<ArgumentException>(() => FittedModelJson.Write(Boosted)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("model.json")]
    [InlineData("ensemble.zip")]
    [InlineData("schema.sha256")]
    public void An_archive_without_a_part_is_refused(string part)
    {
        using var archive = new MemoryStream();
        archive.Write(FittedModelArtifact.Write(Boosted));
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Update, leaveOpen: true)) zip.GetEntry(part)!.Delete();
        Assert.Contains($"no {part}", Assert.Throws<FormatException>(() => FittedModelArtifact.Read(archive.ToArray())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cut_archive_is_refused() => Assert.Throws<FormatException>(() => FittedModelArtifact.Read(FittedModelArtifact.Write(Boosted).AsMemory(0, 40)));
}
