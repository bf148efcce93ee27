using Forecast.Core.Measures;

namespace Forecast.Core.Tests.Measures;

/// <summary>∫k², ∫k'², ∫k''² and |k''(0)| by finite differences and the trapezium rule.</summary>
internal static class KernelWeightIntegrals
{
    public static (double K00, double K11, double K22, double Curvature) Of(KernelFunction kernel)
    {
        const int N = 4000;
        const double H = 1.0 / N;
        double At(int i) => KernelWeight.Of(kernel, i * H);
        double First(int i) => (At(i + 1) - At(i - 1)) / (2 * H);
        double Second(int i) => (At(i + 1) - (2 * At(i)) + At(i - 1)) / (H * H);
        var (k00, k11, k22) = (H / 2, 0.0, 0.0);
        for (var i = 1; i < N; i++)
        {
            k00 += H * At(i) * At(i);
            k11 += H * First(i) * First(i);
            k22 += H * Second(i) * Second(i);
        }
        // The ends of the sum of second derivatives weigh half.
        k22 += H / 2 * ((Second(1) * Second(1)) + (Second(N - 1) * Second(N - 1)));
        return (k00, k11, k22, Math.Abs((2 * Second(1)) - Second(2)));
    }
}
