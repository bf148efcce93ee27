using CsCheck;

namespace Forecast.Core.Tests.Numerics;

/// <summary>Random regressions: correlated columns of very different units, and a target that partly follows them.</summary>
internal static class RegressionSample
{
    public const int Rows = 60;

    /// <summary>Three columns and a target.</summary>
    public static readonly Gen<(double[][] Columns, double[] Y)> Any =
        Gen.Select(Gen.Double[-1, 1].Array[4 * Rows], Gen.Double[-3, 3].Array[3]).Select((noise, b) =>
        {
            var columns = Enumerable.Range(0, 3).Select(_ => new double[Rows]).ToArray();
            var y = new double[Rows];
            for (var i = 0; i < Rows; i++)
            {
                columns[0][i] = 5 + noise[i];
                columns[1][i] = 1e-6 * (noise[i] + (0.5 * noise[Rows + i]));
                columns[2][i] = 1e4 * (noise[(2 * Rows) + i] - (0.3 * noise[i]));
                y[i] = (b[0] * columns[0][i]) + (b[1] * 1e6 * columns[1][i]) + (b[2] * 1e-4 * columns[2][i]) + noise[(3 * Rows) + i];
            }
            return (columns, y);
        });
}
