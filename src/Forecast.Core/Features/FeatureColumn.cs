using Forecast.Core.Numerics;

namespace Forecast.Core.Features;

/// <summary>
/// Values of one feature, and of each what was read for it: so that a frame can refuse what looks ahead.
/// <para>Shapes: one length, a row an origin. Domain: finite values; null where undefined, or where nothing was known yet.</para>
/// </summary>
/// <param name="Values">The values.</param>
/// <param name="AsOf">The latest instant that each value is about, Unix microseconds; not read where the value is null.</param>
/// <param name="KnownAt">The instant at which the last of what was read for each value was known; not read where the value is null.</param>
public sealed record FeatureColumn(double?[] Values, long[] AsOf, long[] KnownAt)
{
    /// <summary>Throws unless the columns agree with the domain above.</summary>
    public FeatureColumn Validated(string name)
    {
        Guard.SameLength(AsOf.Length, Values.Length, $"as-of of {name}");
        Guard.SameLength(KnownAt.Length, Values.Length, $"known-at of {name}");
        foreach (var v in Values)
        {
            if (v is { } value) Guard.Finite(value, name);
        }
        return this;
    }
}
