using System.Globalization;
using System.Text;
using Forecast.Core.Evaluation;
using Forecast.Core.Market;

namespace Forecast.Sources;

/// <summary>
/// Reads variance forecasts with what was realised, from this program or another: a CSV file with a header, plain or gzipped, rows and columns in any order.
/// <para>Every model must have the same instruments and origins, or they could not be compared; the bounds may be empty or absent, and so may a target that is not complete.</para>
/// </summary>
public static class ForecastFile
{
    // No variance of prices is beyond these; within them no loss over- or underflows.
    private const double Least = 1e-30, Most = 1e30;

    private static readonly string[] Required = ["symbol", "horizon", "origin", "model", "forecast_variance", "realized_variance"];
    private static readonly string[] Bounds = ["lower_90", "upper_90"];

    /// <summary>One table for each instrument and horizon, in the file's order.</summary>
    /// <exception cref="InputException">The file is missing, a column is missing or unknown, a value cannot be, a row is there twice, or models differ in origins or targets; the message says file:line.</exception>
    public static IReadOnlyList<BoundedForecasts> Read(string path)
    {
        var rows = Rows(path);
        var models = rows.GroupBy(r => r.Horizon).ToDictionary(g => g.Key, g => g.Select(r => r.Model).Distinct().ToArray());
        return [.. rows.GroupBy(r => (r.Symbol, r.Horizon)).Select(g => Table(path, [.. g], models[g.Key.Horizon]))];
    }

    private static List<Row> Rows(string path)
    {
        var lines = new TextLines(InputText.Read(path).Bytes);
        lines.MoveNext();
        var places = new Range[NumberColumnFile.MostColumns];
        var names = NumberColumnFile.Names(lines.Line, places);
        var header = $"{path}:{lines.Number}";
        int[] at = [.. Required.Select(c => NumberColumnFile.IndexOf(names, c, header)), .. Bounds.Select(c => Array.IndexOf(names, c))];
        if (names.Except([.. Required, .. Bounds]).FirstOrDefault() is { } unknown)
            throw new InputException($"there is a column '{unknown}', which is not one of a forecasts file", header, $"leave it out; the columns are {string.Join(", ", [.. Required, .. Bounds])}");
        if (names.CountBy(n => n).FirstOrDefault(n => n.Value > 1) is { Key: { } twice }) throw new InputException($"column {twice} is there twice", header, "leave one of them out");
        if (at[^1] < 0 != at[^2] < 0) throw new InputException("there is one of the columns lower_90 and upper_90", header, "give both, or neither");
        var rows = new List<Row>();
        while (lines.MoveNext())
        {
            var count = CsvFields.Split(lines.Line, places);
            if (count != names.Length) throw new InputException($"the row has {count} fields, the header {names.Length}", $"{path}:{lines.Number}", "correct the row");
            rows.Add(new Fields(path, lines.Number, lines.Line, places, at).Row());
        }
        return rows.Count > 0 ? rows : throw new InputException("there is a header and no row", path, "give a file with rows");
    }

    private static BoundedForecasts Table(string path, Row[] rows, string[] models)
    {
        var (symbol, horizon) = (rows[0].Symbol, rows[0].Horizon);
        long[] origins = [.. rows.Select(r => r.Origin).Distinct().Order()];
        var at = origins.Select((o, r) => (o, r)).ToDictionary(x => x.o, x => x.r);
        var place = models.Select((m, k) => (m, k)).ToDictionary(x => x.m, x => x.k);
        var found = models.Select(_ => new Row?[origins.Length]).ToArray();
        var first = new Row?[origins.Length];
        foreach (var row in rows)
        {
            var (r, where) = (at[row.Origin], $"{path}:{row.Line}");
            ref var there = ref found[place[row.Model]][r];
            if (there is not null) throw new InputException($"{row.What} is there a second time; line {there.Line} has it already", where, "remove one of the rows");
            if (first[r] is { } other && other.Realized != row.Realized)
                throw new InputException($"realized_variance of {row.What} is not the one that line {other.Line} has for {other.Model}", where, "give every model the same target");
            (there, first[r]) = (row, first[r] ?? row);
        }
        for (var m = 0; m < models.Length; m++)
        {
            if (Array.IndexOf(found[m], null) is >= 0 and var gap)
                throw new InputException($"{first[gap]!.What} has a row, and model {models[m]} has none there", $"{path}:{first[gap]!.Line}", "give every model the same instruments and origins, or leave out the rows that not all have");
        }
        var table = new ForecastTable
        {
            Symbol = symbol, Horizon = horizon, Origins = origins, Models = models,
            Realized = [.. first.Select(f => f!.Realized)],
            Forecasts = [.. found.Select(f => f.Select(r => r!.Forecast).ToArray())],
        };
        return new BoundedForecasts(table, models.Select((m, k) => (m, k)).ToDictionary(x => x.m, x => found[x.k].Select(r => r!.Bounds).ToArray()));
    }

    private sealed record Row(int Line, string Symbol, TimeSpan Horizon, long Origin, string Model, double Forecast, double? Realized, (double Lower, double Upper)? Bounds)
    {
        public string What => $"{Symbol} {Duration.Format(Horizon)} {Instant.Format(Origin)} {Model}";
    }

    private readonly ref struct Fields(string path, int number, ReadOnlySpan<byte> line, Range[] places, int[] at)
    {
        private readonly ReadOnlySpan<byte> _line = line;

        public Row Row() => new(
            number, Name(0), Horizon(), Origin(), Name(3), Number(4) is >= Least and <= Most and var f ? f : throw Refusal(4, "a variance above 0"),
            Number(5) switch { null => null, (0 or (>= Least and <= Most)) and var y => y, _ => throw Refusal(5, "a variance, or empty") }, Interval());

        private ReadOnlySpan<byte> Field(int column) => at[column] < 0 ? default : _line[places[at[column]]];

        private string Name(int column) => Field(column) is { Length: > 0 } name ? Encoding.UTF8.GetString(name) : throw Refusal(column, "a name");

        private TimeSpan Horizon() =>
            Duration.TryParse(Encoding.UTF8.GetString(Field(1)), out var horizon) && horizon.Ticks % TimeSpan.TicksPerHour == 0 ? horizon : throw Refusal(1, "a horizon of whole hours, as 1h, 4h, 1d");

        private long Origin() => IsoTime.TryRead(Field(2), out var local, out var offset) ? local - (offset ?? 0) : throw Refusal(2, "a UTC instant, as 2024-12-31T08:00:00Z");

        private double? Number(int column) => Field(column) is not { Length: > 0 } field ? null
            : double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : throw Refusal(column, "a number");

        private (double, double)? Interval() => (Number(6), Number(7)) switch
        {
            (null, null) => null,
            ({ } lower, { } upper) when lower <= upper => (lower, upper),
            _ => throw Refusal(6, $"a lower bound to the upper one '{Encoding.UTF8.GetString(Field(7))}'"),
        };

        private InputException Refusal(int column, string wanted) =>
            new($"column {(column < Required.Length ? Required[column] : Bounds[column - Required.Length])} holds '{Encoding.UTF8.GetString(Field(column))}', which is not {wanted}", $"{path}:{number}", "correct or remove the row");
    }
}
