namespace Forecast.Core.Numerics;

/// <summary>Cholesky factorisation of small symmetric positive definite matrices, in place, in the lower triangle: A = L Lᵀ.</summary>
public static class Cholesky
{
    /// <summary>Smallest pivot of a matrix of unit diagonal that still counts as positive definite.</summary>
    private const double Tolerance = 1e-12;

    /// <summary>Overwrites the lower triangle of <paramref name="a"/> with L; false where A is not positive definite to working accuracy.</summary>
    public static bool Factor(double[,] a)
    {
        var n = a.GetLength(0);
        for (var j = 0; j < n; j++)
        {
            var pivot = a[j, j];
            var diagonal = pivot;
            for (var k = 0; k < j; k++) pivot -= a[j, k] * a[j, k];
            if (!(pivot > Tolerance * diagonal)) return false;
            a[j, j] = Math.Sqrt(pivot);
            for (var i = j + 1; i < n; i++)
            {
                var sum = a[i, j];
                for (var k = 0; k < j; k++) sum -= a[i, k] * a[j, k];
                a[i, j] = sum / a[j, j];
            }
        }
        return true;
    }

    /// <summary>Overwrites <paramref name="b"/> with the solution of L Lᵀ x = b.</summary>
    public static void Solve(double[,] l, double[] b)
    {
        var n = b.Length;
        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < i; k++) b[i] -= l[i, k] * b[k];
            b[i] /= l[i, i];
        }
        for (var i = n - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < n; k++) b[i] -= l[k, i] * b[k];
            b[i] /= l[i, i];
        }
    }
}
