using System.Collections.Concurrent;
using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Storage.Lake;

namespace Forecast.Pipeline;

/// <summary>
/// All instruments of a market at one as-of. Models learn from each other's instruments, so whoever is in the lake is in the pool, whichever instruments a run is about: the same lake gives the same forecasts.
/// Simulated and real markets do not meet. Bars are loaded when first asked for, cut at the as-of, and kept.
/// </summary>
public sealed class MarketDay
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<(string Venue, string Symbol), Lazy<BarSeries>> _bars = new();
    private readonly Lazy<(string Venue, string Symbol)[]> _members;
    private readonly Lazy<Dictionary<(string Venue, string Symbol), HourlySeries>> _hours;
    private readonly Lazy<string> _version;

    public MarketDay(Workspace workspace, PipelineSettings settings, bool simulated, long asOf, long? replayAt = null)
    {
        (Workspace, Settings, Simulated, AsOf, ReplayAt) = (workspace, settings, simulated, asOf, replayAt);
        _members = new(Readable);
        _hours = new(() => workspace.Measured(Version, Measure));
        _version = new(() => Hash.Of(string.Join('\n', _members.Value.AsParallel().AsOrdered().Select(m => BarHash.Of(Bars(m.Venue, m.Symbol)) + (Past(m.Venue, m.Symbol) is { } past ? BarHash.Of(past) : ""))))[..32]);
    }

    public Workspace Workspace { get; }

    public PipelineSettings Settings { get; }

    public bool Simulated { get; }

    /// <summary>The origin of tonight's forecasts, Unix microseconds.</summary>
    public long AsOf { get; }

    /// <summary>Only what was there at this instant is read, as a run at that time did; null: everything that is there now.</summary>
    public long? ReplayAt { get; }

    /// <summary>The identity of all bars of the pool.</summary>
    public string Version => _version.Value;

    /// <summary>An instrument's bars that are complete at the as-of.</summary>
    /// <exception cref="CorruptPartException">They cannot be read.</exception>
    public BarSeries Bars(string venue, string symbol) => _bars.GetOrAdd((venue, symbol), key => new(() => Read(key.Venue, key.Symbol, Settings.Interval))).Value;

    /// <summary>An instrument's hours, in the pool with the others.</summary>
    /// <exception cref="ArgumentException">Its bars make no hour.</exception>
    public HourlySeries Hours(string venue, string symbol) => _hours.Value.TryGetValue((venue, symbol), out var hours) ? hours : HourlySeries.From(Bars(venue, symbol));

    // Who cannot be read is not learnt from; the night says so where the instrument itself is asked for.
    private (string Venue, string Symbol)[] Readable() =>
    [
        .. Workspace.Lake.Instruments(Settings.Interval, ReplayAt).Where(i => i.Venue == SimulatedMarket.Venue == Simulated).Select(i => (i.Venue, i.Symbol)).Order()
            .AsParallel().AsOrdered().Where(m => Try(() => Bars(m.Venue, m.Symbol)) is { Count: > 0 }),
    ];

    private Dictionary<(string Venue, string Symbol), HourlySeries> Measure()
    {
        var hours = _members.Value.AsParallel().AsOrdered().Select(m => (Key: m, Hours: Hourly(m.Venue, m.Symbol))).Where(m => m.Hours is not null).ToDictionary(m => m.Key, m => m.Hours!);
        Workspace.Fits.Store.Attach(HourlyPanel.Of(hours.Values));
        return hours;
    }

    private HourlySeries? Hourly(string venue, string symbol)
    {
        try
        {
            return HourlySeries.From(Bars(venue, symbol), Past(venue, symbol));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    // Bars of an hour reach further back at some venues.
    private BarSeries? Past(string venue, string symbol) => Settings.Interval < Hour && Try(() => Read(venue, symbol, Hour)) is { Count: > 0 } past ? past : null;

    private BarSeries Read(string venue, string symbol, TimeSpan interval) => Workspace.Lake.ReadBars(venue, symbol, interval, ReplayAt, AsOf, ingestedBy: ReplayAt);

    private static BarSeries? Try(Func<BarSeries> read)
    {
        try
        {
            return read();
        }
        catch (CorruptPartException)
        {
            return null;
        }
    }
}
