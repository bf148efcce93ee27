using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Forecast.Core.Models;

/// <summary>What the stored state of a model is held to when it is read: all parts are there, in a known version, and numbers are of a size that can be computed with. Every refusal names model and part.</summary>
internal static class StoredState
{
    /// <summary>Largest size of a parameter or of a value of a series: products of two are still numbers.</summary>
    public const double LargestValue = 1e150;

    /// <summary>Largest size of what a recursion remembers: sums of a few are still numbers.</summary>
    public const double LargestMemory = 1e300;

    // Share by which rounding may carry an estimate over a bound at which it lies.
    private const double Rounding = 1e-9;

    // A unit so small that only the sign counts of what bounds are stated for residuals of unit variance.
    private const double SmallUnit = 1e100;

    public static void Version(string model, int version, int known)
    {
        if (version != known) Refuse(model, $"its Version is {version}; version {known} can be read");
    }

    /// <summary><paramref name="part"/>, which must be there.</summary>
    public static T Present<T>(string model, [NotNull] T? part, string name)
        where T : class
    {
        if (part is null) Refuse(model, $"it has no {name}");
        return part;
    }

    /// <summary>Every one of <paramref name="values"/> lies within ±<paramref name="largest"/>.</summary>
    public static void Numbers(string model, string name, ReadOnlySpan<double> values, double largest)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!(Math.Abs(values[i]) <= largest)) Number(model, $"{name}[{i.ToString(CultureInfo.InvariantCulture)}]", values[i], -largest, largest);
        }
    }

    /// <summary><paramref name="value"/> lies in [<paramref name="least"/>, <paramref name="largest"/>].</summary>
    public static void Number(string model, string name, double value, double least, double largest)
    {
        if (!double.IsFinite(value)) Refuse(model, $"{name} is {value}; it must be a finite number");
        if (!(value >= least && value <= largest)) Refuse(model, $"{name} is {value}; it must lie in [{least}, {largest}]");
    }

    /// <summary><paramref name="value"/> lies in [<paramref name="least"/>, <paramref name="largest"/>], up to rounding.</summary>
    public static void Bounded(string model, string name, double value, double least, double largest)
    {
        if (!(value >= least - (Rounding * (1 + Math.Abs(least))) && value <= largest + (Rounding * (1 + Math.Abs(largest))))) Number(model, name, value, least, largest);
    }

    /// <summary>The parameters of a variance equation keep its constraints, up to rounding, in some unit of the residuals.</summary>
    public static void Constraints(string model, IVarianceEquation equation, ReadOnlySpan<double> parameters)
    {
        var p = parameters.ToArray();
        equation.Rescale(p, SmallUnit);
        foreach (var constraint in equation.Constraints)
        {
            var (sum, size) = (0.0, 1.0);
            for (var i = 0; i < p.Length; i++)
            {
                if (constraint.Normal[i] == 0) continue;
                sum += constraint.Normal[i] * p[i];
                size += Math.Abs(constraint.Normal[i] * p[i]);
            }
            if (!(sum >= constraint.Bound - (Rounding * size)) || double.IsNegativeInfinity(sum)) Refuse(model, $"its Parameters lie beyond the bound where {constraint.Meaning}");
        }
    }

    /// <exception cref="ArgumentException">Always.</exception>
    [DoesNotReturn]
    public static void Refuse(string model, FormattableString why) => throw new ArgumentException($"this state of {model} cannot be read: {why.ToString(CultureInfo.InvariantCulture)}");
}
