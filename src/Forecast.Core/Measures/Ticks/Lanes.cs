using System.Runtime.Intrinsics;

namespace Forecast.Core.Measures;

/// <summary>Eight partial sums and what they come to, in an order that does not depend on the machine.</summary>
internal static class Lanes
{
    public const int Count = 8;

    public static double Sum(Vector512<double> v) => ((v[0] + v[4]) + (v[2] + v[6])) + ((v[1] + v[5]) + (v[3] + v[7]));

    public static double Max(Vector512<double> v)
    {
        var max = v[0];
        for (var i = 1; i < Count; i++) max = v[i] > max ? v[i] : max;
        return max;
    }
}
