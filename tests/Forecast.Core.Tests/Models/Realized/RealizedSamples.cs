using System.Globalization;

namespace Forecast.Core.Tests.Models.Realized;

/// <summary>Returns with a realised measure beside them that the tests of this folder share.</summary>
internal static class RealizedSamples
{
    /// <summary>SPY, open to close, 2002 to 2008, in percent, with its realised kernel × 100: the example of rugarch.</summary>
    public static (double[] Returns, double[] Realized) Spyreal()
    {
        var rows = Rows("data/realized_reference/spyreal.csv.gz");
        return ([.. rows.Select(r => 100 * Number(r[1]))], [.. rows.Select(r => 100 * Number(r[2]))]);
    }

    /// <summary>SPY, close to close, 2014 to 2019, demeaned log returns in percent, with the bipower variation of 5-minute returns in percent²: the example of highfrequency.</summary>
    public static (double[] Returns, double[] Realized) Spyrm()
    {
        var rows = Rows("data/realized_reference/SPYRM.csv.gz");
        var close = rows.Select(r => Number(r[13])).ToArray();
        var returns = close.Skip(1).Select((p, i) => 100 * Math.Log(p / close[i])).ToArray();
        var mean = returns.Average();
        return ([.. returns.Select(r => r - mean)], [.. rows.Skip(1).Select(r => 1e4 * Number(r[4]))]);
    }

    private static string[][] Rows(string file) => [.. SharedFolder.Lines(file).Skip(1).Select(l => l.TrimEnd('\r').Split(','))];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
