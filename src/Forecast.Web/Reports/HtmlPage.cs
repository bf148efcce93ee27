using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Forecast.Web.Reports;

/// <summary>A self-contained HTML page: style inside, plots as inline SVG, no script, nothing fetched.</summary>
/// <param name="title">Of the page.</param>
/// <param name="simulated">Whether its prices are made up.</param>
/// <param name="footer">What every number on it has in common.</param>
internal sealed partial class HtmlPage(string title, bool simulated, string footer = HtmlPage.OfMargins)
{
    /// <summary>The footer of pages with forecasts and margins.</summary>
    public const string OfMargins = "Variances are of log returns over the stated horizon; volatility is their square root, annualised only where it says so (365 days). Margins are shares of notional. "
        + "Higher = more margin = lower risk to the fund, higher cost to members. Times are UTC.";

    private const int LongestNumber = 30;
    private readonly StringBuilder _body = new();

    public HtmlPage Heading(string text) => Raw($"<h2>{Encode(text)}</h2>");

    public HtmlPage Paragraph(string text, string style = "") => Raw($"<p class=\"{style}\">{Encode(text)}</p>");

    /// <summary>A table whose first column names the row; cells are encoded.</summary>
    public HtmlPage Table(string caption, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var cells = rows.ToArray();
        // Sentences are read from the left and wrap; numbers stand under each other.
        var style = columns.Select((_, i) => i > 0 && cells.Any(r => r[i].Length > LongestNumber) ? " class=\"text\"" : "").ToArray();
        _body.Append(CultureInfo.InvariantCulture, $"<div class=\"scroll\"><table><caption>{Encode(caption)}</caption><thead><tr>");
        for (var i = 0; i < columns.Count; i++) _body.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\"{style[i]}>{Encode(columns[i])}</th>");
        _body.Append("</tr></thead><tbody>");
        foreach (var row in cells)
        {
            _body.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{Encode(row[0])}</th>");
            for (var i = 1; i < row.Count; i++) _body.Append(CultureInfo.InvariantCulture, $"<td{style[i]}>{Encode(row[i])}</td>");
            _body.Append("</tr>");
        }
        _body.Append("</tbody></table></div>");
        return this;
    }

    /// <summary>A plot with a sentence that says what it shows, for those who do not see it.</summary>
    public HtmlPage Figure(string svg, string caption) =>
        Raw($"<figure role=\"img\" aria-label=\"{Encode(caption)}\">{Size().Replace(svg[svg.IndexOf("<svg", StringComparison.Ordinal)..], "$0 viewBox=\"0 0 $1 $2\"", 1)}<figcaption>{Encode(caption)}</figcaption></figure>");

    /// <summary>What <paramref name="write"/> writes, closed until it is asked for; opening needs no script.</summary>
    public HtmlPage Closed(string summary, Action<HtmlPage> write)
    {
        Raw($"<details><summary>{Encode(summary)}</summary>");
        write(this);
        return Raw("</details>");
    }

    /// <summary>The whole page.</summary>
    public string Render() =>
        $"""
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{Encode(title)}</title>
        <style>{ForecastServer.Asset("desk.css")} figure {"{ margin: 1rem 0; } figure svg { width: 100%; height: auto; } figcaption { color: var(--quiet); } details { margin: .75rem 0; } summary { cursor: pointer; color: var(--blue); }"}</style></head>
        <body><main><h1>{Encode(title)}</h1>
        {(simulated ? "<p class=\"simulated\">SIMULATED market: the prices behind every number here are made up.</p>" : "")}
        {_body}
        <p class="quiet">{Encode(footer)}</p>
        </main></body></html>
        """;

    // A picture of a fixed size is cut off on a narrow screen; one with a view box shrinks.
    [GeneratedRegex("width=\"(\\d+)\" height=\"(\\d+)\"")]
    private static partial Regex Size();

    private static string Encode(string text) => WebUtility.HtmlEncode(text);

    private HtmlPage Raw(string html)
    {
        _body.AppendLine(html);
        return this;
    }
}
