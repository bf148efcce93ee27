namespace Forecast.Storage;

/// <summary>A lock that is an open file: it excludes threads and processes alike, and ends with its process however that ends.</summary>
internal static class FileLock
{
    /// <summary>Takes the lock, waiting up to <paramref name="patience"/>; dispose the result to let go.</summary>
    /// <exception cref="TimeoutException">Somebody else held it all that time.</exception>
    public static FileStream Take(string path, TimeSpan patience)
    {
        FileStream? held = null;
        SpinWait.SpinUntil(() => (held = TryTake(path)) is not null, patience);
        return held ?? throw new TimeoutException($"another process has held {path} for {patience.TotalSeconds:0} s; let it finish, or end it, and try again");
    }

    /// <summary>Takes the lock, or says null at once.</summary>
    public static FileStream? TryTake(string path)
    {
        try { return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None); }
        catch (IOException e) when (e is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException) && File.Exists(path)) { return null; }
    }
}
