using System.CommandLine;
using Forecast.Core.Models;
using Forecast.Sources;

namespace Forecast.Cli;

/// <summary>The options that name the columns which a model reads beside its series, and how they are read.</summary>
internal sealed class FitColumns
{
    private readonly Option<string?> _realized = new("--realized") { Description = "A realised measure beside returns: a variance, in squared units of the column, for heavy; any for realized-garch, whose variances do not depend on a power or multiple of it, and there it is scaled as the column is" };
    private readonly Option<string?> _quarticity = new("--quarticity") { Description = "Realised quarticity, for harq and its kin" };
    private readonly Option<string?> _bipower = new("--bipower") { Description = "Bipower variation, for models with jumps" };
    private readonly Option<string?> _down = new("--down-semivariance") { Description = "Realised variance of the falls, for shar" };
    private readonly Option<string?> _jumpRatio = new("--jump-ratio") { Description = "Ratio statistic of the jump test, as measure writes it, for har-cj: a jump counts where it is significant at 0.1 % (default: every positive one counts)" };
    private readonly Option<string?> _exogenous = new("--exog") { Description = "Columns of their own effect, separated by commas, for garch-x and har-x; for other models, the columns that they need in the order in which they name them" };

    public IReadOnlyList<Option> All => [_realized, _quarticity, _bipower, _down, _jumpRatio, _exogenous];

    /// <summary>The series × <paramref name="factor"/> with what the model needs beside it, in the same units.</summary>
    public SeriesSample Read(ParseResult parsed, SeriesModel model, string path, string column, double factor)
    {
        var takesOwn = model.Takes.HasFlag(SeriesOptionKinds.Exogenous);
        var exogenous = parsed.GetValue(_exogenous)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (takesOwn && exogenous.Length == 0) throw new UsageException($"{model.Id} needs columns of their own effect: --exog COLUMN,COLUMN");
        var named = new Dictionary<Option, string?> { [_realized] = parsed.GetValue(_realized), [_quarticity] = parsed.GetValue(_quarticity), [_bipower] = parsed.GetValue(_bipower), [_down] = parsed.GetValue(_down), [_jumpRatio] = parsed.GetValue(_jumpRatio) };
        var loose = new Queue<string>(takesOwn ? [] : exogenous);
        // A measure given as the realised one is what the model reads, where it reads one that has an option of its own.
        if (named[_realized] is { } realized && !model.Needs.Any(n => OptionOf(n) == _realized) && model.Needs.Count > 0)
        {
            loose = new Queue<string>([realized, .. loose]);
            named[_realized] = null;
        }
        var found = model.Needs.Select(need => (Need: need, Column: Take(named, OptionOf(need)) ?? (loose.TryDequeue(out var next) ? next : throw new UsageException($"{model.Id} needs {Name(need)}: {OptionOf(need).Name} COLUMN"))))
            .Concat(model.MayRead.Select(may => (Need: may, Column: Take(named, OptionOf(may))!)).Where(f => f.Column is not null)).ToArray();
        if (named.FirstOrDefault(n => n.Value is not null).Key is { } unused) throw new UsageException($"{model.Id} does not read the column of {unused.Name}; leave it out");
        if (loose.Count > 0) throw new UsageException($"{model.Id} does not read the column {loose.Peek()}; leave it out of {_exogenous.Name}");

        var values = NumberColumnFile.Read(path, [column, .. found.Select(f => f.Column), .. takesOwn ? exogenous : []]);
        double[]? Scaled(Func<Companion, bool> which, double by) => Array.FindIndex(found, f => which(f.Need)) is >= 0 and var k ? [.. values[k + 1].Select(v => v * by)] : null;
        return new SeriesSample([.. values[0].Select(v => v * factor)])
        {
            Realized = Scaled(n => n == Companion.RealizedMeasure, factor) ?? Scaled(n => n == Companion.RealizedVariance, factor * factor),
            Quarticity = Scaled(n => n == Companion.Quarticity, factor * factor),
            Bipower = Scaled(n => n == Companion.Bipower, factor),
            DownSemivariance = Scaled(n => n == Companion.DownSemivariance, factor),
            JumpRatio = Scaled(n => n == Companion.JumpRatio, 1),
            Exogenous = takesOwn ? [.. exogenous.Select((name, k) => (name, values[1 + found.Length + k]))] : [],
        };
    }

    private static string? Take(Dictionary<Option, string?> named, Option option)
    {
        var column = named[option];
        named[option] = null;
        return column;
    }

    private Option OptionOf(Companion need) => need switch
    {
        Companion.RealizedMeasure or Companion.RealizedVariance => _realized,
        Companion.Quarticity => _quarticity,
        Companion.Bipower => _bipower,
        Companion.JumpRatio => _jumpRatio,
        _ => _down,
    };

    private static string Name(Companion need) => need switch
    {
        Companion.RealizedMeasure => "a realised measure",
        Companion.RealizedVariance => "a realised variance, in squared units of the returns",
        Companion.Quarticity => "a realised quarticity",
        Companion.Bipower => "a bipower variation",
        _ => "a down semivariance",
    };
}
