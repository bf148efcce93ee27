using System.Text;

namespace Forecast.Sources;

/// <summary>Reads the numbers of a record, one after the other; the first that breaks a rule is remembered.</summary>
internal ref struct FactNumber
{
    private const double Largest = 1e15;

    /// <summary>The rule that is broken; null while all is well.</summary>
    public CleaningRule? Broken { get; private set; }

    public string Detail { get; private set; }

    /// <summary>A number that must be there.</summary>
    public double Required(RecordReader record, int place, string name) => Optional(record, place, name) ?? Absent(name);

    /// <summary>A number that may be left empty.</summary>
    public double? Optional(RecordReader record, int place, string name)
    {
        var field = record[place];
        if (field.IsEmpty || Broken is not null) return null;
        if (!KlineRow.TryNumber(field, out var value)) Fail(CleaningRuleCatalog.NotANumber, $"{name} is '{Encoding.UTF8.GetString(field[..Math.Min(field.Length, 64)])}'");
        else if (Math.Abs(value) > Largest) Fail(CleaningRuleCatalog.OutOfRange, FormattableString.Invariant($"{name} is {value}"));
        return value;
    }

    /// <summary>Remembers <paramref name="rule"/> where <paramref name="breaks"/> and nothing was broken before.</summary>
    public void Unless(bool breaks, CleaningRule rule, FormattableString detail)
    {
        if (breaks && Broken is null) Fail(rule, FormattableString.Invariant(detail));
    }

    private double Absent(string name)
    {
        if (Broken is null) Fail(FactRuleCatalog.MissingValue, $"{name} is empty");
        return 0;
    }

    private void Fail(CleaningRule rule, string detail) => (Broken, Detail) = (rule, detail);
}
