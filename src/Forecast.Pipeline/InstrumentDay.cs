using System.Globalization;
using Forecast.Core.Evaluation;
using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Pipeline.Registry;
using Forecast.Pipeline.Steps;
using Forecast.Storage.Db.Entities;
using Forecast.Storage.Lake;

namespace Forecast.Pipeline;

/// <summary>
/// One instrument at one as-of: what the steps read. Everything is loaded when first asked for, cut at the as-of, and kept for the next step; a step
/// that is run again in another process loads the same.
/// </summary>
public sealed class InstrumentDay
{
    private IReadOnlyList<ForecastTable>? _walkForward;
    private string? _barVersion;

    public InstrumentDay(MarketDay market, string venue, string symbol) => (Market, Venue, Symbol) = (market, venue, symbol);

    /// <summary>The market that the instrument is in.</summary>
    public MarketDay Market { get; }

    public string Venue { get; }

    public string Symbol { get; }

    public Workspace Workspace => Market.Workspace;

    public PipelineSettings Settings => Market.Settings;

    /// <summary>The origin of tonight's forecasts, Unix microseconds.</summary>
    public long AsOf => Market.AsOf;

    /// <summary>Only what was there at this instant is read, as a run at that time did; null: everything that is there now.</summary>
    public long? ReplayAt => Market.ReplayAt;

    /// <summary>When a forecast from data up to the as-of could be known: the as-of and the source's delay.</summary>
    public long KnownAt => AsOf + Sources.SourceCatalog.Delay(Venue);

    public bool Simulated => Market.Simulated;

    /// <summary>The bars that are complete at the as-of.</summary>
    public BarSeries Bars => Market.Bars(Venue, Symbol);

    public HourlySeries Hours => Market.Hours(Venue, Symbol);

    /// <summary>Everything known at the as-of.</summary>
    /// <exception cref="InstrumentException">The bar that ends at the as-of is not there: a forecast would start from a stale price.</exception>
    public MarketHistory History
    {
        get
        {
            if (Bars.Count == 0 || Bars.End(Bars.Count - 1) < AsOf)
                throw new InstrumentException(this, $"{(Bars.Count == 0 ? "there are no bars" : $"the last bar ends at {Instant.Format(Bars.End(Bars.Count - 1))}")} before the as-of {Instant.Format(AsOf)}; ingest the missing bars or choose an earlier --as-of");
            return Hours.At(AsOf);
        }
    }

    /// <summary>The identity of the instrument's own bars: what the measure step reads.</summary>
    public string BarVersion => _barVersion ??= BarHash.Of(Bars);

    /// <summary>The identity of the instrument's bars among those of all instruments that models learn from.</summary>
    public string DataVersion => Hash.Of($"{BarVersion}\n{Market.Version}")[..32];

    /// <summary>The identity of what the recommend step reads: the data, the policy, the instrument's class, the parameters in force and the champion.</summary>
    public string RecommendVersion()
    {
        var current = CurrentParameter();
        var inForce = current is null ? "none" : $"{current.EffectiveAt},{current.InitialMarginPpm},{current.MaintenanceMarginPpm},{current.MaximumLeverage},{LowestInForce()}";
        return Hash.Of($"{DataVersion}\n{inForce}\n{MarginClass()}\n{Settings.Policy.Hash()}\n{Champion()}")[..32];
    }

    /// <summary>Whether the lake holds the table that a step of this input is said to have made.</summary>
    public bool Holds(string dataset, string hash)
    {
        try
        {
            Workspace.Lake.ReadTable(dataset, Venue, Symbol, Period, hash);
            return true;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    /// <summary>The venue's parameters that are in force at the as-of; null where none was imported.</summary>
    public VenueParameter? CurrentParameter()
    {
        using var db = Workspace.Database.CreateContext();
        return db.VenueParameters.Where(p => p.Venue == Venue && p.Symbol == Symbol && p.EffectiveAt <= AsOf && (ReplayAt == null || p.ImportedAt <= ReplayAt)).OrderByDescending(p => p.EffectiveAt).FirstOrDefault();
    }

    /// <summary>The lowest initial margin in force within the days of the policy's limit on rises, in ppm; null where none was.</summary>
    public int? LowestInForce()
    {
        if (CurrentParameter() is not { } current) return null;
        var from = AsOf - (Settings.Policy.Cycle.RiseDays * Duration.Day);
        using var db = Workspace.Database.CreateContext();
        var known = db.VenueParameters.Where(p => p.Venue == Venue && p.Symbol == Symbol && p.EffectiveAt <= AsOf && (ReplayAt == null || p.ImportedAt <= ReplayAt)).OrderBy(p => p.EffectiveAt).ToArray();
        // What was in force when the days began counts too.
        var first = Math.Max(0, Array.FindLastIndex(known, p => p.EffectiveAt <= from));
        return known[first..].Min(p => p.InitialMarginPpm);
    }

    /// <summary>The model that margins are made from: the champion at the as-of.</summary>
    public string Champion()
    {
        using var db = Workspace.Database.CreateContext();
        return ModelAliases.Champion(db, ModelAliases.ScopeOf(Venue), AsOf, ReplayAt);
    }

    /// <summary>The instrument's margin class; null where the catalogue does not know it.</summary>
    public string? MarginClass()
    {
        using var db = Workspace.Database.CreateContext();
        return db.Instruments.Find(Venue, Symbol)?.MarginClass;
    }

    /// <summary>First and last day of trading, as far as the catalogue knows them; null where it does not know the instrument.</summary>
    public (DateOnly? Listed, DateOnly? Delisted)? Listing()
    {
        using var db = Workspace.Database.CreateContext();
        return db.Instruments.Find(Venue, Symbol) is { } row ? (row.Listed, row.Delisted) : null;
    }

    /// <summary>The instrument's facts.</summary>
    /// <exception cref="InstrumentException">The catalogue has none; a margin class is not to be guessed.</exception>
    public Instrument Instrument()
    {
        using var db = Workspace.Database.CreateContext();
        var row = db.Instruments.Find(Venue, Symbol) ?? throw new InstrumentException(this, $"data/instruments.json has no entry for {Symbol} of {Venue}; add one with its margin class to get margins");
        return new Instrument(row.Symbol, row.Venue, row.Class, row.QuoteCurrency, row.Tick, row.Lot, row.ContractMultiplier, row.Listed, row.Delisted, row.MarginClass);
    }

    /// <summary>The lake's period of the tables that are written for an as-of.</summary>
    internal static string PeriodOf(long asOf) => Instant.ToTime(asOf).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Writes a derived table for the as-of and returns its hash.</summary>
    public string WriteTable(string dataset, LakeTable table) => Workspace.Lake.WriteTable(dataset, Venue, Symbol, Period, table);

    /// <summary>The walk-forward forecasts that the train step of this input made.</summary>
    public IReadOnlyList<ForecastTable> WalkForward() =>
        _walkForward ??= WalkForwardTable.Read(Workspace.Lake.ReadTable(WalkForwardTable.Dataset, Venue, Symbol, Period, Trained().ResultHash!), Symbol);

    /// <summary>The models that the train step of this input fitted.</summary>
    public IReadOnlyList<ModelFit> ModelFits()
    {
        var item = Trained().Id;
        using var db = Workspace.Database.CreateContext();
        return [.. db.ModelFits.Where(f => f.WorkItemId == item).OrderBy(f => f.HorizonMinutes).ThenBy(f => f.Model)];
    }

    private string Period => PeriodOf(AsOf);

    private WorkItem Trained()
    {
        var version = DataVersion;
        using var db = Workspace.Database.CreateContext();
        return db.WorkItems.Single(w => w.Step == "train" && w.Venue == Venue && w.Symbol == Symbol && w.AsOf == AsOf
            && w.DataVersion == version && w.SettingsHash == Settings.Hash && w.CodeVersion == Workspace.CodeVersion && w.Status == WorkStatus.Done);
    }
}
