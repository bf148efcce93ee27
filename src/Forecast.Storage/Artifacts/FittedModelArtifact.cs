using System.IO.Compression;
using System.Text;
using Forecast.Core.Models;

namespace Forecast.Storage.Artifacts;

/// <summary>
/// A fitted model as an artifact: its JSON, or, where it has an ensemble, a zip that holds the JSON (<c>model.json</c>), the ensemble (<c>ensemble.zip</c>) and the hash of the ensemble's schema (<c>schema.sha256</c>).
/// Equal models give equal bytes: entries have a fixed order and no time.
/// </summary>
public static class FittedModelArtifact
{
    private const string Json = "model.json", Ensemble = "ensemble.zip", Schema = "schema.sha256";

    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <exception cref="ArgumentException">A parameter is not finite, or the horizon is no whole number of minutes.</exception>
    public static byte[] Write(FittedModel model)
    {
        var json = FittedModelJson.Write(model with { Ensemble = null });
        if (model.Ensemble is not { } ensemble) return json;
        using var made = new MemoryStream();
        using (var zip = new ZipArchive(made, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, Json, json);
            Add(zip, Schema, Encoding.ASCII.GetBytes(ensemble.SchemaHash));
            Add(zip, Ensemble, ensemble.Content.Span);
        }
        return made.ToArray();
    }

    /// <exception cref="FormatException">It is neither form, or was written by another version; the message says which.</exception>
    public static FittedModel Read(ReadOnlyMemory<byte> content)
    {
        if (!content.Span.StartsWith("PK"u8)) return FittedModelJson.Read(content);
        try
        {
            using var zip = new ZipArchive(new MemoryStream(content.ToArray()), ZipArchiveMode.Read);
            return FittedModelJson.Read(Of(zip, Json)) with { Ensemble = new FittedEnsemble(Encoding.ASCII.GetString(Of(zip, Schema)), Of(zip, Ensemble)) };
        }
        catch (InvalidDataException e)
        {
            throw new FormatException($"a fitted model cannot be read: {e.Message}", e);
        }
    }

    private static void Add(ZipArchive zip, string name, ReadOnlySpan<byte> content)
    {
        // The ensemble is compressed already.
        var entry = zip.CreateEntry(name, CompressionLevel.NoCompression);
        entry.LastWriteTime = NoTime;
        using var stream = entry.Open();
        stream.Write(content);
    }

    private static byte[] Of(ZipArchive zip, string name)
    {
        var entry = zip.GetEntry(name) ?? throw new FormatException($"a fitted model cannot be read: its archive has no {name}");
        using var copy = new MemoryStream();
        using (var stream = entry.Open()) stream.CopyTo(copy);
        return copy.ToArray();
    }
}
