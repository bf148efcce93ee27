using System.Security.Cryptography;
using System.Text;
using Forecast.Core.Evaluation;

namespace Forecast.Pipeline.Backtest;

/// <summary>
/// Finished walks of a back-test that has not come to its end, so that it goes on where it was stopped. A walk's file is named by a hash of everything that its forecasts hang on, is there whole or not at all, and ends with a checksum:
/// one that is damaged, or not of this kind, is as good as none.
/// </summary>
/// <param name="folder">Where they lie; it need not exist.</param>
public sealed class KeptWalks(string folder)
{
    /// <summary>Name of the folder within a back-test's own.</summary>
    public const string FolderName = ".work";

    private const string Kind = "forecast-walk-1", Extension = ".walk", Unfinished = ".tmp";

    /// <summary>The walk of <paramref name="key"/>, with what is to be said of it; null where it was not kept.</summary>
    public (ForecastTable Table, IReadOnlyList<string> Notes)? Find(string key)
    {
        try
        {
            return File.Exists(PathOf(key)) ? Read(File.ReadAllBytes(PathOf(key)), key) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps a walk.</summary>
    public void Keep(string key, ForecastTable table, IReadOnlyList<string> notes)
    {
        Directory.CreateDirectory(folder);
        var temporary = $"{PathOf(key)}@{Environment.ProcessId}{Unfinished}";
        File.WriteAllBytes(temporary, Written(key, table, notes));
        File.Move(temporary, PathOf(key), overwrite: true);
    }

    /// <summary>Deletes every kept walk, and the folder unless something else lies in it.</summary>
    public void Clear()
    {
        if (!Directory.Exists(folder)) return;
        foreach (var file in Directory.EnumerateFiles(folder).Where(f => f.EndsWith(Extension, StringComparison.Ordinal) || f.EndsWith(Unfinished, StringComparison.Ordinal)).ToArray()) File.Delete(file);
        if (!Directory.EnumerateFileSystemEntries(folder).Any()) Directory.Delete(folder);
    }

    private static byte[] Written(string key, ForecastTable table, IReadOnlyList<string> notes)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(Kind);
        writer.Write(key);
        writer.Write(table.Symbol);
        writer.Write(table.Horizon.Ticks);
        Each(table.Models, writer.Write);
        Each(table.Origins, writer.Write);
        foreach (var y in table.Realized) writer.Write(y ?? double.NaN);
        foreach (var forecast in table.Forecasts.SelectMany(f => f)) writer.Write(forecast);
        Each(notes, writer.Write);
        writer.Flush();
        writer.Write(SHA256.HashData(bytes.ToArray()));
        return bytes.ToArray();

        void Each<T>(IReadOnlyList<T> values, Action<T> write)
        {
            writer.Write(values.Count);
            foreach (var value in values) write(value);
        }
    }

    private static (ForecastTable Table, IReadOnlyList<string> Notes)? Read(byte[] bytes, string key)
    {
        var length = bytes.Length - SHA256.HashSizeInBytes;
        if (length < 0 || !SHA256.HashData(bytes.AsSpan(0, length)).AsSpan().SequenceEqual(bytes.AsSpan(length))) return null;
        using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
        if (reader.ReadString() != Kind || reader.ReadString() != key) return null;
        var (symbol, horizon) = (reader.ReadString(), TimeSpan.FromTicks(reader.ReadInt64()));
        var (models, origins) = (Many(reader.ReadInt32(), reader.ReadString), Many(reader.ReadInt32(), reader.ReadInt64));
        return (new ForecastTable
        {
            Symbol = symbol,
            Horizon = horizon,
            Models = models,
            Origins = origins,
            Realized = Many(origins.Length, () => reader.ReadDouble() is var y && double.IsNaN(y) ? (double?)null : y),
            Forecasts = Many(models.Length, () => Many(origins.Length, reader.ReadDouble)),
        }, Many(reader.ReadInt32(), reader.ReadString));

        static T[] Many<T>(int count, Func<T> read)
        {
            var values = new T[count];
            for (var i = 0; i < count; i++) values[i] = read();
            return values;
        }
    }

    private string PathOf(string key) => Path.Combine(folder, key + Extension);
}
