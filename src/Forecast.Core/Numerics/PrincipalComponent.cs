using MathNet.Numerics.LinearAlgebra;

namespace Forecast.Core.Numerics;

/// <summary>
/// First principal component: the direction of most variance. <code>C w = λ₁ w,   |w| = 1,   Σ w &gt; 0</code>
/// <para>Shapes: C symmetric of order n, w of length n. The sign makes the sum of weights positive; where it is 0, the first weight that is not 0.</para>
/// <para>Reference: Jolliffe (2002), Principal Component Analysis, section 1.1; Golub and Van Loan (2013), Matrix Computations, section 8.3, for the symmetric QR algorithm.</para>
/// </summary>
/// <param name="Weights">w.</param>
/// <param name="Variance">λ₁.</param>
public sealed record PrincipalComponent(double[] Weights, double Variance)
{
    /// <summary>Of a covariance or correlation matrix.</summary>
    public static PrincipalComponent Of(double[,] covariance)
    {
        var evd = Matrix<double>.Build.DenseOfArray(covariance).Evd(Symmetricity.Symmetric);
        var last = evd.EigenValues.Count - 1;
        var weights = evd.EigenVectors.Column(last).ToArray();
        var sum = weights.Sum();
        if (sum < 0 || (sum == 0 && weights.First(w => w != 0) < 0)) weights = Array.ConvertAll(weights, w => -w);
        return new PrincipalComponent(weights, evd.EigenValues[last].Real);
    }
}
