using System.Text.RegularExpressions;

namespace Forecast.ArchitectureTests;

/// <summary>Every catalogued model has a card that says what a validator asks first, and every card has its model.</summary>
internal static class ModelCards
{
    private static readonly string[] Headings = ["Purpose", "Data", "Formula", "Assumptions", "Limits", "Reference"];

    public static IReadOnlyList<string> Violations(IReadOnlyCollection<string> models, IReadOnlyCollection<SourceText> cards)
    {
        var found = new List<string>();
        var byModel = cards.ToDictionary(c => Path.GetFileNameWithoutExtension(c.Path));
        found.AddRange(models.Where(m => !byModel.ContainsKey(m)).Select(m => $"{m} has no card; write models/cards/{m}.md"));
        found.AddRange(byModel.Keys.Except(models).Select(c => $"models/cards/{c}.md has no model"));
        // A heading stands in bold at the start of a line, and text follows it.
        found.AddRange(from card in cards
                       from heading in Headings
                       where !Regex.IsMatch(card.Text, $@"^(?:\*\*{heading}s?\.\*\*|#+ {heading}s?)\s+\S", RegexOptions.Multiline)
                       select $"{card.Path} lacks {heading}");
        return found;
    }
}
