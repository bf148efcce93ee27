using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Forecast.Core.Numerics;

/// <summary>Preconditions at the door of Core. Every message names the value, the allowed range and the argument; NaN is always refused.</summary>
public static class Guard
{
    /// <summary>Returns <paramref name="value"/> if it is finite, else throws.</summary>
    public static double Finite(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        double.IsFinite(value) ? value : Throw<double>(name, value, "must be a finite number");

    /// <summary>Returns <paramref name="value"/> if it is finite and above zero, else throws.</summary>
    public static double Positive(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        double.IsFinite(value) && value > 0 ? value : Throw<double>(name, value, "must be above 0 and finite");

    /// <summary>Returns <paramref name="value"/> if it lies in [<paramref name="min"/>, <paramref name="max"/>], else throws.</summary>
    public static double InRange(double value, double min, double max, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= min && value <= max ? value : Throw<double>(name, value, string.Create(CultureInfo.InvariantCulture, $"must lie in [{min}, {max}]"));

    /// <summary>Returns <paramref name="value"/> if it is at least <paramref name="min"/>, else throws.</summary>
    public static int AtLeast(int value, int min, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= min ? value : Throw<int>(name, value, string.Create(CultureInfo.InvariantCulture, $"must be at least {min}"));

    /// <summary>Returns <paramref name="value"/> if it is at least <paramref name="min"/>, else throws.</summary>
    public static decimal AtLeast(decimal value, decimal min, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= min ? value : Throw<decimal>(name, value, string.Create(CultureInfo.InvariantCulture, $"must be at least {min}"));

    /// <summary>Returns <paramref name="value"/> if it is above 0, else throws.</summary>
    public static decimal AboveZero(decimal value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value > 0 ? value : Throw<decimal>(name, value, "must be above 0");

    /// <summary>Returns <paramref name="value"/> if it lies strictly between 0 and 1, else throws.</summary>
    public static double InsideUnit(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value > 0 && value < 1 ? value : Throw<double>(name, value, "must lie strictly between 0 and 1");

    /// <summary>Throws unless every value is finite.</summary>
    public static void AllFinite(ReadOnlySpan<double> values, [CallerArgumentExpression(nameof(values))] string name = "")
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i])) Throw<double>(string.Create(CultureInfo.InvariantCulture, $"{name}[{i}]"), values[i], "must be a finite number");
        }
    }

    /// <summary>Throws unless both lengths are equal.</summary>
    public static void SameLength(int actual, int expected, string name)
    {
        if (actual != expected)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name} has length {actual}; it must have length {expected}"), name);
    }

    [DoesNotReturn]
    private static T Throw<T>(string name, IFormattable value, string rule) =>
        throw new ArgumentOutOfRangeException(name, string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; it {rule}"));
}
