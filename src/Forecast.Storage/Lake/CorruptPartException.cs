namespace Forecast.Storage.Lake;

/// <summary>A file of the lake is not what was written; nothing is read from it.</summary>
public sealed class CorruptPartException(string path, string why, Exception? cause = null)
    : Exception($"{path} is damaged: {why}. Delete it and {System.IO.Path.GetFileName(Partner(path))} beside it, then ingest that period again", cause)
{
    /// <summary>The damaged file.</summary>
    public string Path { get; } = path;

    private static string Partner(string path) => System.IO.Path.ChangeExtension(path, path.EndsWith(".json", StringComparison.Ordinal) ? ".parquet" : ".json");
}
