using System.Diagnostics;
using System.Globalization;

namespace Forecast.Benchmarks;

/// <summary>R with tseries and fGarch (Debian: r-cran-tseries, r-cran-fgarch) in a process of its own, which fits the series that it is given: <c>peers/garch.R</c>.</summary>
internal sealed class RPeer : IDisposable
{
    private readonly Process _process;
    private readonly HashSet<string> _packages;

    private RPeer(Process process, HashSet<string> packages) => (_process, _packages) = (process, packages);

    /// <summary>The peer; null where R is not installed.</summary>
    public static RPeer? Start()
    {
        var script = Path.Combine(AppContext.BaseDirectory, "peers", "garch.R");
        try
        {
            var process = Process.Start(new ProcessStartInfo("Rscript", [script]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
            return new RPeer(process, [.. (process.StandardOutput.ReadLine() ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Console.WriteLine("Rscript is not installed: ours alone is timed");
            return null;
        }
    }

    /// <summary>Whether the package that a task needs is installed.</summary>
    public bool Has(string package) => _packages.Contains(package);

    /// <summary>The best time of <paramref name="repeats"/> of a task on a series, microseconds, and what it found.</summary>
    public (double Microseconds, double[] Found) Run(string task, int repeats, double[] returns)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(file, returns.Select(r => r.ToString("R", CultureInfo.InvariantCulture)));
            _process.StandardInput.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{task} {repeats} {file}"));
            _process.StandardInput.Flush();
            var answer = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"Rscript ended in {task}");
            double[] numbers = [.. answer.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => double.Parse(w, CultureInfo.InvariantCulture))];
            return (numbers[0], numbers[1..]);
        }
        finally
        {
            File.Delete(file);
        }
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
