using System.Collections;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace Forecast.Cli;

/// <summary>The margins of <c>margin tier</c> for a person: what JSON has, as tables.</summary>
internal static class TierTables
{
    public static void Write(TierMethod method, IReadOnlyList<KeyValuePair<string, object>> sections)
    {
        Console.WriteLine($"{method.Id}: {method.Description}; docs/margin-venues.md has formulas and units");
        foreach (var (name, value) in sections)
        {
            if (value is not IEnumerable rows)
            {
                Console.WriteLine($"{Words(name)}: {Text(value)}");
                continue;
            }
            if (rows.Cast<object>().ToArray() is not [var first, ..] all) continue;
            var columns = first.GetType().GetProperties();
            var table = Screen.Table(name, [.. columns.Select(c => Words(c.Name))]);
            foreach (var row in all) table.AddRow([.. columns.Select(c => Markup.Escape(Text(c.GetValue(row))))]);
            Screen.Write(table);
        }
    }

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static string Words(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name).Replace('-', ' ');
}
