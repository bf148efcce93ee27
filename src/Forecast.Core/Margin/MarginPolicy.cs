using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Forecast.Core.Margin;

/// <summary>
/// From a model's rate to a published parameter: the rules' settings, versioned and named by hash in every recommendation.
/// <para>Units: margins in ppm of notional; the buffer in basis points of the value it acts on; step limits in basis points of their stated unit.</para>
/// <para>Reference: EMIR Delegated Regulation 153/2013, articles 24 (confidence), 26 (period), 28 (buffer of 25 %, avoiding big step changes).</para>
/// </summary>
/// <param name="Version">Grows with each approved change.</param>
/// <param name="BufferRelativeBps">Anti-procyclicality buffer on the model's rate: 2500 is 25 %.</param>
/// <param name="StepUnit">What the two step limits are of: the value in force, or notional.</param>
/// <param name="StepUpBps">A margin rises by at most this against its value in force, a day.</param>
/// <param name="StepDownBps">A margin falls by at most this, a day.</param>
/// <param name="TickPpm">Published margins are multiples of this.</param>
/// <param name="MaintenanceFractionPpm">Maintenance margin as a share of initial margin, in ppm.</param>
/// <param name="Classes">The margin classes.</param>
public sealed record MarginPolicy(
    int Version, int BufferRelativeBps, StepUnit StepUnit, int StepUpBps, int StepDownBps, int TickPpm, int MaintenanceFractionPpm, IReadOnlyList<MarginClass> Classes)
{
    /// <summary>What keeps margins from swinging with the cycle.</summary>
    public CycleRules Cycle { get; init; } = CycleRules.None;

    /// <summary>A whole notional in ppm.</summary>
    public const int Whole = 1_000_000;

    /// <summary>The class named <paramref name="name"/>.</summary>
    /// <exception cref="ArgumentException">The policy has none of that name.</exception>
    public MarginClass Class(string name) =>
        Classes.FirstOrDefault(c => c.Name == name) ?? throw new ArgumentException($"the margin policy has no class '{name}'; it has {string.Join(", ", Classes.Select(c => c.Name))}");

    /// <summary>What is wrong with the policy, one sentence each; empty where it can be used.</summary>
    public IReadOnlyList<string> Faults()
    {
        var faults = new List<string>();
        Check(Version >= 1, $"version is {Version}; it starts at 1");
        Check(BufferRelativeBps is >= 0 and <= 100_000, $"bufferRelativeBps is {BufferRelativeBps}; allowed are 0 to 100000");
        Check(Enum.IsDefined(StepUnit), $"stepUnit is {StepUnit}; allowed are relative_bps and absolute_bps");
        Check(StepUpBps is > 0 and <= 1_000_000, $"stepUpBps is {StepUpBps}; allowed are 1 to 1000000");
        Check(StepDownBps is > 0 and < 10_000, $"stepDownBps is {StepDownBps}; allowed are 1 to 9999, so that a margin never falls to zero in one step");
        Check(TickPpm is > 0 and <= 100_000 && Whole % TickPpm == 0, $"tickPpm is {TickPpm}; it must be a divisor of 1000000 of at most 100000");
        Check(MaintenanceFractionPpm is > 0 and <= Whole, $"maintenanceFractionPpm is {MaintenanceFractionPpm}; allowed are 1 to 1000000");
        faults.AddRange(Cycle.Faults());
        Check(Classes.Count > 0, "there are no classes");
        Check(Classes.Select(c => c.Name).Distinct().Count() == Classes.Count, "two classes have one name");
        foreach (var c in Classes)
        {
            Check(c.Name.Length > 0 && c.Name.All(x => char.IsAsciiLetterLower(x) || char.IsAsciiDigit(x) || x == '-'), $"class name '{c.Name}': it must be lower-case letters, digits and dashes");
            Check(c.PeriodDays is 1 or 2, $"class {c.Name}: periodDays is {c.PeriodDays}; rates are made for 1 and 2 days");
            Check(c.ConfidencePpm is 990_000 or 995_000, $"class {c.Name}: confidencePpm is {c.ConfidencePpm}; rates are made at 990000 and 995000");
            Check(c.FloorPpm is > 0 and <= Whole, $"class {c.Name}: floorPpm is {c.FloorPpm}; allowed are 1 to 1000000");
            Check(c.MaximumLeverage is >= 1 and <= 1000, $"class {c.Name}: maximumLeverage is {c.MaximumLeverage}; allowed are 1 to 1000");
        }
        if (faults.Count == 0) faults.AddRange(Classes.Select(TooSmallAStep).OfType<string>());
        return faults;

        void Check(bool holds, string fault)
        {
            if (!holds) faults.Add(fault);
        }
    }

    // A step up that holds no further tick would freeze a margin for good, whatever the forecast.
    private string? TooSmallAStep(MarginClass c)
    {
        var least = MarginParameters.Derive(Tick.Up(c.FloorPpm, TickPpm), this, c, null).MaintenancePpm;
        return least == Whole || StepLimitRule.Range(least, this).High > least
            ? null
            : $"class {c.Name}: the least maintenance margin is {Percentage.OfPpm(least)}, and a step of stepUpBps {StepUpBps} from it is smaller than the tick, so it could never rise; make tickPpm smaller or stepUpBps larger";
    }

    /// <summary>SHA-256 of the policy's canonical text, in hexadecimal.</summary>
    public string Hash()
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture,
            $"version={Version}\nbuffer_relative_bps={BufferRelativeBps}\nstep_unit={(StepUnit == StepUnit.Relative ? "relative_bps" : "absolute_bps")}\nstep_up_bps={StepUpBps}\nstep_down_bps={StepDownBps}\ntick_ppm={TickPpm}\nmaintenance_fraction_ppm={MaintenanceFractionPpm}\n");
        text.Append(CultureInfo.InvariantCulture,
            $"stress_weight_bps={Cycle.StressWeightBps}\nbuffer_rebuild_bps={Cycle.BufferRebuildBps}\nlong_history_floor_bps={Cycle.LongHistoryFloorBps}\nstress_floor_bps={Cycle.StressFloorBps}\nsmoothing_trade_off={Cycle.SmoothingTradeOff:R}\nband_bps={Cycle.BandBps}\nrise_days={Cycle.RiseDays}\nrise_bps={Cycle.RiseBps}\n");
        foreach (var c in Classes.OrderBy(c => c.Name, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"class={c.Name},{c.PeriodDays},{c.ConfidencePpm},{c.FloorPpm},{c.MaximumLeverage}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
