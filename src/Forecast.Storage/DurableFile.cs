using System.Globalization;
using System.Runtime.InteropServices;

namespace Forecast.Storage;

/// <summary>
/// Files that are there whole or not at all: written under a temporary name, flushed to the disk, then renamed.
/// A temporary name carries its writer's identity, so that what a killed writer left can be told from what a living one is writing.
/// </summary>
internal static class DurableFile
{
    private const string Extension = ".tmp";
    private static int _sequence;

    /// <summary>A temporary name beside <paramref name="path"/> that no other writer uses.</summary>
    public static string TemporaryName(string path)
    {
        var (host, pid, start) = ProcessIdentity.Current;
        return string.Create(CultureInfo.InvariantCulture, $"{path}@{host}@{pid}@{start}@{Interlocked.Increment(ref _sequence)}{Extension}");
    }

    /// <summary>Writes <paramref name="bytes"/> as <paramref name="path"/>; on any failure nothing stays behind.</summary>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var temporary = TemporaryName(path);
        try
        {
            using (var file = File.Create(temporary)) file.Write(bytes);
            Publish(temporary, path);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Flushes <paramref name="temporary"/> to the disk and gives it its name; both are then durable.</summary>
    public static void Publish(string temporary, string path)
    {
        using (var file = new FileStream(temporary, FileMode.Open, FileAccess.ReadWrite)) file.Flush(flushToDisk: true);
        File.Move(temporary, path, overwrite: true);
        FlushFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>True for a temporary file whose writer was on this host and is gone.</summary>
    public static bool IsAbandoned(string path) =>
        path.EndsWith(Extension, StringComparison.Ordinal) && Path.GetFileName(path)[..^Extension.Length].Split('@') is [_, var host, var pid, var start, _]
        && ProcessIdentity.TryParse($"{host}/{pid}/{start}") is { } writer && writer.IsDeadHere();

    /// <summary>Deletes the abandoned temporary files below <paramref name="root"/>; returns how many.</summary>
    public static int Sweep(string root)
    {
        if (!Directory.Exists(root)) return 0;
        var abandoned = Directory.EnumerateFiles(root, "*" + Extension, SearchOption.AllDirectories).Where(IsAbandoned).ToList();
        abandoned.ForEach(File.Delete);
        return abandoned.Count;
    }

    // A rename survives a power cut only once its folder is flushed, which .NET has no call for. Windows flushes it with the file.
    private static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        var descriptor = OpenFolder(folder, 0);
        if (descriptor < 0) throw new IOException($"cannot open folder {folder} to flush it: error {Marshal.GetLastPInvokeError()}");
        var error = Flush(descriptor) == 0 ? 0 : Marshal.GetLastPInvokeError();
        _ = Close(descriptor);
        if (error is not (0 or Unsupported)) throw new IOException($"cannot flush folder {folder} to the disk: error {error}");
    }

    // EINVAL: some network and user-space file systems cannot flush a folder; their rename is as durable as they make it.
    private const int Unsupported = 22;

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int OpenFolder([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Flush(int descriptor);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    private static extern int Close(int descriptor);
}
