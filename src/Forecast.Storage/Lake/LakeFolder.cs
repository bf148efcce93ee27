using System.Globalization;
using System.Text.RegularExpressions;
using Forecast.Core.Market;

namespace Forecast.Storage.Lake;

/// <summary>Where a dataset of one instrument lies: <c>root/dataset/venue=…/symbol=…/period</c>. Nothing becomes part of a path unchecked.</summary>
internal sealed partial record LakeFolder
{
    public LakeFolder(string root, string dataset, string venue, string symbol)
    {
        (Root, Dataset, Venue, Symbol) = (root, Checked("dataset", dataset), Checked("venue", venue), Checked("symbol", symbol));
    }

    public string Root { get; }

    public string Dataset { get; }

    public string Venue { get; }

    public string Symbol { get; }

    public string Path => System.IO.Path.Combine(Root, Dataset, $"venue={Venue}", $"symbol={Symbol}");

    public string Period(string period) => System.IO.Path.Combine(Path, Checked("period", period));

    /// <summary>The dataset of bars of an interval: <c>bars_15m</c>.</summary>
    public static string BarsDataset(TimeSpan interval) => Duration.TryParse(Duration.Format(interval), out var spelled) && spelled == interval
        ? $"bars_{Duration.Format(interval)}" : throw new ArgumentException($"bars of {interval} cannot be kept; the interval must be a whole number of minutes", nameof(interval));

    /// <summary>Beside a dataset of bars: the times at which bars were withdrawn as bad prints.</summary>
    public LakeFolder Withdrawn => new(Root, $"{Dataset}_withdrawn", Venue, Symbol);

    /// <summary>The month of an instant: <c>2024-01</c>.</summary>
    public static string Month(long instant) => Instant.ToTime(instant).ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>The UTC day of an instant: <c>2024-01-31</c>.</summary>
    public static string Day(long instant) => Instant.ToTime(instant).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The instant at which the month after that of <paramref name="instant"/> begins.</summary>
    public static long NextMonth(long instant) => Instant.ToTime(instant) is var time ? Instant.From(new DateOnly(time.Year, time.Month, 1).AddMonths(1)) : 0;

    private static string Checked(string what, string text) => Allowed().IsMatch(text) && !text.Contains("..", StringComparison.Ordinal)
        ? text : throw new ArgumentException($"{what} '{Printable(text)}' cannot be part of a path; use 1 to 64 letters, digits, dots, underscores and hyphens, no two dots together", what);

    private static string Printable(string text) => string.Concat(text.Take(64).Select(c => char.IsControl(c) ? '?' : c));

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Allowed();
}
